"""Sentences that look like claims and are none."""

from __future__ import annotations

from citecheck.claims.clauses import Parts, finite
from citecheck.claims.view import View

_OUTRANKS_ALL = frozenset({"finding", "source", "experience", "promise", "held"})
_STATED_FACT = frozenset({"regulatory", "prevalence"})


def rejection(view: View, parts: Parts) -> str | None:
    """The id of the cue that speaks against a claim, or None.

    A study named in front outranks everything but "never"; a verb of effect in front
    outranks what counts in the main clause only.
    """
    for hit in view.rejections:
        if hit.sense == "never":
            return hit.cue.id
        if _outranked(view, hit.start):
            continue
        if hit.sense == "unless-reported":
            return hit.cue.id
        if parts.main.start <= hit.start < max(parts.main.end, parts.main.start + 1):
            before = (r for r in view.relations if parts.main.start <= r.start < hit.start)
            if not any(finite(view, r) and r.end <= hit.start for r in before):
                return hit.cue.id
    return None


def _outranked(view: View, at: int) -> bool:
    reported = any(r.sense in _OUTRANKS_ALL and r.start < at for r in view.reports)
    return reported or any(k.sense in _STATED_FACT and k.start < at for k in view.kinds)
