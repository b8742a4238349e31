"""The judge that ships: the rules and the trained network, each where it was measured better."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import JudgeError
from citecheck.evidence.question.ask import Question, ask
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.evidence.stance.rules import RulesJudge, decide
from citecheck.evidence.topic.match import match
from citecheck.judges.combine import Weighing, combine, features
from citecheck.judges.network import Network
from citecheck.judges.pair import excerpt
from citecheck.judges.plain import judgement_of
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study


class TogetherJudge:
    """A `StanceJudge`: the rules where they are sure, else rules and network weighed together."""

    name = "model"

    def __init__(
        self, version: str, network: Network, weighing: Weighing, lexicon: Lexicon
    ) -> None:
        self.version = version
        self._network = network
        self._weighing = weighing
        self._lexicon = lexicon
        self._reader = Reader(lexicon)
        self._rules = RulesJudge(lexicon, self._reader)

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        question = ask(claim, self._lexicon)
        return [self._judge_one(question, read) for read in studies]

    def _judge_one(self, question: Question, read: ReadStudy) -> Judgement | JudgeError:
        findings = self._rules.findings(question, read)
        ruled = decide(question, findings)
        chosen = excerpt(question.statement, read, self._lexicon)
        limits = self._weighing.whole if chosen.whole else self._weighing.chosen
        if limits.settled_by(ruled):
            return ruled
        topic = match(question.claim, read, self._lexicon)
        try:
            read_as = self._network.read(chosen.text, question.claim.text)
        except JudgeError as error:
            return error
        odds = combine(features(read_as, ruled, findings, chosen, topic), self._weighing)
        found = judgement_of(odds, chosen, supports=limits.supports, contradicts=limits.contradicts)
        if found.stance == "silent" or found.stance != ruled.stance:
            return found
        return found.model_copy(
            update={
                "rationale": ruled.rationale,
                "mixed": ruled.mixed,
                "spin": ruled.spin,
                "why": ruled.why,
            }
        )
