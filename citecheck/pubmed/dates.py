"""When a record was published, as exactly as it says: "2019", "2019-03" or "2019-03-05".

Where a date is a span of months or days, its end stands: by then it was surely published.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable

from citecheck.model.study import last_day

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_TEXT = re.compile(
    rf"(?P<year>{_YEAR})(?: (?P<month>[A-Z][a-z]{{2}})[a-z]*(?: (?P<day>[0-9]{{1,2}})\b)?)?"
    rf"(?:\s?[-/]\s?(?:(?P<last_year>{_YEAR})\s?)?(?P<last_month>[A-Z][a-z]{{2}})?"
    r"(?P<last_day>\s?[0-9]{1,2}\b)?)?"
)
_DIGITS = re.compile(rf"({_YEAR})([0-9]{{2}})([0-9]{{2}})")
_YEAR_ALONE = re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])")


def of_parts(year: str, month: str = "", day: str = "") -> str | None:
    """A date of a year, a month ("3", "03", "Mar") and a day; what is no date is left off."""
    if not re.fullmatch(_YEAR, year):
        return None
    number = int(month) if month.isdecimal() and len(month) <= 2 else _MONTHS.get(month[:3].lower())
    if not number or number > 12:
        return year
    longest = calendar.monthrange(int(year), number)[1]
    if day.isdecimal() and len(day) <= 2 and 1 <= int(day) <= longest:
        return f"{year}-{number:02}-{int(day):02}"
    return f"{year}-{number:02}"


def of_text(text: str) -> str | None:
    """The end of "1998 Dec-1999 Jan" or "2019 Mar 5", and the day of "20190305"."""
    digits = _DIGITS.fullmatch(text.strip())
    if digits:
        return of_parts(*digits.groups())
    found = _TEXT.search(text)
    if found is None:
        return None
    if found["last_year"] or found["last_month"]:
        month, day = found["last_month"], found["last_day"]
    else:
        month, day = found["month"], found["last_day"] or found["day"]
    return of_parts(found["last_year"] or found["year"], month or "", (day or "").strip())


def first_year(text: str) -> int | None:
    """The first year in a date as printed."""
    found = _YEAR_ALONE.search(text) or _DIGITS.fullmatch(text.strip())
    return int(found[0][:4]) if found else None


def earliest(dates: Iterable[str | None]) -> str | None:
    """Of several dates of one record the one by which it had surely been published first."""
    return min((date for date in dates if date), key=last_day, default=None)
