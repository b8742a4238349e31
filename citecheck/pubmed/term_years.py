"""Dates of publication in a search, as whole years."""

from __future__ import annotations

import re

from citecheck.errors import QueryRejected
from citecheck.model.query import Published

_DATE = re.compile(r"([0-9]{4})(?:/([0-9]{1,2})(?:/([0-9]{1,2}))?)?")
_OPEN_FIRST, _OPEN_LAST = 1000, 3000


def years(text: str) -> Published:
    """A year, or a range of dates that begins and ends with a year.

    Raises: QueryRejected for what is no date, or cuts a year: records give a year at best.
    """
    first_text, colon, last_text = (part.strip() for part in text.partition(":"))
    first, last = _date(first_text), _date(last_text if colon else first_text)
    if first is None or last is None:
        raise QueryRejected(f"Not a range of years: {text!r}.")
    begins = first[1:] in ((None, None), (1, None), (1, 1))
    ends = last[1:] in ((None, None), (12, None), (12, 31))
    if not begins or not (ends or last[0] >= _OPEN_LAST):
        raise QueryRejected(f"Only whole years can be searched here: {text!r}.")
    return Published(
        first=None if first[0] == _OPEN_FIRST else first[0],
        last=None if last[0] >= _OPEN_LAST else last[0],
    )


def _date(text: str) -> tuple[int, int | None, int | None] | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None
