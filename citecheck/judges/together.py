"""The judge that ships: the rules and the trained network, each where it was measured better."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import JudgeError
from citecheck.evidence.question.ask import Question, ask
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.evidence.stance.rules import RulesJudge, decide, passes_people_by
from citecheck.evidence.topic.match import match
from citecheck.judges.combine import Views, Weighing, combine, features, stands
from citecheck.judges.pair import Excerpt, excerpt
from citecheck.judges.plain import ReadsPairs, judgement_of
from citecheck.model.claim import Claim, ClaimKind
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study

_OF_TREATMENTS: tuple[ClaimKind, ...] = ("efficacy", "comparison", "harm")


class TogetherJudge:
    """A `StanceJudge`: the rules where they are sure, else rules and network weighed together."""

    name = "model"

    def __init__(
        self, version: str, network: ReadsPairs, weighing: Weighing, lexicon: Lexicon
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
        answers = self._rules.answers(question, read)
        ruled = decide(question, answers)
        if passes_people_by(question, read):
            return ruled
        chosen = excerpt(question.statement, read, self._lexicon)
        try:
            views = read_both(self._network, chosen, question.claim.text)
        except JudgeError as error:
            return error
        weighing = self._weighing
        treated = is_treated(question, read, self._lexicon)
        if stands(ruled, views.together(), weighing.sure, treated=treated):
            return ruled
        weighed = features(question.claim.text, views, ruled, answers, chosen)
        odds = combine(weighed, weighing.bearing, weighing.side)
        limits = weighing.whole if chosen.whole else weighing.chosen
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


def is_treated(question: Question, read: ReadStudy, lexicon: Lexicon) -> bool:
    """Whether a claim is of what a treatment does, and a study is about all of it by concept."""
    return question.kind in _OF_TREATMENTS and match(question.claim, read, lexicon).on_topic


def read_both(network: ReadsPairs, chosen: Excerpt, claim: str) -> Views:
    """The chosen sentences read twice, where there is a title to leave away. Raises: JudgeError."""
    titled = network.read(chosen.text, claim)
    return Views(titled, titled if chosen.bare == chosen.text else network.read(chosen.bare, claim))
