"""How long something takes to act: "within two weeks", "takes months"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.evidence.tables import any_of, cues, table


@dataclass(frozen=True, slots=True)
class Time:
    """A time in hours, as a range; `low` equals `high` for a single number."""

    start: int
    low: float
    high: float

    def agrees_with(self, other: Time) -> bool:
        """Whether both can mean the same: the ranges meet, or nearly."""
        slack = float(table("numbers/times")["within_times"])
        return self.low <= other.high * slack and other.low <= self.high * slack


def times_in(folded: str) -> tuple[Time, ...]:
    """The times after which folded lower-case text says that something happens, in order."""
    return tuple(_time(match) for match in any_of("numbers/times", "form").finditer(folded))


def says_when(folded: str) -> bool:
    """Whether a text speaks of an effect, so that a time in it is that of the effect."""
    return cues("numbers/times")["acts"].search(folded) is not None


def says_since_when(folded: str) -> bool:
    """Whether a text speaks of the beginning of an effect, which was not there before."""
    return cues("numbers/times")["begins"].search(folded) is not None


def _time(match: re.Match[str]) -> Time:
    rules = table("numbers/times")
    if match["units"]:
        unit, rough = rules["hours"][match["units"]], rules["rough"]
        return Time(match.start(), unit * rough["least"], unit * rough["most"])
    unit = rules["hours"][match["unit"]]
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else low
    return Time(match.start(), unit * min(low, high), unit * max(low, high))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(table("numbers/times")["words"][text])
