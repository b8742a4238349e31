"""What is due, given what the ledger knows and what time it is. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from citecheck.model.audit import Method, MethodPart, Reason

SLACK: Final = 0.1
MOST_SLACK: Final = timedelta(hours=1)
"""A nightly run never starts at the same second: what is due within a tenth of its interval, and
within the hour, is due."""
NCBI_CLOCK: Final = ZoneInfo("America/New_York")
OFF_PEAK_FROM, OFF_PEAK_UNTIL = time(21), time(5)
"""NCBI asks that big jobs run at weekends, or between 9 p.m. and 5 a.m. Eastern time on weekdays
(A General Introduction to the E-utilities, NBK25497)."""


class PageState(NamedTuple):
    """What is known of a page: when it was read and asked for last, and what its listing says."""

    asked_at: datetime | None
    read_at: datetime | None
    modified: datetime | None
    failed: bool


class ClaimState(NamedTuple):
    """What is known of a claim: its last verdict, and what happened since.

    `moved` is set where a study that it leans on stands otherwise than when it was judged.
    """

    confirmed_at: datetime | None
    method: Method | None
    failed: bool
    moved: bool


class Known(NamedTuple):
    """What decides whether a claim or a reference is due; runs by number.

    `moved` is set where a study that it leans on stands otherwise than when it was judged;
    `watches` name where it stands.
    """

    id: int
    confirmed_run: int | None
    method: Method | None
    failed: bool
    moved: bool
    watches: frozenset[str]


def page_is_due(page: PageState, now: datetime, interval: timedelta) -> bool:
    """Whether a page is to be asked for: never read, failed last time, said to have changed since,
    or read too long ago."""
    if page.read_at is None or page.asked_at is None or page.failed:
        return True
    said_changed = page.modified is not None and page.read_at < page.modified <= now
    return said_changed or old(page.asked_at, now, interval)


def claim_is_due(
    claim: ClaimState, now: datetime, recheck: timedelta, method: Method
) -> Reason | None:
    """Why a claim is to be checked, or None. Evidence comes before a change of method."""
    if claim.failed:
        return "failed"
    if claim.confirmed_at is None or claim.method is None:
        return "new"
    if claim.moved:
        return "standing"
    differs = method_parts(claim.method, method)
    if differs:
        return differs[0]
    return "age" if old(claim.confirmed_at, now, recheck) else None


def method_parts(before: Method, after: Method) -> tuple[MethodPart, ...]:
    """In what two methods differ."""
    parts: dict[MethodPart, bool] = {
        "rules": before.rules_version != after.rules_version,
        "judge": before.judge != after.judge,
        "source": before.sources != after.sources,
        "limits": (before.max_studies, before.published_before)
        != (after.max_studies, after.published_before),
    }
    return tuple(part for part, differs in parts.items() if differs)


def old(last: datetime, now: datetime, interval: timedelta) -> bool:
    """Whether `last` is an interval ago, or as good as."""
    return now - last >= interval - min(interval * SLACK, MOST_SLACK)


def off_peak(now: datetime) -> bool:
    """Whether NCBI's servers are little used now."""
    there = now.astimezone(NCBI_CLOCK)
    weekend = there.weekday() >= 5
    return weekend or there.time() >= OFF_PEAK_FROM or there.time() < OFF_PEAK_UNTIL


def next_off_peak(now: datetime) -> datetime:
    """When the next quiet hours begin; `now` itself if they have."""
    if off_peak(now):
        return now
    there = now.astimezone(NCBI_CLOCK)
    # Working hours of a weekday: the evening of the same day comes first, also before a weekend.
    return datetime.combine(there.date(), OFF_PEAK_FROM, NCBI_CLOCK).astimezone(UTC)


def shortest(days: Iterable[float]) -> timedelta:
    """The shortest of some intervals in days: a claim on two pages keeps to the stricter one."""
    return timedelta(days=min(days))
