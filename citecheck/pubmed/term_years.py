"""Dates of publication in a search."""

from __future__ import annotations

import re
from datetime import date, timedelta

from citecheck.errors import QueryRejected
from citecheck.model.query import Published
from citecheck.pubmed.quoted import quoted

_DATE = re.compile(r"([0-9]{4})(?:/([0-9]{1,2})(?:/([0-9]{1,2}))?)?")
FIRST_YEAR, LAST_YEAR = 1000, 3000
"""What stands where a range is open."""


def years(text: str) -> Published:
    """A year, or a range of dates that begins with a year.

    Raises: QueryRejected for what is no date, or begins within a year: only the day by which
    a record was surely published is indexed, and not the first on which it may have been.
    """
    first_text, colon, last_text = (part.strip() for part in text.partition(":"))
    first, last = _date(first_text), _date(last_text if colon else first_text)
    if first is None or last is None:
        raise QueryRejected(f"Not a range of years: {quoted(text)}.")
    if first[1:] not in ((None, None), (1, None), (1, 1)) or (
        not colon and first[1:] != (None, None)
    ):
        raise QueryRejected(
            f"Only dates from the start of a year on can be searched: {quoted(text)}."
        )
    begins = None if first[0] == FIRST_YEAR else first[0]
    if last[0] >= LAST_YEAR:
        return Published(first=begins)
    if last[1] is None:
        return Published(first=begins, last=last[0])
    return Published(first=begins, before=_day_after(last[0], last[1], last[2], text))


def _date(text: str) -> tuple[int, int | None, int | None] | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None


def _day_after(year: int, month: int, day: int | None, text: str) -> str:
    """The ISO day after the last one of a range that ends with a day or a month."""
    try:
        if day is not None:
            return (date(year, month, day) + timedelta(days=1)).isoformat()
        date(year, month, 1)
        return date(year + month // 12, month % 12 + 1, 1).isoformat()
    except (ValueError, OverflowError):
        raise QueryRejected(f"Not a day of the calendar: {quoted(text)}.") from None
