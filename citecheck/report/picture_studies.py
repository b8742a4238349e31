"""A claim's studies by year and level, ready to draw: where each mark stands and how large."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from citecheck.model.evidence import Evidence
from citecheck.report import wording
from citecheck.report.citation import citation
from citecheck.report.designs import LEVELS, SHORT

Mark = Literal["supports", "contradicts", "mixed", "silent"]

WIDTH: Final = 420
_LEFT: Final = 104.0
_RIGHT: Final = WIDTH - 22.0
_SMALLEST: Final = 4.0
_LARGEST: Final = 11.0
_LARGE: Final = 1_000
"""Participants from which on a mark grows no further."""
_TICKS: Final = 5
_GAP: Final = 1.5
_LABEL: Final = 60
_MOST_IN_A_ROW: Final = 60
"""Marks of one level that are set apart; with more, they may overlap."""

_ORDER: Final[tuple[Mark, ...]] = ("supports", "contradicts", "mixed", "silent")
_WORDS: Final[dict[Mark, str]] = {
    "supports": "supporting",
    "contradicts": "contradicting",
    "mixed": "with mixed results",
    "silent": "silent",
}


class Dot(NamedTuple):
    """One study. `counted` is false where it speaks but weighs nothing."""

    x: int
    y: int
    radius: float
    mark: Mark
    counted: bool
    label: str


class Row(NamedTuple):
    """One level with its name; `y` is its middle."""

    y: int
    label: str


class Tick(NamedTuple):
    """A year on the axis."""

    x: int
    label: str


class StudyPicture(NamedTuple):
    """Everything to draw, in units of a view box of WIDTH by `height`."""

    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    dots: tuple[Dot, ...]
    marks: tuple[Mark, ...]
    summary: str


def picture(evidence: Sequence[Evidence]) -> StudyPicture | None:
    """The studies of a claim; None where words say it better: fewer than two, or all silent."""
    if len(evidence) < 2 or all(each.stance == "silent" for each in evidence):
        return None
    years = [each.year for each in evidence if each.year is not None]
    first, last = (min(years), max(years)) if years else (0, 0)
    undated = len(years) < len(evidence)
    left = _LEFT + 40 if undated and years else _LEFT + 16
    rows: list[Row] = []
    dots: list[Dot] = []
    top = 4.0
    for level in LEVELS:
        spots = [
            (_x(each.year, first, last, left), _radius(each.participants), each)
            for each in evidence
            if each.level == level
        ]
        if not spots:
            continue
        offsets = list(_spread([(x, radius) for x, radius, _ in spots]))
        reach = max(abs(y) + r for y, (_, r, _) in zip(offsets, spots, strict=True)) + 4
        middle = top + max(reach, 13.0)
        rows.append(Row(round(middle), SHORT[level]))
        dots += [_dot(x, middle + y, r, e) for y, (x, r, e) in zip(offsets, spots, strict=True)]
        top = middle + max(reach, 13.0)
    kinds = tuple(kind for kind in _ORDER if any(dot.mark == kind for dot in dots))
    ticks = _ticks(first, last, left, bool(years), undated)
    return StudyPicture(round(top + 20), tuple(rows), ticks, tuple(dots), kinds, _said(evidence))


def _mark(each: Evidence) -> Mark:
    return "mixed" if each.mixed and each.stance != "silent" else each.stance


def _dot(x: float, y: float, radius: float, each: Evidence) -> Dot:
    size = f", n = {each.participants:,}" if each.participants else ""
    label = f"{_short(each)}{size}"
    counted = each.stance == "silent" or wording.counted(each)
    return Dot(round(x), round(y), round(radius, 1), _mark(each), counted, label)


def _short(each: Evidence) -> str:
    """Who and when, or the start of the title: what a pointer resting on a mark shows."""
    whole = each.model_copy(update={"journal": None})
    return wording.clipped(citation(whole), _LABEL)


def _radius(participants: int | None) -> float:
    share = math.sqrt(min(participants or 20, _LARGE) / _LARGE)
    return _SMALLEST + (_LARGEST - _SMALLEST) * share


def _x(year: int | None, first: int, last: int, left: float) -> float:
    if year is None:
        return _LEFT + 16
    if first == last:
        return (left + _RIGHT) / 2
    return left + (_RIGHT - left) * (year - first) / (last - first)


def _spread(marks: Sequence[tuple[float, float]]) -> Iterator[float]:
    """How far above or below the middle each stands, so that none hides another."""
    set_down: list[tuple[float, float, float]] = []
    for x, radius in marks:
        near = [m for m in set_down if abs(m[0] - x) < m[2] + radius + _GAP][-_MOST_IN_A_ROW:]
        candidates = [0.0]
        for other_x, other_y, other_radius in near:
            apart = math.sqrt(max(0.0, (other_radius + radius + _GAP) ** 2 - (other_x - x) ** 2))
            candidates += [other_y + apart, other_y - apart]
        free = (
            y
            for y in sorted(candidates, key=abs)
            if all((ox - x) ** 2 + (oy - y) ** 2 >= (r + radius + 1) ** 2 for ox, oy, r in near)
        )
        y = next(free, 0.0)
        set_down.append((x, y, radius))
        yield y


def _ticks(first: int, last: int, left: float, dated: bool, undated: bool) -> tuple[Tick, ...]:
    ticks = [Tick(round(_LEFT + 16), "no year")] if undated else []
    if dated:
        step = max(1, math.ceil((last - first) / (_TICKS - 1)))
        years = list(range(first, last + 1, step))
        if last - years[-1] > step / 2 or first == last:
            years.append(last)
        ticks += [
            Tick(round(_x(year, first, last, left)), str(year)) for year in dict.fromkeys(years)
        ]
    return tuple(ticks)


def _said(evidence: Sequence[Evidence]) -> str:
    stances = [(stance, sum(_mark(e) == stance for e in evidence)) for stance in _ORDER]
    counts = ", ".join(f"{count} {_WORDS[stance]}" for stance, count in stances if count)
    years = sorted(each.year for each in evidence if each.year is not None)
    when = f" of {years[0]} to {years[-1]}" if years and years[0] != years[-1] else ""
    return f"{wording.plural(len(evidence), 'study', 'studies')}{when}: {counts}"
