"""What one sentence of a study answers to a question, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from citecheck.evidence.numbers.figures import contrast_in
from citecheck.evidence.question.ask import Question
from citecheck.evidence.reading.attribution import (
    compares_with_control,
    comparisons_in,
    controls_in,
    is_reason,
    is_shared,
    names_control,
    tells_of_control,
)
from citecheck.evidence.reading.effects import Effect
from citecheck.evidence.reading.outcomes import is_ailing
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.stance.answer import Answer, Rule
from citecheck.evidence.stance.mentions import Mentions
from citecheck.model.document import Span

_POPULATION = re.compile(
    r"\b(?:patients?|people|persons?|adults?|children|adolescents|women|men|individuals|those"
    r"|subjects|participants|outpatients|inpatients|population|who (?:had|have))"
    r" (?:with|suffering from|diagnosed with|had|have|having)(?: \w+){0,3} ?$"
)
_BASELINE = re.compile(
    r"\b(?:baseline|demographics?|pre-?treatment|preoperative) (?:\w+ ){0,3}"
    r"(?:characteristics|variables|data|values|factors|were|did|was)\b"
    r"|\bat (?:study )?(?:entry|enrol\w+|baseline)\b|^(?:\w+:+ )?(?:the )?demographics"
)
"""How alike the groups were before treatment; it says nothing of an effect."""
_LEAD = 40
_IN = re.compile(r"\b(?:in|among)(?: (?:the|their|primary|chronic|acute|severe|mild)){0,2} $")
_WHOLE = ("symptoms", "response")
"""Families that stand for a disease as a whole, and so for no outcome in particular."""
_DIRECT = 40
"""Characters that may stand between intervention and verb, and verb and outcome."""
_CLOSE = 25
"""Characters within which another cue changes what an outcome says by itself."""


@dataclass(frozen=True, slots=True)
class _Target:
    start: int
    end: int
    sign: int
    specific: bool
    by_concept: bool = False
    opposite: bool = False
    """Whether there is less of the claim's own outcome where there is more of this one."""
    wait: bool = False


def answers_in(question: Question, sentence: ReadSentence, mentions: Mentions) -> Iterator[Answer]:
    """Every answer that the sentence gives to the question, clause by clause."""
    reading = sentence.reading
    if _BASELINE.search(sentence.folded):
        return
    yield from _by_figures(question, sentence, mentions)
    if not reading.effects:
        return
    for clause in reading.clauses:
        text = sentence.folded[clause.start : clause.end]
        if not (question.shares_aspect(text) and question.shares_facet(text)):
            continue
        effects = [
            e
            for e in reading.effects
            if e.clause == clause and e.axis != "lack" and not e.uncertain
        ]
        targets = list(_targets(question, sentence, clause, mentions, effects))
        own = _within(mentions.actors.agent, clause)
        shared = bool(targets) and is_shared(sentence.folded, clause, own)
        for target in targets:
            effect = _governing(sentence.folded, effects, target)
            if effect is None or not sentence.asserts(effect):
                continue
            if _is_setting(sentence.folded, effect, target, targets):
                continue
            found = _attributed(question, sentence, mentions, effect, target)
            if found is not None and (found.null or not shared):
                yield found  # what happened with placebo as well was not the treatment's doing


def _by_figures(question: Question, sentence: ReadSentence, mentions: Mentions) -> Iterator[Answer]:
    """What the figures of two arms say, where the sentence has no word for it."""
    actors, reading = mentions.actors, sentence.reading
    if question.agent is None or any(e.axis in ("change", "value") for e in reading.effects):
        return
    control = [span.start for span in actors.rival] or controls_in(sentence.folded)
    treated = [span.start for span in actors.agent] or list(mentions.treated)
    found = contrast_in(sentence.folded, treated, control)
    if found is None or not question.shares_aspect(sentence.folded):
        return
    whole = Span(start=0, end=len(sentence.folded))
    effect = Effect(
        axis="change" if found.sign else "none",
        sign=found.sign,
        form="state",
        cue=found.span,
        clause=reading.clause_at(found.span.start),
        denied=not found.sign,
    )
    for target in _targets(question, sentence, whole, mentions, [effect]):
        answer = _answer(question, sentence, whole, effect, target, False)
        if answer is not None:
            yield replace(answer, rule="figures", controlled=not actors.rival)


