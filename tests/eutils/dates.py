"""PubMed's dates in queries: a year, a month or a day, ranges, "last 5 years"."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_DATE = re.compile(r"\s*([0-9]{1,4})(?:/([0-9]{1,2}))?(?:/([0-9]{1,2}))?\s*")
_LAST = re.compile(r"\s*last\s+(\d{1,5})\s+(day|month|year)s?\s*", re.IGNORECASE)


def days_of(low: str, high: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of a range; None if either end is no date."""
    ends = _DATE.fullmatch(low), _DATE.fullmatch(high)
    if ends[0] is None or ends[1] is None:
        return None
    try:
        return _first(ends[0]), _last(ends[1])
    except ValueError:
        return None


def relative(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days of "last 5 years"; None if the text says nothing of that kind."""
    match = _LAST.fullmatch(text)
    if match is None:
        return None
    count, unit = int(match[1]), match[2].lower()
    days = count * {"day": 1, "month": 31, "year": 366}[unit]
    return today - dt.timedelta(days=min(days, today.toordinal() - 1)), today


def _first(match: re.Match[str]) -> dt.date:
    return dt.date(max(int(match[1]), 1), int(match[2] or 1), int(match[3] or 1))


def _last(match: re.Match[str]) -> dt.date:
    year, month = max(int(match[1]), 1), int(match[2] or 12)
    return dt.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
