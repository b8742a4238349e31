"""One answer of one sentence of a study to one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citecheck.evidence.reading.sentence import ReadSentence

Rule = Literal[
    "null", "null-p", "effect-p", "effect", "value", "link", "seen", "equivalent", "hedged",
    "echo", "share", "figures", "time",
]  # fmt: skip
"""What made the answer: a statement of no effect, a test that says chance, an effect with a
significant test, an effect in words, words of value, a link, a report that something was
seen, equality within a margin, an effect with a hedge, the claim's own words said again, a
share of a group that agrees with the claim's or does not, the figures of two arms, a time to
act that agrees or does not."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a claim is found again, 0 to 1: in the sentence, and anywhere in the study."""

    sentence: float = 0.0
    study: float = 0.0
    subject: float = 0.0
    target: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `side` +1 supports the claim, -1 contradicts it.

    `null`: it contradicts by finding no effect, not by finding the opposite (or supports a
    claim of no effect). `specific`: it is about the outcome that the claim itself names.
    `by_concept`: that outcome is named by concept. `echoed`: the sentence also says so in the
    claim's own words. `bare`: the claim names no relation, so its words alone were compared.
    `agent_named`: the sentence names the claim's intervention. `aim`: it was intended.
    `direct`: intervention, verb and outcome stand close and in this order. `controlled`: the
    clause names a control. `agreed`, `opposed`: other sentences answer likewise, otherwise.
    `on_topic`: all that the claim requires is known by concept, and the study is about it.
    `against_active`: the comparison is with another treatment, not with placebo. `unsettled`:
    the study calls what it found on this inconsistent. `hedged`: it says "may". `loose`: the
    claim's words are said again, but not of its outcome. `distance`: characters between the cue
    and the outcome.
    """

    side: int
    rule: Rule
    sentence: ReadSentence
    null: bool = False
    specific: bool = False
    by_concept: bool = False
    hedged: bool = False
    bare: bool = False
    echoed: bool = False
    agent_named: bool = False
    aim: bool = False
    direct: bool = False
    controlled: bool = False
    agreed: bool = False
    opposed: bool = False
    on_topic: bool = False
    against_active: bool = False
    loose: bool = False
    unsettled: bool = False
    distance: int = 0
    coverage: Coverage = Coverage()
