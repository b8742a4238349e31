"""The judge that needs no model: stance by rules of effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.ages import ages_of, are_others
from citecheck.evidence.design.level import species_of
from citecheck.evidence.numbers.times import says_since_when, says_when, times_in
from citecheck.evidence.question.ask import Question, ask
from citecheck.evidence.question.statement import is_lacking
from citecheck.evidence.reading.attribution import is_shared, names_control
from citecheck.evidence.reading.outcomes import speaks_of_harm
from citecheck.evidence.reading.scope import is_narrower, is_unsettled
from citecheck.evidence.reading.sections import Part
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.evidence.stance.answer import Answer
from citecheck.evidence.stance.answers import answers_in, is_population
from citecheck.evidence.stance.decide import decide
from citecheck.evidence.stance.lineup import Lineup
from citecheck.evidence.stance.mentions import Mentions, Roles, Survey
from citecheck.evidence.stance.restate import echo
from citecheck.evidence.topic.match import match
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study

__all__ = ["VERSION", "RulesJudge", "decide"]

VERSION = "2"
_TELLING: tuple[Part, ...] = ("results", "conclusion", "title", "other")
_NO_PEOPLE = ("animal", "in-vitro")
_SUBJECT_IS_NAMED = 0.6
"""The share of the words of what acts that a sentence must hold to be about it."""


class RulesJudge:
    """A `StanceJudge`: deterministic, explains itself, abstains where its rules say nothing."""

    name = "rules"
    version = VERSION

    def __init__(self, lexicon: Lexicon, reader: Reader | None = None) -> None:
        self.lexicon = lexicon
        self._reader = reader or Reader(lexicon)
        self._roles = Roles(lexicon)

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        question = ask(claim, self.lexicon)
        return [self._judge_one(question, read) for read in studies]

    def _judge_one(self, question: Question, read: ReadStudy) -> Judgement:
        return decide(question, self.answers(question, read))

    def answers(self, question: Question, read: ReadStudy) -> list[Answer]:
        """Every answer that the study gives to the question, in the order of its text.

        A sentence that names other interventions and not the claim's own is not about it.
        Where the claim is known by concept, its words said again count only for want of better.
        """
        if not self._could_answer(question, read):
            return []
        survey = Survey(question, read, self.lexicon, self._roles)
        lineup = Lineup(question.statement, read, self.lexicon)
        on_topic = question.complete and match(question.claim, read, self.lexicon).on_topic
        found: list[Answer] = []
        unsettled = False
        for sentence in read.of(*_TELLING):
            if sentence.part == "title" and "?" in sentence.text:
                continue  # a question asserts nothing
            mentions = survey.mentions_in(sentence)
            if mentions is None:
                continue
            unsettled = unsettled or (
                is_unsettled(sentence) and _could_be_of(question, sentence, mentions)
            )
            found += _answers_of(question, sentence, mentions, lineup, on_topic=on_topic)
        told = [a for a in found if a.rule != "echo"]
        found = _within_reach(question, told if question.complete and told else found)
        return [replace(a, unsettled=unsettled) for a in _compared(found)]

    def _could_answer(self, question: Question, read: ReadStudy) -> bool:
        """Whether a study is not plainly of something else than the claim.

        It is where it was done in animals or at another age and the claim says in whom; where it
        names diseases and none of them is the claim's; and where a claim compares with a
        treatment that it does not name.
        """
        if passes_people_by(question, read):
            return False
        if question.rival is not None and question.kind == "comparison":
            ref = question.rival.ref
            named = ref.concept_id is None or question.rival.ids_in(read, self.lexicon)
            if not named and not names_control(ref.text.lower()):
                return False
        condition = question.condition
        if condition is None or not self._roles.is_disease(condition.ref.concept_id or ""):
            return True
        if question.kind not in ("efficacy", "comparison", "prevalence"):
            return True
        if condition.ref == question.claim.outcome or condition.ids_in(read, self.lexicon):
            return True
        known = question.diseases
        return not any(map(self._roles.is_disease, read.concept_ids - known))


def passes_people_by(question: Question, read: ReadStudy) -> bool:
    """Whether a claim names people, and a study was done in others, in animals or in cells."""
    if question.ages and are_others(question.ages, ages_of(read)):
        return True
    return question.of_people and species_of(read) in _NO_PEOPLE


def _answers_of(
    question: Question,
    sentence: ReadSentence,
    mentions: Mentions,
    lineup: Lineup,
    *,
    on_topic: bool,
) -> Iterator[Answer]:
    """What one sentence answers: by its times, by the claim's own words, and clause by clause."""
    if question.times and mentions.about_agent:
        yield from _on_time(question, sentence, lineup)
    agent = mentions.actors.agent
    lacking = bool(agent) and all(is_lacking(sentence, s.start) for s in agent)
    turned = lacking != question.lacking
    # Where a claim's words do not say what acts, its lack would pass for it.
    blind = turned and not question.statement.subject
    said_again = None if blind else echo(lineup, sentence)
    if said_again is not None and _counts(question, sentence, mentions, said_again):
        on_target = _is_on_target(question, sentence, mentions)
        yield replace(said_again, loose=question.complete and not on_target)
    if not (mentions.about_agent and question.stated):
        return
    if question.lacking and not agent:
        return  # of the lack of something that it does not name a sentence says nothing
    told = list(answers_in(question, sentence, mentions))
    if not told:
        return
    coverage = said_again.coverage if said_again else lineup.coverage(sentence)
    side = said_again.side if said_again else 0
    for answer in told:
        yield replace(
            answer,
            side=-answer.side if turned and not answer.null else answer.side,
            coverage=coverage,
            echoed=answer.side == side,
            agent_named=bool(agent),
            on_topic=on_topic,
        )


