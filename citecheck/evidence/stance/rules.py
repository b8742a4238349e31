"""The judge that needs no model: stance by rules of effect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.level import species_of
from citecheck.evidence.numbers.times import says_since_when, says_when, times_in
from citecheck.evidence.question.ask import Named, Question, ask
from citecheck.evidence.question.statement import is_lacking
from citecheck.evidence.reading.attribution import Actors, given, names_control
from citecheck.evidence.reading.scope import is_narrower, is_unsettled
from citecheck.evidence.reading.sections import Part
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import Reader, ReadStudy
from citecheck.evidence.stance.decide import decide
from citecheck.evidence.stance.finding import Finding
from citecheck.evidence.stance.findings import Mentions, findings_in, is_population
from citecheck.evidence.stance.lineup import Lineup
from citecheck.evidence.stance.restate import echo
from citecheck.evidence.topic.match import match
from citecheck.model.claim import Claim
from citecheck.model.concept import GIVEN, Mention, Semantic
from citecheck.model.document import Span
from citecheck.model.evidence import Judgement
from citecheck.model.study import Study

__all__ = ["VERSION", "RulesJudge", "decide"]

VERSION = "2"
_TELLING: tuple[Part, ...] = ("results", "conclusion", "title", "other")
_TREATED = re.compile(
    r"\b(?:intervention|treatment|treated|experimental|active|study|drug) "
    r"(?:group|arm|patients|participants|children|women|adults)\b"
)
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
        self._known_roles: dict[str, tuple[Semantic, ...]] = {}

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        """One judgement for each study, in their order."""
        return self.judge_read(claim, [self._reader.read(study) for study in studies])

    def judge_read(self, claim: Claim, studies: Sequence[ReadStudy]) -> list[Judgement | Exception]:
        """The same for studies that were read before."""
        question = ask(claim, self.lexicon)
        return [self._judge_one(question, read) for read in studies]

    def _judge_one(self, question: Question, read: ReadStudy) -> Judgement:
        return decide(question, self.findings(question, read))

    def findings(self, question: Question, read: ReadStudy) -> list[Finding]:
        """Every answer that the study gives to the question, in the order of its text.

        A sentence that names other interventions and not the claim's own is not about it.
        Where the claim is known by concept, its words said again count only for want of better.
        """
        if not self._could_answer(question, read):
            return []
        parts = (question.agent, question.rival, question.target, question.condition)
        ids = {id(part): part.ids_in(read, self.lexicon) for part in parts if part is not None}
        if question.agent is not None:
            ids[id(question.agent)] = question.agent.ids_meant_in(read, self.lexicon)

        def spans(part: Named | None, sentence: ReadSentence) -> tuple[Span, ...]:
            return tuple(part.spans(sentence, ids[id(part)])) if part else ()

        agent_ids = ids[id(question.agent)] if question.agent else frozenset()
        is_main = question.agent is None or self._is_main(question.agent, agent_ids, read)
        own_diseases = question.diseases | ids.get(id(question.condition), frozenset())
        lineup = Lineup(question.statement, read, self.lexicon)
        on_topic = question.complete and match(question.claim, read, self.lexicon).on_topic
        found: list[Finding] = []
        unsettled = False
        for sentence in read.of(*_TELLING):
            if sentence.part == "title" and "?" in sentence.text:
                continue  # a question asserts nothing
            named_agent = spans(question.agent, sentence)
            to_treat = question.kind in ("efficacy", "comparison")
            agent = tuple(s for s in named_agent if given(sentence.folded, s, to_treat=to_treat))
            if named_agent and not agent:
                continue  # everybody was given it, or it only says who was studied
            rival = spans(question.rival, sentence)
            target = spans(question.target, sentence)
            condition = spans(question.condition, sentence)
            others = self._others(sentence, (*named_agent, *rival, *target, *condition))
            mentions = Mentions(
                actors=Actors(agent, rival, others),
                is_main=is_main,
                target=target,
                condition=condition,
                other_diseases=self._other_diseases(sentence, own_diseases),
                treated=tuple(m.start() for m in _TREATED.finditer(sentence.folded) if is_main),
            )
            arm = bool(mentions.treated)
            about_agent = bool(agent) or arm or (is_main and not others)
            unsettled = unsettled or (
                is_unsettled(sentence) and bool(agent or target or condition or not others)
            )
            if question.times and about_agent:
                found += _on_time(question, sentence, lineup)
            said_again = echo(lineup, sentence)
            asked = about_agent and question.stated
            named = list(findings_in(question, sentence, mentions)) if asked else []
            if said_again is not None and _counts(
                question, sentence, mentions, said_again, about_agent=about_agent
            ):
                on_target = _is_on_target(question, sentence, mentions)
                found.append(replace(said_again, loose=question.complete and not on_target))
            if named:
                lacking = bool(agent) and all(is_lacking(sentence, s.start) for s in agent)
                turn = -1 if lacking != question.lacking else 1
                coverage = said_again.coverage if said_again else lineup.coverage(sentence)
                side = said_again.side if said_again else 0
                found += [
                    replace(
                        f,
                        side=f.side if f.null else f.side * turn,
                        coverage=coverage,
                        echoed=f.side == side,
                        agent_named=bool(agent),
                        on_topic=on_topic,
                    )
                    for f in named
                ]
        named = [f for f in found if f.rule != "echo"]
        found = _within_reach(question, named if question.complete and named else found)
        return [replace(f, unsettled=unsettled) for f in _compared(found)]

    def _could_answer(self, question: Question, read: ReadStudy) -> bool:
        """Whether a study is not plainly of something else than the claim.

        It is where it was done in animals and the claim names people; where it names diseases
        and none of them is the claim's; and where a claim compares with a treatment that it
        does not name.
        """
        if passes_people_by(question, read):
            return False
        if question.rival is not None and question.kind == "comparison":
            ref = question.rival.ref
            named = ref.concept_id is None or question.rival.ids_in(read, self.lexicon)
            if not named and not names_control(ref.text.lower()):
                return False
        condition = question.condition
        if condition is None or self._roles(condition.ref.concept_id or "")[:1] != ("disease",):
            return True
        if question.kind not in ("efficacy", "comparison", "prevalence"):
            return True
        if condition.ref == question.claim.outcome or condition.ids_in(read, self.lexicon):
            return True
        known = question.diseases
        return not any(self._roles(i)[:1] == ("disease",) for i in read.concept_ids - known)

    def _is_main(self, agent: Named, ids: frozenset[str], read: ReadStudy) -> bool:
        """Whether the study is about the claim's intervention, not one that names it in passing.

        It is in the title or a major heading, or most of what the abstract says of
        interventions is said of it.
        """
        if any(agent.spans(sentence, ids) for sentence in read.of("title")):
            return True
        wanted = agent.ref.concept_id
        if wanted is None:
            return True  # words alone cannot tell; how many of them are found is weighed
        if any(h.major and h.ui and self.lexicon.covers(wanted, h.ui) for h in read.study.mesh):
            return True
        own = others = 0
        for sentence in read.sentences:
            for mention in sentence.mentions:
                if mention.concept_id in ids:
                    own += 1
                elif self._is_given(mention):
                    others += 1
        return own > others

    def _others(self, sentence: ReadSentence, own: tuple[Span, ...]) -> tuple[Span, ...]:
        taken = {span.start for span in own}
        return tuple(
            Span(start=m.start, end=m.end)
            for m in sentence.mentions
            if m.start not in taken
            and self._is_given(m)
            and not names_control(m.text.lower())
            and given(sentence.folded, m, to_treat=False)
        )

    def _other_diseases(self, sentence: ReadSentence, own: frozenset[str]) -> tuple[Span, ...]:
        """Diseases that are neither the claim's own, nor broader or narrower, nor symptoms."""
        return tuple(
            Span(start=m.start, end=m.end)
            for m in sentence.mentions
            if m.concept_id and m.concept_id not in own and self._is_disease(m.concept_id)
        )

    def _is_disease(self, concept_id: str) -> bool:
        roles = self._roles(concept_id)
        return roles[:1] == ("disease",) and "outcome" not in roles

    def _is_given(self, mention: Mention) -> bool:
        roles = self._roles(mention.concept_ids[0])
        return not GIVEN.isdisjoint(roles) and roles[0] not in ("disease", "outcome")

    def _roles(self, concept_id: str) -> tuple[Semantic, ...]:
        """What a concept can be, the likeliest first; each is looked up once."""
        if concept_id not in self._known_roles:
            concept = self.lexicon.concept(concept_id)
            self._known_roles[concept_id] = concept.semantics if concept else ()
        return self._known_roles[concept_id]


