"""Two circles: how many records name the one, the other and both."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from citecheck.model.claim import required_concepts
from citecheck.model.concept import ConceptRef
from citecheck.model.report import CheckedClaim
from citecheck.model.search import Purpose
from citecheck.report import wording
from citecheck.report.safe import visible

WIDTH: Final = 420
HEIGHT: Final = 154
_MIDDLE: Final = 78.0
_LABEL: Final = 32
_LARGEST: Final = 54.0
_SMALLEST: Final = 9.0
_STEPS: Final = 40


class Circle(NamedTuple):
    """One of the two, and its caption."""

    x: float
    radius: float
    label: str


class OverlapPicture(NamedTuple):
    """Both circles on one line, areas by the counts as far as the smaller stays visible.

    `both_x` is the middle of what they share.
    """

    left: Circle
    right: Circle
    both: str
    both_x: float
    y: float
    summary: str


def picture(claim: CheckedClaim) -> OverlapPicture | None:
    """For an unfound claim whose counts were all asked for; None for any other."""
    if claim.verdict != "unfound":
        return None
    first, second = _count(claim, "count-intervention"), _count(claim, "count-condition")
    both = _count(claim, "count-both")
    if first is None or second is None or both is None or first + second == 0:
        return None
    ends = [ref for _, ref in required_concepts(claim) if ref is not None]
    if len(ends) < 2:
        return None
    return drawn(first, second, both, _name(ends[0]), _name(ends[-1]))


def drawn(first: int, second: int, both: int, one: str, other: str) -> OverlapPicture:
    """The picture of three counts; `both` is no more than the smaller of the others."""
    radii = _radius(first, max(first, second)), _radius(second, max(first, second))
    apart = _distance(radii, both / (min(first, second) or 1))
    wide = radii[0] + apart + radii[1]
    begin = (WIDTH - wide) / 2
    left, right = begin + radii[0], begin + radii[0] + apart
    lens = right - radii[1], left + radii[0]
    said = (
        f"{wording.plural(first, 'record')} {_name_or_names(first)} {one}, "
        f"{second:,} {_name_or_names(second)} {other}, {both:,} {_name_or_names(both)} both"
    )
    return OverlapPicture(
        Circle(round(left, 1), round(radii[0], 1), _label(first, one)),
        Circle(round(right, 1), round(radii[1], 1), _label(second, other)),
        f"{both:,} both",
        round(sum(lens) / 2, 1),
        _MIDDLE,
        said,
    )


def _count(claim: CheckedClaim, purpose: Purpose) -> int | None:
    found = [search.count for search in claim.searches if search.purpose == purpose]
    return sum(found) if found else None


def _name(ref: ConceptRef) -> str:
    return visible(ref.text) or ref.concept or "it"


def _name_or_names(count: int) -> str:
    return "names" if count == 1 else "name"


def _label(count: int, name: str) -> str:
    return f"{count:,} {wording.clipped(name, _LABEL)}"


def _radius(count: int, most: int) -> float:
    if count == 0:
        return _SMALLEST / 2
    return max(_SMALLEST, _LARGEST * math.sqrt(count / most))


def _distance(radii: tuple[float, float], share: float) -> float:
    """How far apart the middles stand, so that they share this part of the smaller circle."""
    far, near = sum(radii), abs(radii[0] - radii[1])
    if share <= 0:
        return far + 14
    wanted = min(share, 1.0) * math.pi * min(radii) ** 2
    for _ in range(_STEPS):
        middle = (far + near) / 2
        if _lens(middle, *radii) > wanted:
            near = middle
        else:
            far = middle
    return far


def _lens(apart: float, first: float, second: float) -> float:
    """The area that two circles share."""
    if apart >= first + second:
        return 0.0
    if apart <= abs(first - second):
        return math.pi * min(first, second) ** 2
    one = (apart**2 + first**2 - second**2) / (2 * apart * first)
    two = (apart**2 + second**2 - first**2) / (2 * apart * second)
    kite = math.sqrt(
        max(
            0.0,
            (first + second - apart)
            * (apart + first - second)
            * (apart - first + second)
            * (apart + first + second),
        )
    )
    arcs = first**2 * math.acos(max(-1.0, min(1.0, one)))
    arcs += second**2 * math.acos(max(-1.0, min(1.0, two)))
    return arcs - kite / 2
