"""What the rules and the network say together: a small weighing, measured on labelled pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from typing import Any, NamedTuple

from citecheck.evidence.stance.answer import Answer
from citecheck.judges.network import Odds, softmax
from citecheck.judges.pair import Excerpt
from citecheck.model.evidence import Judgement
from citecheck.text.negation import DENIALS, Negation, find
from citecheck.text.tables import read_table

_FLOOR = 1e-6
_FURTHEST = 5.0
"""How far the network's log odds count: beyond that it is sure of everything alike."""


@dataclass(frozen=True, slots=True)
class Views:
    """How the network reads a claim beside the chosen sentences: with the title, and without."""

    titled: Odds
    bare: Odds

    def together(self) -> Odds:
        """The middle of the two: their mean in logarithms."""
        both = zip(_logs(self.titled), _logs(self.bare), strict=True)
        return Odds(*softmax([(one + other) / 2 for one, other in both]))


class Limits(NamedTuple):
    """What each side must reach to be given."""

    supports: float
    contradicts: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of combine.toml, and what is asked of an answer.

    `bearing` weighs whether a study takes a side at all, `side` which: above 0 it supports.
    `whole` is for a study that was read in full, such as a finding told in a sentence or two;
    `chosen` for one of which a few sentences were chosen, where more can be missed. `sure` is
    the probability from which rules that take a side are not weighed.
    """

    bearing: Mapping[str, float]
    side: Mapping[str, float]
    sure: float
    whole: Limits
    chosen: Limits


def stands(ruled: Judgement, network: Odds, sure: float, *, treated: bool) -> bool:
    """Whether the answer of the rules stands, whatever the weighing gives.

    They must take a side and be surer of it than the network is of the other. Where they know
    best, of a claim of what a treatment does and a study that is about all of it by concept
    (`treated`), that is enough; elsewhere they must be `sure`.
    """
    if ruled.stance == "silent":
        return False
    against = network.contradicts if ruled.stance == "supports" else network.supports
    return ruled.probability > against and (treated or ruled.probability >= sure)


class Features(NamedTuple):
    """What is weighed of a pair: the features that are not zero, by their names in combine.toml."""

    bearing: dict[str, float]
    side: dict[str, float]


def features(
    claim: str, views: Views, ruled: Judgement, answers: Sequence[Answer], read: Excerpt
) -> Features:
    """What is weighed of a claim and the part of a study that was read for it."""
    bearing = {"always": 1.0, "coverage": read.best.sentence, "coverage-study": read.best.study}
    side = {"always": 1.0}
    for name, odds in (("titled", views.titled), ("bare", views.bare)):
        supports, contradicts, silent = _logs(odds)
        bearing[name] = _bounded(log(exp(supports) + exp(contradicts)) - silent)
        side[name] = _bounded(supports - contradicts)
    if _denies(find(claim)) != any(_denies(s.reading.negations) for s in read.sentences):
        side["denied-once"] = 1.0
    bearing |= dict(_rules_bear(ruled, answers))
    side |= dict(_rules_side(ruled, answers))
    return Features(bearing, side)


def combine(found: Features, bearing: Mapping[str, float], side: Mapping[str, float]) -> Odds:
    """The odds of a pair: silent against either side by `bearing`, side against side by `side`."""
    apart = sum(side.get(name, 0.0) * value for name, value in found.side.items()) / 2
    either = sum(bearing.get(name, 0.0) * value for name, value in found.bearing.items())
    return Odds(*softmax([either + apart, either - apart, 0.0]))


def load_table() -> dict[str, Any]:
    """combine.toml as it stands."""
    return read_table("citecheck.judges", "combine.toml")


@cache
def shipped_weighing() -> Weighing:
    """The weighing that was measured for the shipped network."""
    table = load_table()
    limits = {form: Limits(**table["threshold"][form]) for form in ("whole", "chosen")}
    return Weighing(table["bearing"], table["side"], table["sure"], **limits)


def _rules_bear(ruled: Judgement, answers: Sequence[Answer]) -> Iterator[tuple[str, float]]:
    if ruled.stance == "silent":
        yield ("rules-unsure" if ruled.abstained else "rules-nothing"), 1.0
        return
    yield "rules", ruled.probability
    if _is_null(ruled, answers):
        yield "rules-null", 1.0


def _rules_side(ruled: Judgement, answers: Sequence[Answer]) -> Iterator[tuple[str, float]]:
    if ruled.stance == "silent":
        return
    yield "rules", ruled.probability * _sign(ruled)
    if _is_null(ruled, answers):
        yield "rules-null", _sign(ruled)


def _sign(ruled: Judgement) -> float:
    return 1.0 if ruled.stance == "supports" else -1.0


def _is_null(ruled: Judgement, answers: Sequence[Answer]) -> bool:
    return any(f.null and f.specific and f.side == _sign(ruled) for f in answers)


def _denies(negations: Sequence[Negation]) -> bool:
    return any(negation.kind in DENIALS for negation in negations)


def _logs(odds: Odds) -> tuple[float, float, float]:
    shares = (odds.supports, odds.contradicts, odds.silent)
    supports, contradicts, silent = (log(max(share, _FLOOR)) for share in shares)
    return supports, contradicts, silent


def _bounded(value: float) -> float:
    return max(-_FURTHEST, min(_FURTHEST, value))