def _attributed(
    question: Question, sentence: ReadSentence, mentions: Mentions, effect: Effect, target: _Target
) -> Answer | None:
    """The answer of one effect, if it is said of the claim's intervention."""
    clause = effect.clause
    text = sentence.folded[clause.start : clause.end]
    actors = mentions.actors
    turned = of_control = False
    if question.agent is not None:
        acts = actors.act_at(sentence.folded, effect.cue, is_main=mentions.is_main)
        of_control = not _within(actors.agent, clause) and tells_of_control(text)
        turned = of_control or actors.are_compared_with(sentence.folded, effect.cue)
        if not acts and not turned:
            return None
    found = _answer(question, sentence, clause, effect, target, turned)
    if found is None or (of_control and found.null):
        return None  # that nothing happened without the treatment says nothing of it
    if question.is_of_two_actives and compares_with_control(text):
        return None  # beside placebo is not beside the other treatment
    active = _against_active(mentions, clause, text)
    if active and not question.equivalent:
        worse = found.side < 0 and not question.null and any(comparisons_in(text))
        if found.null or turned or worse:
            return None  # no better than another treatment is not "no effect"
    return replace(
        found,
        against_active=active,
        direct=_is_direct(mentions, effect, target),
        controlled=names_control(text),
    )


def _is_direct(mentions: Mentions, effect: Effect, target: _Target) -> bool:
    """Whether intervention, verb and outcome follow each other closely."""
    gaps = [effect.cue.start - agent.end for agent in mentions.actors.agent]
    return any(0 <= gap <= _DIRECT for gap in gaps) and (
        0 <= target.start - effect.cue.end <= _DIRECT
    )


def _targets(
    question: Question,
    sentence: ReadSentence,
    clause: Span,
    mentions: Mentions,
    effects: list[Effect],
) -> Iterator[_Target]:
    own = [t for t in _within(mentions.target, clause) if not is_population(sentence, t.start)]
    outcomes = [
        o
        for o in sentence.outcomes
        if clause.holds(o.start) and not is_population(sentence, o.start)
    ]
    if own and not question.generic:
        for span in own:
            at = next((o for o in outcomes if o.start < span.end and span.start < o.end), None)
            sign = at.sign if at else question.sign
            yield _Target(
                min(span.start, at.start) if at else span.start,
                max(span.end, at.end) if at else span.end,
                -1 if is_ailing(sentence.folded, span.end) else sign,
                True,
                question.target is not None and question.target.ref.concept_id is not None,
                at is not None and question.family is not None and at.opposite == question.family,
                at is not None and at.wait,
            )
        return
    if not question.generic:
        for o in outcomes:
            if question.family is None or not o.alike or o.family in _WHOLE:
                continue
            if question.family in (o.family, o.opposite):
                turned = o.family != question.family
                yield _Target(o.start, o.end, o.sign, True, opposite=turned, wait=o.wait)
        return
    if question.kind not in ("efficacy", "comparison"):
        return
    measured = [o for o in outcomes if not o.harm and question.answers(o)]
    others = [
        disease
        for disease in _within(mentions.other_diseases, clause)
        if not any(o.start < disease.end and disease.start < o.end for o in measured)
    ]
    if others and not _within((*mentions.target, *mentions.condition), clause):
        return
    for o in measured:
        yield _Target(o.start, o.end, o.sign, False, wait=o.wait)
    if not measured and not any(o.harm for o in outcomes):
        sick = own or [
            c for c in _within(mentions.condition, clause) if not is_population(sentence, c.start)
        ]
        for span in sick:
            yield _Target(span.start, span.end, -1, False)
        if not sick:
            for effect in effects:
                if effect.axis == "value":
                    yield _Target(effect.cue.end, effect.cue.end, 1, False)


def is_population(sentence: ReadSentence, start: int) -> bool:
    """Whether a disease only says who was studied: "in people with depression"."""
    return bool(_POPULATION.search(sentence.folded, max(0, start - 60), start))


def _is_setting(folded: str, effect: Effect, target: _Target, targets: list[_Target]) -> bool:
    """Whether a target only says in what something else changed: "more sleep in insomnia"."""
    where = _IN.search(folded, max(0, target.start - _LEAD), target.start)
    if where is None:
        return False
    before = [t for t in targets if t.end < target.start]
    if target.end <= effect.cue.start:  # "response rates in depression were higher"
        return any(where.start() - 1 <= t.end for t in before)
    return any(effect.cue.end <= t.start for t in before)


