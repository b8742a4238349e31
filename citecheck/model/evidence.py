"""What one study says about one claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, runtime_checkable

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.study import Level, Species, Standing, Study

Stance = Literal["supports", "contradicts", "silent"]


class Rationale(Frozen):
    """One sentence, verbatim from the record. `section` is its label, or "title"."""

    section: str
    text: str


class Judgement(Frozen):
    """What a judge says of one pair.

    `probability` is of the stance given. Every stance but silent has a rationale.
    `mixed`: results on the claim's own outcome go both ways. `spin`: the conclusion
    claims more than the results show. `why` is one plain sentence. `abstained`: silent
    because the judge could not tell, not because the study says nothing on the claim.
    """

    stance: Stance
    probability: float = Field(ge=0, le=1)
    rationale: tuple[Rationale, ...] = ()
    mixed: bool = False
    spin: bool = False
    why: str = ""
    abstained: bool = False


@runtime_checkable
class StanceJudge(Protocol):
    """Judges a claim against studies that the topic gate has let through.

    One call per claim, so that a model can batch; the answers come in the order of the
    studies. A pair that cannot be judged is a `JudgeError` in its place, never a guess.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]: ...


class Evidence(Frozen):
    """EVIDENCE of the report: a study, its standing and what it says about this claim."""

    id: str
    pmid: str | None
    pmcid: str | None
    doi: str | None
    title: str
    authors: tuple[str, ...]
    journal: str | None
    year: int | None
    publication_types: tuple[str, ...]
    level: Level
    standing: Standing
    participants: int | None
    species: Species
    stance: Stance
    mixed: bool
    probability: float = Field(ge=0, le=1)
    weight: float = Field(ge=0, allow_inf_nan=False)
    rationale: tuple[Rationale, ...]
    why: str
    spin: bool = Field(default=False, exclude=True)
    by_words: bool = Field(default=False, exclude=True)
    """It bears on the claim by the claim's own words; not every required part was matched."""
