"""What a claim says happens to its outcome.

The rule: words of measure (reduce, raise, fewer) give `decreases` or `increases`; words of
value (relieve, improve, effective, worsen) give `improves` or `worsens`; what happens is said
of the outcome, and of the condition where no outcome is named. Denied, it is `no-effect`.
"Prevents" is `decreases`. A cause of harm `increases` it. What says nothing of the kind
(prevalence, acts on, linked without a direction) is `unspecified`, and so is what comes of not
doing something ("Not smoking lowers ..."): no direction is that of the thing named.
"""

from __future__ import annotations

from citecheck.claims import actor, cues
from citecheck.claims.clauses import finite
from citecheck.claims.cues import Hit
from citecheck.claims.detect import Candidate
from citecheck.model.claim import ClaimKind, Direction

_BY_SENSE: dict[str, Direction] = {
    "decreases": "decreases",
    "prevents": "decreases",
    "increases": "increases",
    "causes": "increases",
    "due-to": "increases",
    "improves": "improves",
    "onset": "improves",
    "duration": "improves",
    "lasts": "improves",
    "fades": "decreases",
    "occurs": "increases",
    "worsens": "worsens",
    "harm": "increases",
    "safe": "no-effect",
    "same": "no-effect",
    "falls-short": "no-effect",
    "interferes": "decreases",
    "experiences": "increases",
}
_MEASURED: dict[Direction, Direction] = {"improves": "increases", "worsens": "decreases"}
"""What value words say of a process or substance: "enhances the release" increases it."""
_TURNED: dict[Direction, Direction] = {
    "increases": "decreases",
    "decreases": "increases",
    "improves": "worsens",
    "worsens": "improves",
}
_DENIED: dict[str, Direction] = {"safe": "increases", "falls-short": "improves"}
"""What the denial of a word that is itself one says: "is not useless"."""
_PARTIAL_REACH = 40
_CLOSE = 25
_NONE = frozenset({"no", "neither", "none"})


def direction_of(candidate: Candidate, kind: ClaimKind) -> Direction:
    """The direction, read off the main relation, what denies it and what sets it equal.

    Where the control is named first ("less pain with placebo than with ibuprofen"), it is that
    of the treatment.
    """
    found = _told(candidate, kind)
    if actor.is_turned(candidate.view, actor.comparison(candidate.view)):
        return _TURNED.get(found, found)
    return found


def _told(candidate: Candidate, kind: ClaimKind) -> Direction:
    if kind in {"regulatory", "prevalence"}:
        return "unspecified"
    view, relation = candidate.view, candidate.relation
    main = candidate.parts.main.of(view.text)
    if any(cues.load("discourse", sense).first(main) for sense in ("not-doing", "unrivalled")):
        return "unspecified"
    compared = {hit.sense for hit in cues.load("comparison").find(view.text)}
    if "no-worse" in compared:
        return "equivalent"
    if (
        "no-better" in compared
        or cues.load("discourse", "nothing").first(view.text)
        or any(r.sense == "denied" for r in view.reports)
    ):
        return "no-effect"
    if relation and _denied(candidate, relation.hit):
        return _DENIED.get(relation.sense, "no-effect")
    if "equal" in compared:
        return "equivalent"
    if kind == "comparison" and relation and _is_worse(candidate, relation.hit):
        return "worsens"
    if relation is None and kind == "harm":
        return "increases"
    if relation is None:
        return "improves" if _promised(candidate) else "unspecified"
    if relation.hit.has("rival") and relation.object and relation.object.given:
        return "unspecified"
    if relation.hit.has("less"):
        return "decreases"
    found = _BY_SENSE.get(relation.sense, "unspecified")
    if relation.sense == "link":
        return _linked(candidate, relation.hit)
    if relation.sense == "same" and kind == "comparison" and not _placebo(candidate):
        return "equivalent"
    if kind == "mechanism" and relation.sense == "due-to":
        return "unspecified"
    if kind == "mechanism" and not (found == "improves" and relation.bad):
        return _MEASURED.get(found, found)
    if found == "unspecified" and kind == "efficacy" and _promised(candidate):
        return "improves"
    return found


def _linked(candidate: Candidate, link: Hit) -> Direction:
    """What is said behind the link: "associated with a lower risk" decreases."""
    behind = (r for r in candidate.view.relations if r.start >= link.end)
    senses = (
        r.sense for r in behind if r.sense in {"decreases", "increases", "worsens", "improves"}
    )
    return _BY_SENSE.get(next(senses, ""), "unspecified")


def _placebo(candidate: Candidate) -> bool:
    return any(r.sense == "comparator" for r in candidate.view.references)


def _promised(candidate: Candidate) -> bool:
    return any(hit.sense == "promise" for hit in candidate.view.reports)


def _is_worse(candidate: Candidate, relation: Hit) -> bool:
    """Whether it does worse at what the relation says: "was worse than placebo at easing pain"."""
    view = candidate.view
    if finite(view, relation):
        return False
    before = (r for r in view.relations if r.end <= relation.start and not r.verbal)
    return any(r.sense == "worsens" and finite(view, r) for r in before)


def _denied(candidate: Candidate, relation: Hit) -> bool:
    """Whether the relation is denied, in full and in its own clause."""
    view, main = candidate.view, candidate.parts.main
    partial = cues.load("discourse", "partial")
    for n in view.negations:
        reach = min(len(view.text), n.cue.end + _PARTIAL_REACH)
        if not n.denies or partial.first(view.text, n.cue.start, reach):
            continue
        inside = relation.start <= n.cue.start < relation.end
        if n.cue.start == relation.start and relation.sense == "safe":
            continue  # "no side effects" is itself what is said
        near = 0 <= relation.start - n.cue.end <= _CLOSE
        if relation.sense == "falls-short" and not near:
            continue  # so is "barely touches"; two denials that make one claim stand together
        if candidate.parts.said.start <= n.cue.start < main.start <= relation.start:
            continue
        governed = n.governed.start <= relation.start < n.governed.end
        nothing = n.cue.start == relation.end + 1 and n.cue.of(view.text).lower() in _NONE
        if inside or governed or nothing or n.cue.start <= relation.start < n.cue.end:
            return True
    return False