def _on_time(question: Question, sentence: ReadSentence, lineup: Lineup) -> Iterator[Answer]:
    """Whether something began to act when the claim says that it does."""
    for time in times_in(sentence.folded):
        clause = sentence.reading.clause_at(time.start)
        text = sentence.folded[clause.start : clause.end]
        agrees = any(time.agrees_with(claimed) for claimed in question.times)
        if not (says_when(text) if agrees else says_since_when(text)):
            continue
        yield Answer(
            side=1 if agrees else -1,
            rule="time",
            sentence=sentence,
            specific=True,
            coverage=lineup.coverage(sentence),
        )


def _within_reach(question: Question, found: list[Answer]) -> list[Answer]:
    """The answers for the people of the claim.

    What was found in a part of them alone gives way to what was found in all of them, and is
    no answer at all to a claim that says it is of people in general.
    """
    told = {id(a.sentence): is_narrower(a.sentence, question.claim.text) for a in found}
    of_all = [a for a in found if not told[id(a.sentence)]]
    return of_all if of_all or question.in_general else found


def _compared(found: Sequence[Answer]) -> Iterator[Answer]:
    """The answers, each with whether other sentences agree with it or not."""
    sides = [(id(a.sentence), a.side) for a in found]
    for answer in found:
        others = {side for sentence, side in sides if sentence != id(answer.sentence)}
        yield replace(answer, agreed=answer.side in others, opposed=-answer.side in others)


def _could_be_of(question: Question, sentence: ReadSentence, mentions: Mentions) -> bool:
    """Whether what a sentence says of all that was found can be said of the claim's outcome."""
    if mentions.target:
        return True
    if question.kind == "harm":
        return speaks_of_harm(sentence.folded)
    measured = sentence.outcomes
    if measured and not question.generic:
        return any(o.family == question.family for o in measured)
    if measured and not any(question.answers(o) for o in measured):
        return False
    return bool(mentions.actors.agent or mentions.condition or not mentions.actors.others)


def _counts(
    question: Question,
    sentence: ReadSentence,
    mentions: Mentions,
    said_again: Answer,
) -> bool:
    """Whether a sentence that says the claim's words is about what the claim is about."""
    if not said_again.null:
        if _is_shared(sentence, mentions):
            return False
        active = question.is_of_two_actives or (question.equivalent and question.is_of_active)
        if active and names_control(sentence.folded):
            return False  # beside placebo is not beside the other treatment
    if not question.complete:
        return mentions.about_agent or said_again.coverage.subject >= _SUBJECT_IS_NAMED
    if not mentions.about_agent or mentions.actors.others:
        return False
    if not (question.is_said_plainly and question.shares_facet(sentence.folded)):
        return False
    if question.kind in ("efficacy", "comparison"):
        return _is_on_target(question, sentence, mentions)
    return question.shares_aspect(sentence.folded)


def _is_shared(sentence: ReadSentence, mentions: Mentions) -> bool:
    """Whether all that a sentence tells of what the claim is about happened in both arms."""
    spans = mentions.target or mentions.condition
    clauses = {sentence.reading.clause_at(span.start) for span in spans}
    return bool(clauses) and all(
        is_shared(sentence.folded, clause, mentions.actors.agent) for clause in clauses
    )


def _is_on_target(question: Question, sentence: ReadSentence, mentions: Mentions) -> bool:
    """Whether a sentence speaks of what the claim is about, where all of it is concepts."""
    if not question.shares_aspect(sentence.folded):
        return False
    named = (*mentions.target, *mentions.condition) if question.generic else mentions.target
    if any(not is_population(sentence, span.start) for span in named):
        return True
    measured = [o for o in sentence.outcomes if not is_population(sentence, o.start)]
    if question.generic:
        return any(question.answers(o) and not o.harm for o in measured)
    return any(o.family == question.family and o.alike for o in measured)
