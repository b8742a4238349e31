"""What the rules and the network say together: a small weighing, measured on labelled pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Any

from citecheck.evidence.stance.finding import Finding
from citecheck.evidence.topic.match import TopicMatch
from citecheck.judges.network import Odds, softmax
from citecheck.judges.pair import Excerpt
from citecheck.model.evidence import Judgement
from citecheck.text.tables import read_table

STANCES = ("supports", "contradicts", "silent")
_FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Limits:
    """What each side must reach to be given.

    Rules that take a side with a probability of `sure` or more are not weighed: their answer
    stands, whatever the network would read.
    """

    supports: float
    contradicts: float
    sure: float

    def settled_by(self, ruled: Judgement) -> bool:
        """Whether the rules' answer stands."""
        return ruled.stance != "silent" and ruled.probability >= self.sure


@dataclass(frozen=True, slots=True)
class Weighing:
    """The weights of combine.toml, and the limits for two forms of evidence.

    `whole` is for a study that was read in full, such as a finding told in a sentence or two;
    `chosen` for one of which a few sentences were chosen, where more can be missed.
    """

    weights: dict[str, tuple[float, float, float]]
    whole: Limits
    chosen: Limits


def features(
    odds: Odds,
    ruled: Judgement,
    findings: Sequence[Finding],
    read: Excerpt,
    topic: TopicMatch,
) -> Iterator[tuple[str, float]]:
    """The features of a pair that are not zero, each by its name in combine.toml."""
    yield "always", 1.0
    for stance in STANCES:
        yield f"model-{stance}", log(max(getattr(odds, stance), _FLOOR))
    yield "coverage", read.best.sentence
    yield "coverage-study", read.best.study
    for missed in topic.missing:
        yield f"missing-{missed.role}", 1.0
    if topic.on_topic and not topic.incomplete:
        yield "on-topic", 1.0
    if ruled.stance == "silent":
        yield ("rules-unsure" if ruled.abstained else "rules-nothing"), 1.0
        return
    yield f"rules-{ruled.stance}", ruled.probability
    side = 1 if ruled.stance == "supports" else -1
    if any(f.null and f.side == side and f.specific for f in findings):
        yield f"rules-{ruled.stance}-null", 1.0
    if getattr(odds, ruled.stance) > 0.5:
        yield f"agree-{ruled.stance}", 1.0


def combine(found: Iterator[tuple[str, float]], weighing: Weighing) -> Odds:
    """The odds of a pair from its features."""
    scores = [0.0, 0.0, 0.0]
    for name, value in found:
        for place, weight in enumerate(weighing.weights.get(name, (0.0, 0.0, 0.0))):
            scores[place] += weight * value
    return Odds(*softmax(scores))


def load_table() -> dict[str, Any]:
    """combine.toml as it stands."""
    return read_table("citecheck.judges", "combine.toml")


@cache
def shipped_weighing() -> Weighing:
    """The weighing that was measured for the shipped network."""
    table = load_table()
    limits = {form: Limits(**table["threshold"][form]) for form in ("whole", "chosen")}
    weights = {name: (w[0], w[1], w[2]) for name, w in table["weight"].items()}
    return Weighing(weights, **limits)
