"""What all the evidence says about a claim, or why nobody could say."""

from __future__ import annotations

from typing import Literal

from citecheck.model.base import Frozen

VerdictWord = Literal["supported", "contradicted", "unfound"]
Outcome = Literal["supported", "contradicted", "unfound", "unchecked"]
"""What became of a claim: its verdict, or that it has none."""
Certainty = Literal["high", "moderate", "low", "very low"]
UncheckedReason = Literal[
    "source-unavailable", "query-rejected", "incomplete-results", "judge-failed",
    "not-cached", "not-a-pubmed-question", "claim-incomplete",
]  # fmt: skip
FlagCode = Literal[
    "no-such-study-type", "overstated", "animal-only", "retracted-evidence", "concern",
    "small-studies", "single-study", "spin", "on-topic-silent", "below-floor", "evenly-split",
    "demonstration-data", "cited-study-silent", "cited-study-differs", "stale",
]  # fmt: skip


class Unchecked(Frozen):
    """We do not know, and why. Never a verdict."""

    reason: UncheckedReason
    detail: str

    @property
    def is_failure(self) -> bool:
        """Whether something failed; else it is the claim that no search can settle."""
        return self.reason not in ("not-a-pubmed-question", "claim-incomplete")


class Flag(Frozen):
    """Something a reader should know beside the verdict, in plain words."""

    code: FlagCode
    message: str


class Tally(Frozen):
    """How many on-topic studies say what; `excluded` ones bear on the topic but weigh nothing."""

    supports: int
    contradicts: int
    silent: int
    excluded: int


class Counts(Frozen):
    """How many records of all sources name what the claim names; None where not asked."""

    intervention: int | None = None
    condition: int | None = None
    both: int | None = None
    claimed_type: int | None = None


class Verdict(Frozen):
    """The verdict rule's answer for one claim; certainty is None when unfound."""

    verdict: VerdictWord
    disputed: bool
    certainty: Certainty | None
    why: str
    flags: tuple[Flag, ...]
    tally: Tally
