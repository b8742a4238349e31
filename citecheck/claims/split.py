"""One sentence, several claims: where a fact-checker would give its parts different verdicts."""

from __future__ import annotations

import re

from citecheck.claims import cues
from citecheck.claims.clauses import finite
from citecheck.claims.cues import Hit
from citecheck.claims.relation import EFFECT
from citecheck.claims.view import View
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

_EFFECTS = EFFECT | {"harm", "safe", "interferes"}
_GOOD = frozenset({"decreases", "improves", "prevents"})
_BAD = frozenset({"increases", "worsens", "causes", "harm", "interferes"})
_ENDS: tuple[Semantic, ...] = ("disease", "outcome", "quantity", "process")
_SINGULAR = re.compile(r"\w+[^s]s\b")
_PLURAL = re.compile(r"\w+(?<!s)(?<!ed)(?<!ing)\b")
"""Verbs that can only go on with the same subject: "reduces", "reduce", not "reduced pain"."""
_NOT_THE_SUBJECT = re.compile(
    r"\b(?:that|which|who|to|can|may|might|could|will|would|should|do|does|did|not) (?:\w+ ){0,2}$"
)
_JOINT = re.compile(r"(?:,? and|,) (?P<lead>(?:\w+ ){0,3})$")
_LOOK_BACK = 40
_FOR = re.compile(r"\b(?:in|among|of|for|during|after) (?:\w+ ){0,2}$")
_LEAST_WORDS = 2


def statements(view: View) -> tuple[View, ...]:
    """The sentence, or its parts where each states an effect of its own.

    Parts are cut at "but", "while", "and" and the like where the second speaks of another
    treatment, or turns from help to harm ("lowers pain but raises blood pressure"); and at
    commas and "and" where a verb of effect follows at once and has something of its own that
    it acts on ("lowers pain, helps sleep and prevents falls"). The word between them goes
    with the second, so that the parts cover the sentence.
    """
    for cut in cues.load("discourse", "contrast").find(view.text):
        left, right = Span(start=0, end=cut.start), Span(start=cut.end, end=len(view.text))
        first, second = _effect(view, left), _effect(view, right)
        if first and second and _apart(view, first, second, right):
            return _cut(view, left, right)
    return _in_turn(view)


def _cut(view: View, left: Span, right: Span) -> tuple[View, ...]:
    opens = right.start - left.end
    return view.part(left), *statements(view.part(right, opens=opens))


def _in_turn(view: View) -> tuple[View, ...]:
    """The parts that one verb of effect after the other makes, all of one subject."""
    before: Hit | None = None
    for hit in view.relations:
        if hit.sense not in _EFFECTS or not hit.verbal:
            continue
        if _NOT_THE_SUBJECT.search(view.text, max(0, hit.start - _LOOK_BACK), hit.start):
            break
        if not finite(view, hit):
            continue
        joint = _JOINT.search(view.text, max(0, hit.start - _LOOK_BACK), hit.start)
        if before and joint and _goes_on(joint["lead"]) and _is_next(view, before, hit, joint):
            end = joint.start("lead")
            left, right = Span(start=0, end=joint.start()), Span(start=end, end=len(view.text))
            return _cut(view, left, right)
        before = hit
    return (view,)


def _is_next(view: View, first: Hit, second: Hit, joint: re.Match[str]) -> bool:
    """Whether two verbs of one form each act on something of their own."""
    verbs = [hit.of(view.text) for hit in (first, second)]
    if not any(all(form.match(verb) for verb in verbs) for form in (_SINGULAR, _PLURAL)):
        return False
    behind = view.within(Span(start=first.end, end=joint.start()))
    own = view.within(Span(start=second.end, end=len(view.text)))
    ends = [n for n in own if n.plays(*_ENDS)]
    if not ends or not any(n.plays(*_ENDS) for n in behind):
        return False
    if any(n.concept_id in {m.concept_id for m in behind} for n in ends):
        return False
    people = cues.load("discourse", "in-people-with").first(view.text, second.end)
    return people is None and not _FOR.search(view.text, second.end, ends[-1].start)


def _goes_on(lead: str) -> bool:
    """Whether what stands before a verb leaves the subject as it was: nothing, "it", "also"."""
    return not lead.strip() or cues.load("discourse", "same-subject").first(lead) is not None


def _effect(view: View, span: Span) -> Hit | None:
    """The first effect that a part states."""
    if len(span.of(view.text).split()) < _LEAST_WORDS:
        return None
    inside = (r for r in view.relations if span.start <= r.start and r.end <= span.end)
    return next((r for r in inside if r.sense in _EFFECTS and finite(view, r)), None)


def _apart(view: View, first: Hit, second: Hit, right: Span) -> bool:
    before = {n.concept_id for n in view.usable if n.given and n.end <= first.start}
    own = [n for n in view.usable if n.given and right.start <= n.start and n.end <= second.start]
    if any(n.concept_id not in before for n in own):
        return bool(before)
    lead = view.text[right.start : second.start]
    if not _goes_on(lead):
        return False
    if not view.within(Span(start=second.end, end=right.end)) and not cues.load("outcomes").first(
        view.text, second.end, right.end
    ):
        return False
    return (first.sense in _GOOD and second.sense in _BAD) or (
        first.sense in _BAD and second.sense in _GOOD
    )
