"""One checkable statement about health, with its place in the text."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.concept import ConceptRef
from citecheck.model.study import Level

ClaimKind = Literal[
    "efficacy", "harm", "mechanism", "prevalence", "comparison", "association", "regulatory"
]
Direction = Literal[
    "increases", "decreases", "improves", "worsens", "no-effect", "equivalent", "unspecified"
]
Role = Literal["intervention", "comparator", "condition", "outcome"]


class Location(Frozen):
    """Where a claim starts in its file; both count from 1, columns in code points."""

    line: int
    column: int


class ContextNote(Frozen):
    """Words outside the claim that filled one of its roles."""

    role: Role = Field(alias="for")
    text: str
    start: int
    end: int


class Claim(Frozen):
    """A claim as a fact-checker would list it.

    `text` is `Document.text[start:end]` and lies within one sentence. `cue` is the phrase
    that made it a candidate ("clinical trials found"), or the relation word where no
    reporting phrase stands. `strength`: 0 none, 1 correlational, 2 conditional causal,
    3 causal (Sumner 2014). For harm `outcome` is the harm, for mechanism the target or
    process, for prevalence the quantity. `fingerprint` stays when the text around moves.
    """

    id: str
    fingerprint: str
    text: str
    start: int
    end: int
    location: Location | None
    cue: str
    kind: ClaimKind
    strength: int = Field(ge=0, le=3)
    hedged: bool
    claimed_study_type: Level | Literal["clinical-trial"] | None
    intervention: ConceptRef | None
    comparator: ConceptRef | None
    condition: ConceptRef | None
    outcome: ConceptRef | None
    direction: Direction
    context: tuple[ContextNote, ...] = ()
    alone: bool = Field(default=False, exclude=True)
    """Given as a sentence of its own: no text around it says what it is about."""
    worded: bool = Field(default=False, exclude=True)
    """Given alone, it lacks a part that its kind requires, and its own words stand for that."""
    laboratory: bool = Field(default=False, exclude=True)
    """It speaks of animals, cells or molecules and not of people: such studies answer it."""


_REQUIRED: dict[ClaimKind, tuple[Role, ...]] = {
    "efficacy": ("intervention", "condition"),
    "comparison": ("intervention", "comparator", "condition"),
    "harm": ("intervention", "outcome"),
    "association": ("intervention", "condition"),
    "mechanism": ("intervention", "outcome"),
    "prevalence": ("condition", "outcome"),
    "regulatory": (),
}


def required_concepts(claim: Claim) -> tuple[tuple[Role, ConceptRef | None], ...]:
    """The concepts that a study must match to bear on the claim, in the order of the text.

    None stands for one that neither sentence nor context gave: the claim is incomplete.
    The other end of an association is its condition or, without one, its outcome. A mechanism
    that the sentence itself places in a condition is one in that condition.
    """
    roles = _REQUIRED[claim.kind]
    if claim.kind == "mechanism" and claim.condition and claim.condition.from_ == "sentence":
        roles = ("intervention", "condition", "outcome")
    if claim.kind == "association" and claim.condition is None:
        roles = ("intervention", "outcome")
    return tuple((role, getattr(claim, role)) for role in roles)