def _governing(folded: str, effects: list[Effect], target: _Target) -> Effect | None:
    """The cue that says what happened to a target; reports only where nothing else does."""
    telling = [e for e in effects if e.axis != "seen"] or effects
    for e in telling:  # "fewer dropped out due to nausea" is told by "fewer"
        if e.axis == "link" and e.cue.end <= target.start and is_reason(folded, e.cue):
            counted = [f for f in telling if f.form == "state" and f.cue.end <= e.cue.start]
            if counted:
                return counted[0]
    own = [e for e in telling if target.start <= e.cue.start < e.cue.end <= target.end]
    others = [e for e in telling if e not in own]
    if own:  # "were responders" says by itself what a nearer cue does not change
        near = [e for e in others if e.distance(target.start, target.end) <= _CLOSE]
        others = near or own
    return min(others, key=lambda e: e.distance(target.start, target.end), default=None)


def _answer(
    question: Question,
    sentence: ReadSentence,
    clause: Span,
    effect: Effect,
    target: _Target,
    turned: bool,
) -> Answer | None:
    chance = sentence.reading.is_chance(effect)
    null = effect.denied or (chance is True and not effect.equivalent)
    no_effect = question.null or question.equivalent
    found = Answer(
        side=1,
        rule=_rule(effect, null=null, tested=chance is False),
        sentence=sentence,
        specific=target.specific,
        by_concept=target.by_concept,
        hedged=effect.hedged,
        distance=effect.distance(target.start, target.end),
        aim=effect.aim,
    )
    if effect.equivalent and not effect.denied:
        told = question.equivalent or (
            question.null and names_control(sentence.folded[clause.start : clause.end])
        )
        return replace(found, rule="equivalent", null=True) if told else None
    if null:
        if effect.axis == "seen" and not (question.kind == "harm" or question.null):
            return None
        if effect.manner == "keeping off" and question.value < 0:
            return None  # that it does not protect is not that it does no harm
        told = effect.denied and effect.form == "verb" and chance is None
        if told and not no_effect and _side(question, effect, target) < 0:
            return None  # that it does not worsen is not that it does not improve
        return replace(found, side=1 if no_effect else -1, null=True)
    if effect.axis == "none":
        return None
    if no_effect:
        return _against_none(question, sentence, effect, target, found)
    side = _side(question, effect, target)
    return replace(found, side=-side if turned else side) if side else None


def _against_none(
    question: Question, sentence: ReadSentence, effect: Effect, target: _Target, found: Answer
) -> Answer | None:
    """What an effect says to a claim of none: it contradicts it, with exceptions.

    Less harm than with placebo is what a claim of safety says, less than with something else
    says nothing of it; and what a treatment did beside placebo says nothing of how it
    compares with another.
    """
    controlled = names_control(sentence.folded)
    compares = question.equivalent or question.kind == "comparison"
    if compares and controlled and question.is_of_active:
        return None
    if question.safe and target.specific and _harm(effect, target) < 0:
        return found if controlled else None
    if question.denies == (effect.axis, -effect.sign) and not target.opposite:
        return found  # what it lowers, it does not raise
    uncontrolled = question.kind in ("harm", "association") and not controlled
    return None if effect.axis == "seen" and not uncontrolled else replace(found, side=-1)


def _harm(effect: Effect, target: _Target) -> int:
    """+1 where an effect means more harm, -1 where it means less."""
    return -effect.sign if effect.axis == "value" else -effect.sign * target.sign


def _side(question: Question, effect: Effect, target: _Target) -> int:
    """+1 where the effect goes the way the claim says, -1 where it goes the other way."""
    sign = target.sign
    if effect.axis == "value":
        change, value = effect.sign * sign, effect.sign
    else:
        later = effect.manner == "timing" and target.wait
        amount = -effect.sign if later else effect.sign
        change, value = amount, amount * sign
    if target.opposite:
        change = -change
    if effect.axis == "seen" and question.kind not in ("harm", "association"):
        return 0
    if question.value and value:
        return question.value * value
    if question.change and change:
        return question.change * change
    if not question.change and not question.value and question.kind in ("association", "mechanism"):
        return 1 if effect.axis in ("link", "change", "value") else 0
    return 0


def _rule(effect: Effect, *, null: bool, tested: bool) -> Rule:
    if null:
        return "null" if effect.denied else "null-p"
    if effect.axis == "seen":
        return "seen"
    if effect.hedged:
        return "hedged"
    if tested:
        return "effect-p"
    if effect.axis == "link":
        return "link"
    return "value" if effect.axis == "value" else "effect"


def _against_active(mentions: Mentions, clause: Span, text: str) -> bool:
    """Whether the clause compares with another treatment: no placebo, nor the claim's rival."""
    actors = mentions.actors
    if _within(actors.rival, clause) or not _within(actors.others, clause):
        return False
    return not names_control(text)


def _within(spans: tuple[Span, ...], clause: Span) -> list[Span]:
    return [span for span in spans if clause.holds(span.start)]