def passes_people_by(question: Question, read: ReadStudy) -> bool:
    """Whether a claim names people, and a study was done in animals or cells."""
    return question.of_people and species_of(read) in _NO_PEOPLE


def _on_time(question: Question, sentence: ReadSentence, lineup: Lineup) -> Iterator[Finding]:
    """Whether something began to act when the claim says that it does."""
    for time in times_in(sentence.folded):
        clause = sentence.reading.clause_at(time.start)
        text = sentence.folded[clause.start : clause.end]
        agrees = any(time.agrees_with(claimed) for claimed in question.times)
        if not (says_when(text) if agrees else says_since_when(text)):
            continue
        yield Finding(
            side=1 if agrees else -1,
            rule="time",
            sentence=sentence,
            specific=True,
            coverage=lineup.coverage(sentence),
        )


def _within_reach(question: Question, found: list[Finding]) -> list[Finding]:
    """The answers for the people of the claim.

    What was found in a part of them alone gives way to what was found in all of them, and is
    no answer at all to a claim that says it is of people in general.
    """
    told = {id(f.sentence): is_narrower(f.sentence, question.claim.text) for f in found}
    of_all = [f for f in found if not told[id(f.sentence)]]
    return of_all if of_all or question.in_general else found


def _compared(found: Sequence[Finding]) -> Iterator[Finding]:
    """The answers, each with whether other sentences agree with it or not."""
    sides = [(id(f.sentence), f.side) for f in found]
    for finding in found:
        others = {side for sentence, side in sides if sentence != id(finding.sentence)}
        yield replace(finding, agreed=finding.side in others, opposed=-finding.side in others)


def _counts(
    question: Question,
    sentence: ReadSentence,
    mentions: Mentions,
    said_again: Finding,
    *,
    about_agent: bool,
) -> bool:
    """Whether a sentence that says the claim's words is about what the claim is about."""
    opposed = question.equivalent and question.is_of_active and said_again.side < 0
    if opposed and names_control(sentence.folded):
        return False  # beside placebo is not beside the other treatment
    if not question.complete:
        return about_agent or said_again.coverage.subject >= _SUBJECT_IS_NAMED
    if not about_agent or mentions.actors.others:
        return False
    if not (question.is_said_plainly and question.shares_facet(sentence.folded)):
        return False
    if question.kind in ("efficacy", "comparison"):
        return _is_on_target(question, sentence, mentions)
    return question.shares_aspect(sentence.folded)


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
