"""What p-values and confidence intervals in a sentence say about a difference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.evidence.tables import cues, table

_NEAR = 80
"""How many characters before an interval may name the ratio that it belongs to."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One test: where it stands, whether the difference is significant, which way it points.

    `sign` is +1 or -1 for a ratio or a difference above or below "no effect", else 0.
    """

    start: int
    end: int
    significant: bool
    sign: int = 0


def statistics_in(folded: str) -> tuple[Statistic, ...]:
    """The tests that a folded, lower-case sentence reports, in order."""
    if not any(mark in folded for mark in ("p", "ci", "conf", "ns")):
        return ()
    forms = cues("numbers/statistics")
    level = float(table("numbers/statistics")["significant_below"])
    found = [_interval(match, folded) for match in forms["interval"].finditer(folded)]
    for match in forms["p_value"].finditer(folded):
        significant = _significant(match["sign"], match["value"], level)
        if significant is not None:
            found.append(Statistic(match.start(), match.end(), significant))
    found += [
        Statistic(m.start(), m.end(), False) for m in forms["not_significant"].finditer(folded)
    ]
    return tuple(sorted((s for s in found if s), key=lambda statistic: statistic.start))


def taken_back_at(folded: str) -> int | None:
    """Where a sentence says of a difference it has told that it may be chance; None if nowhere."""
    if "signific" not in folded and "differ" not in folded:
        return None
    found = cues("numbers/statistics")["taken_back"].search(folded)
    return found.start() if found else None


def _interval(match: re.Match[str], folded: str) -> Statistic | None:
    low, high = _number(match["low"]), _number(match["high"])
    if high < low and low > 0 and match["high"].startswith("-"):
        high = -high  # "0.8 -1.2": a dash, not a sign
    if low > high:
        return None
    before = folded[max(0, match.start() - _NEAR) : match.start()]
    if cues("numbers/statistics")["ratio"].search(before):
        null = 1.0
    elif low < 0 or re.search(r"differen|change|effect|reduction|smd|\bmd\b|coefficient|β", before):
        null = 0.0
    else:
        return None  # an interval around one group's mean or share says nothing of a difference
    if low <= null <= high:
        return Statistic(match.start(), match.end(), False)
    return Statistic(match.start(), match.end(), True, 1 if low > null else -1)


def _significant(sign: str, value: str, level: float) -> bool | None:
    number = 0.0 if "x" in value else float(value)
    if sign in (">", ">=", "≥"):
        return False if number >= level / 5 else None
    if sign in ("<", "<=", "≤"):
        return number <= level or None
    return number < level


def _number(text: str) -> float:
    return float(text.replace(" ", ""))
