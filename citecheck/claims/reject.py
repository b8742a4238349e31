"""Sentences that look like claims and are none."""

from __future__ import annotations

from citecheck.claims import cues
from citecheck.claims.clauses import Parts, finite
from citecheck.claims.cues import Hit
from citecheck.claims.detect import Candidate
from citecheck.claims.view import View

_FOUND = frozenset({"finding", "experience"})
_STATED_FACT = frozenset({"regulatory", "prevalence"})
_DESCRIBES = frozenset({"duration", "affects", "experiences", "causes", "worsens"})
_CARRIES_ON = frozenset({"never", "unless-reported"})


def rejection(view: View, parts: Parts) -> Hit | None:
    """The cue that speaks against a claim, or None.

    A study named in front outranks everything but "never"; a verb of effect in front
    outranks what counts in the main clause only.
    """
    ordered = _order_in_main(view, parts)
    if ordered:
        return ordered
    for hit in view.rejections:
        if hit.sense == "never":
            return hit
        if _outranked(view, parts, hit.start):
            continue
        if hit.sense == "unless-reported":
            return hit
        if hit.sense == "unless-found":
            if not any(r.sense in _FOUND and r.end > hit.end for r in view.reports):
                return hit
        elif _in_main(view, parts, hit):
            return hit
    return None


def _order_in_main(view: View, parts: Parts) -> Hit | None:
    """A call to action behind a lead-in ("To sleep better, keep your room dark")."""
    main = parts.main.of(view.text)
    hits = cues.load("reject", "never").find(main) if parts.main.start else ()
    return next((hit for hit in hits if hit.has("order")), None)


def carries_on(before: Hit | None, view: View) -> bool:
    """Whether a sentence only goes on with advice or advertising ("This ensures ...")."""
    if before is None or before.sense not in _CARRIES_ON or view.reports:
        return False
    return cues.load("discourse", "carries-on").first(view.text) is not None


def describes(candidate: Candidate, subject_is_disease: bool) -> bool:
    """Whether a sentence only says what a disease is like: its symptoms, course and burden."""
    view, relation = candidate.view, candidate.relation
    if not subject_is_disease or view.reports or relation is None:
        return False
    if any(hit.sense in _STATED_FACT for hit in view.kinds) or relation.sense not in _DESCRIBES:
        return False
    target = relation.object
    if relation.sense == "duration" or target is None:
        return True
    return target.symptom or not target.ailment


def _in_main(view: View, parts: Parts, hit: Hit) -> bool:
    main = parts.main
    if not main.start <= hit.start < max(main.end, main.start + 1):
        return False
    if cues.load("discourse", "ability").first(view.text, hit.start):
        return False
    before = (r for r in view.relations if main.start <= r.start and r.end <= hit.start)
    return not any(finite(view, r) for r in before)


def _outranked(view: View, parts: Parts, at: int) -> bool:
    """Whether a study or a stated fact comes first, and not in a clause that is conceded."""
    conceded = range(parts.said.start, parts.main.start)
    reported = any(r.start < at and r.start not in conceded for r in view.reports)
    stated = (k for k in view.kinds if k.sense in _STATED_FACT)
    return reported or any(k.start < at and k.start not in conceded for k in stated)
