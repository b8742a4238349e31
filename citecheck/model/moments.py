"""A moment as reports and ledgers write it: UTC, to the second, so that it sorts as text."""

from __future__ import annotations

from datetime import UTC, datetime


def written(at: datetime) -> str:
    """ "2026-03-01T12:00:00Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str | None) -> datetime | None:
    """A time as a ledger, a sitemap or a feed writes it, in UTC where it has no zone; None for
    what is none."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
