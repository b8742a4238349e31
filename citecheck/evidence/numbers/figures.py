"""Figures of two arms side by side, where no word says which is more.

"Stroke occurred in 2.1% of those on rosuvastatin and in 3.8% of those on placebo."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citecheck.evidence.tables import cues, table
from citecheck.model.document import Span

_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LOOK_BACK = 20
_RESPECTIVELY = "respectively"


@dataclass(frozen=True, slots=True)
class Contrast:
    """The figures of two arms: where they stand, and whether the treated arm has more.

    `sign` is +1 where it has more, -1 where it has less, 0 where both have about the same.
    """

    span: Span
    sign: int


@dataclass(frozen=True, slots=True)
class _Figure:
    start: int
    end: int
    value: float
    percent: bool


def contrast_in(folded: str, treated: Sequence[int], control: Sequence[int]) -> Contrast | None:
    """The contrast of a folded, lower-case sentence; the arms are given by where they are named.

    Each figure stands before its arm ("2% on A and 4% on B"), or each behind it ("with A it was
    2%, with B 4%"), or the figures follow both arms in their order. A sentence of more figures
    or more arms gives none, for nobody can tell which figure is whose; nor do figures that
    differ a little, for that may be chance.
    """
    if len(treated) != 1 or len(control) != 1:
        return None
    figures = list(_figures(folded))
    if len(figures) != 2 or figures[0].percent != figures[1].percent:
        return None
    arms = sorted((treated[0], control[0]))
    before = figures[0].start < arms[0] < figures[1].start < arms[1]
    behind = arms[0] < figures[0].start < arms[1] < figures[1].start
    in_order = arms[1] < figures[0].start and _RESPECTIVELY in folded
    if not (before or behind or in_order):
        return None
    first, second = (f.value for f in figures)
    own, other = (first, second) if arms[0] == treated[0] else (second, first)
    sign = _compare(own, other)
    if sign is None:
        return None
    return Contrast(Span(start=figures[0].start, end=figures[1].end), sign)


def _compare(own: float, other: float) -> int | None:
    rules = table("numbers/figures")
    smaller, larger = sorted((abs(own), abs(other)))
    if own * other >= 0 and larger <= smaller * rules["same_within"]:
        return 0
    if own * other >= 0 and larger < smaller * rules["differ_from"]:
        return None
    return 1 if own > other else -1


def _figures(folded: str) -> Iterator[_Figure]:
    """The numbers that can be results, those in brackets left out."""
    forms = cues("numbers/figures")
    text = _BRACKETS.sub(lambda match: " " * len(match[0]), folded)
    for match in forms["figure"].finditer(text):
        counts_else = forms["not_before"].search(
            text, max(0, match.start() - _LOOK_BACK), match.start()
        )
        if counts_else is None and forms["not_after"].match(text, match.end()) is None:
            value, percent = float(match["value"]), match["percent"] is not None
            yield _Figure(match.start(), match.end(), value, percent)
