"""Shares of a group, as numbers: "30%", "one in four", "half"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from citecheck.evidence import tables


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a group in percent, as a range; `low` equals `high` for a single number."""

    start: int
    low: float
    high: float

    def agrees_with(self, other: Share) -> bool:
        """Whether both can mean the same: the ranges meet, or nearly."""
        rules = _rules()
        gap = max(self.low - other.high, other.low - self.high, 0.0)
        return gap <= max(rules.points, rules.part * max(self.high, other.high))


def shares_in(folded: str) -> tuple[Share, ...]:
    """The shares that folded lower-case text gives, in order; intervals of confidence are none."""
    rules = _rules()
    intervals = [match.span() for match in _INTERVAL.finditer(folded)]
    found: dict[int, Share] = {}
    for match in rules.forms.finditer(folded):
        if any(a <= match.start() < b for a, b in intervals):
            continue
        share = _share(match, rules)
        if share is not None and share.high <= 100:
            found.setdefault(match.start(), share)
    return tuple(found.values())


_INTERVAL = re.compile(
    r"9\d(?:\.\d)? ?% ?-?(?:ci|cri|confidence|credible|hpdi)[^;)\]a-z]{0,12}"
    r"(?:intervals?|limits)?[^;)\]]{0,30}"
)


def _share(match: re.Match[str], rules: _Rules) -> Share | None:
    found = {name: value for name, value in match.groupdict().items() if value is not None}
    at = match.start()
    if "low" in found:
        low, high = sorted((float(found["low"]), float(found["high"])))
        return Share(at, low, high)
    if "value" in found:
        return Share(at, float(found["value"]), float(found["value"]))
    if "word" in found:
        value = rules.in_words[found["word"]]
        return Share(at, value, value)
    part, whole = _number(found["part"], rules), _number(found["whole"], rules)
    if not whole or part >= whole:
        return None
    return Share(at, 100 * part / whole, 100 * part / whole)


def _number(text: str, rules: _Rules) -> float:
    return float(text) if text.isdigit() else float(rules.words.get(text, 0))


@dataclass(frozen=True, slots=True)
class _Rules:
    forms: re.Pattern[str]
    words: dict[str, int]
    in_words: dict[str, float]
    points: float
    part: float


@cache
def _rules() -> _Rules:
    table = tables.table("numbers/shares")
    # Ranges before single numbers: "25 to 35%" is one share.
    forms = sorted(table["form"], key=lambda form: "?P<low>" not in form["pattern"])
    return _Rules(
        re.compile("|".join(form["pattern"] for form in forms)),
        table["words"],
        table["in_words"],
        table["within_points"],
        table["within_part"],
    )
