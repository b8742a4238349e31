"""What the sources of a listing say: entries, and why one failed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urljoin

from citecheck.model.settings import Settings
from citecheck.model.watch import Manners, Watch
from citecheck.web.labels import label

LONGEST_ORIGIN = 2_000


class Entry(NamedTuple):
    """One page that a source names, before it is known whether it is watched."""

    origin: str
    modified: str | None = None


class SourceFailed(Exception):
    """A sitemap, feed, list or pattern that cannot be used; `str` is one sentence."""


def failed(source: str, why: str) -> SourceFailed:
    """The failure of `source`; `why` completes "... could not be used: <why>."."""
    return SourceFailed(f"{label(source)} could not be used: {why}.")


def as_utc(said: str | None) -> str | None:
    """A date of ISO 8601, as sitemaps have them, in UTC; None for one that is none."""
    try:
        date = datetime.fromisoformat((said or "").strip()[:40])
        date = date if date.tzinfo else date.replace(tzinfo=UTC)
        return date.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return None


def joined(base: str, link: str) -> str:
    """The address that a link on `base` leads to; one that is none stays as it is, cut."""
    link = link.strip()[:LONGEST_ORIGIN]
    try:
        return urljoin(base, link)
    except ValueError:
        return link


def manners(watch: Watch, settings: Settings) -> Manners:
    """The manners of a watch; `allow_private` of all settings holds for it too."""
    if settings.allow_private and not watch.allow_private:
        return watch.model_copy(update={"allow_private": True})
    return watch
