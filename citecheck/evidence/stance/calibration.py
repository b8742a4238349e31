"""How far an answer can be trusted: the probability that it gives the study's stance rightly.

A logistic formula over a few plain features of the answer. Its weights stand in
calibration.toml, with the pairs that they were measured on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp

from citecheck.evidence import tables
from citecheck.evidence.question.ask import Question
from citecheck.evidence.stance.answer import Answer


def features(question: Question, answer: Answer) -> Iterator[tuple[str, float]]:
    """The features of an answer that are not zero, each by its name in calibration.toml."""
    cover = answer.coverage
    # Where the parts of the claim were found by concept, its other words say less.
    known = "known-" if answer.on_topic and answer.rule != "echo" else ""
    yield f"{known}always", 1.0
    yield f"{known}coverage", cover.sentence
    yield f"{known}coverage-squared", cover.sentence**2
    yield f"{known}coverage-study", cover.study
    yield f"{known}coverage-subject", cover.subject
    yield f"{known}coverage-target", cover.target
    yield f"{known}length", min(len(question.statement.units), 20) / 20
    yield f"{known}rule-{answer.rule}", 1.0
    yield f"part-{answer.sentence.part}", 1.0
    yield "distance", min(answer.distance, 100) / 100
    for name, holds in (
        ("echoed", answer.echoed),
        ("null", answer.null),
        ("specific", answer.specific),
        ("by-concept", answer.by_concept),
        ("hedged", answer.hedged),
        ("bare", answer.bare),
        ("against-active", answer.against_active),
        ("aim", answer.aim),
        ("direct", answer.direct),
        ("controlled", answer.controlled),
        ("loose", answer.loose),
        ("loose-and-bare", answer.loose and answer.bare),
        ("agreed", answer.agreed),
        ("opposed", answer.opposed),
        ("agent-named", answer.agent_named),
        ("agent-named-and-specific", answer.agent_named and answer.specific),
        ("no-agent", question.agent is None),
        ("claims-null", question.null or question.statement.saying.denied),
    ):
        if holds:
            yield name, 1.0


def probability(question: Question, answer: Answer) -> float:
    """The share of such answers that were right, 0 to 1."""
    weights = table().weights
    total = sum(weights.get(name, 0.0) * value for name, value in features(question, answer))
    return 1.0 / (1.0 + exp(-total))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights, and what an answer must reach to be given: by side, and beside another.

    `supports_by_words` is asked for where parts of the claim are no concepts.
    """

    weights: dict[str, float]
    supports: float
    supports_by_words: float
    contradicts: float
    discount: float
    mixed: float
    mixed_apart: float


@cache
def table() -> Calibration:
    """The shipped calibration."""
    raw = tables.table("stance/calibration")
    limits = raw["threshold"]
    return Calibration(raw["weight"], **limits)
