"""How long something takes to act: "within two weeks", "takes months"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from citecheck.text.tables import read_table


@dataclass(frozen=True, slots=True)
class Time:
    """A time in hours, as a range; `low` equals `high` for a single number."""

    start: int
    low: float
    high: float

    def agrees_with(self, other: Time) -> bool:
        """Whether both can mean the same: the ranges meet, or nearly."""
        slack = _rules().slack
        return self.low <= other.high * slack and other.low <= self.high * slack


def times_in(folded: str) -> tuple[Time, ...]:
    """The times after which folded lower-case text says that something happens, in order."""
    rules = _rules()
    return tuple(_time(match, rules) for match in rules.forms.finditer(folded))


def says_when(folded: str) -> bool:
    """Whether a text speaks of an effect, so that a time in it is that of the effect."""
    return _rules().acts.search(folded) is not None


def says_since_when(folded: str) -> bool:
    """Whether a text speaks of the beginning of an effect, which was not there before."""
    return _rules().begins.search(folded) is not None


def _time(match: re.Match[str], rules: _Rules) -> Time:
    if match["units"]:
        unit = rules.hours[match["units"]]
        return Time(match.start(), unit * rules.least, unit * rules.most)
    unit = rules.hours[match["unit"]]
    low = _number(match["low"], rules)
    high = _number(match["high"], rules) if match["high"] else low
    return Time(match.start(), unit * min(low, high), unit * max(low, high))


def _number(text: str, rules: _Rules) -> int:
    return int(text) if text.isdigit() else rules.words[text]


@dataclass(frozen=True, slots=True)
class _Rules:
    forms: re.Pattern[str]
    hours: dict[str, float]
    words: dict[str, int]
    least: float
    most: float
    slack: float
    acts: re.Pattern[str]
    begins: re.Pattern[str]


def load_table() -> dict[str, Any]:
    """times.toml as it stands."""
    return read_table("citecheck.evidence", "times.toml")


@cache
def _rules() -> _Rules:
    table = load_table()
    return _Rules(
        re.compile("|".join(form["pattern"] for form in table["form"])),
        table["hours"],
        table["words"],
        float(table["rough"]["least"]),
        float(table["rough"]["most"]),
        float(table["within_times"]),
        re.compile(table["acts"]["pattern"]),
        re.compile(table["begins"]["pattern"]),
    )
