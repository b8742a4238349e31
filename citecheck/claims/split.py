"""One sentence, two claims: where a fact-checker would give the halves different verdicts."""

from __future__ import annotations

from citecheck.claims import cues
from citecheck.claims.clauses import finite
from citecheck.claims.cues import Hit
from citecheck.claims.relation import EFFECT
from citecheck.claims.view import View
from citecheck.model.document import Span

_EFFECTS = EFFECT | {"harm", "safe", "interferes"}
_GOOD = frozenset({"decreases", "improves", "prevents"})
_BAD = frozenset({"increases", "worsens", "causes", "harm", "interferes"})
_LEAST_WORDS = 2


def halves(view: View) -> tuple[View, ...]:
    """The sentence, or its two parts where each states an effect of its own.

    Parts are cut only at "but", "while", "and" and the like, and only if the second speaks
    of another treatment, or turns from help to harm: "lowers pain but raises blood pressure".
    The word between them goes with the second, so that the parts cover the sentence.
    """
    for cut in cues.load("discourse", "contrast").find(view.text):
        left, right = Span(start=0, end=cut.start), Span(start=cut.end, end=len(view.text))
        first, second = _effect(view, left), _effect(view, right)
        if first and second and _apart(view, first, second, right):
            return view.part(left), view.part(right, opens=cut.end - cut.start)
    return (view,)


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
    if lead.strip() and cues.load("discourse", "same-subject").first(lead) is None:
        return False
    if not view.within(Span(start=second.end, end=right.end)) and not cues.load("outcomes").first(
        view.text, second.end, right.end
    ):
        return False
    return (first.sense in _GOOD and second.sense in _BAD) or (
        first.sense in _BAD and second.sense in _GOOD
    )
