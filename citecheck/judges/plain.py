"""The judge that a network alone makes: any NLI model that a user has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import JudgeError
from citecheck.evidence.question.ask import ask
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.judges.network import Odds
from citecheck.judges.pair import Excerpt, excerpt
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study

ENOUGH = 0.6
"""What a stance must reach; a foreign model is not calibrated for claims and abstracts."""

WHY = {
    "supports": "The model reads it as saying what the claim says.",
    "contradicts": "The model reads it as speaking against the claim.",
}
MIXED = "The model reads its results on this outcome as going both ways."
SILENT = "The model reads it as silent on the claim."
UNSURE = "Could not tell: the model is not sure enough."


class ReadsPairs(Protocol):
    """A network in any form: evidence and claim in, three probabilities out."""

    def read(self, passage: str, claim: str) -> Odds:
        """The odds of one pair. Raises: JudgeError."""
        ...


class NetworkJudge:
    """A `StanceJudge` by a network alone; abstains below `enough`."""

    def __init__(
        self, name: str, version: str, network: ReadsPairs, lexicon: Lexicon, enough: float = ENOUGH
    ) -> None:
        self.name = name
        self.version = version
        self._network = network
        self._reader = Reader(lexicon)
        self._lexicon = lexicon
        self._enough = enough

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        statement = ask(claim, self._lexicon).statement
        return [self._judge_one(statement, claim.text, read) for read in studies]

    def _judge_one(
        self, statement: Statement, text: str, read: ReadStudy
    ) -> Judgement | JudgeError:
        chosen = excerpt(statement, read, self._lexicon)
        try:
            odds = self._network.read(chosen.text, text)
        except JudgeError as error:
            return error
        return judgement_of(odds, chosen, supports=self._enough, contradicts=self._enough)


def judgement_of(odds: Odds, chosen: Excerpt, *, supports: float, contradicts: float) -> Judgement:
    """The likelier of the two sides, if it is likely enough; else silent."""
    sided = odds.supports >= odds.contradicts
    reached = odds.supports >= supports if sided else odds.contradicts >= contradicts
    if not reached or not chosen.sentences:
        abstained = odds.silent < max(odds.supports, odds.contradicts)
        return Judgement(
            stance="silent",
            probability=round(odds.silent, 3),
            why=UNSURE if abstained else SILENT,
            abstained=abstained,
        )
    stance = "supports" if sided else "contradicts"
    return Judgement(
        stance="supports" if sided else "contradicts",
        probability=round(odds.supports if sided else odds.contradicts, 3),
        rationale=chosen.rationale(),
        why=WHY[stance],
    )
