"""Which concepts play which part in a candidate, by what they are and where they stand."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from citecheck.claims import cues
from citecheck.claims.detect import Candidate
from citecheck.claims.view import Named, View
from citecheck.model.claim import ClaimKind
from citecheck.model.concept import Semantic
from citecheck.model.document import Span

GIVEN: tuple[Semantic, ...] = ("drug", "procedure", "food", "behaviour")
_OTHER_ACTORS: tuple[Semantic, ...] = ("substance", "process", "organism")
_AILMENT: tuple[Semantic, ...] = ("disease",)
_MEASURED: tuple[Semantic, ...] = ("outcome", "quantity")
_CLAUSE_END = re.compile(r"[,;:]|\bwhile\b|\bbut\b")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that play a part, with offsets into the document, and the concept if known."""

    start: int
    end: int
    text: str
    concept_id: str | None
    from_context: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The four parts of a claim; None where the sentence does not name them."""

    intervention: Part | None = None
    comparator: Part | None = None
    condition: Part | None = None
    outcome: Part | None = None


def roles_of(candidate: Candidate, kind: ClaimKind) -> Roles:
    """The parts that the sentence itself names."""
    view = candidate.view
    named = tuple(n for n in view.named if usable(n, view))
    against = _comparison(view)
    comparator = _comparator(view, named, against) if against else None
    free = tuple(
        n for n in named if against is None or not (against.start <= n.start < against.end)
    )
    actor = _intervention(candidate, free, kind)
    condition = _condition(candidate, free, actor, kind)
    outcome = _outcome(candidate, free, actor, condition, kind)
    return Roles(
        intervention=part(view, actor) if actor else _group(view, against),
        comparator=comparator,
        condition=part(view, condition) if condition else None,
        outcome=part(view, outcome) if outcome else _outcome_words(candidate, kind),
    )


def usable(named: Named, view: View) -> bool:
    """Whether a concept says something: not too general, and no verb taken for a noun."""
    if named.concept_id in general_ids() or (named.concept_id is None and not named.semantics):
        return False
    return not any(
        r.start <= named.start
        and named.end <= r.end
        and " " not in named.text
        and r.sense not in {"harm"}
        for r in view.relations
    )


def part(view: View, named: Named) -> Part:
    """A mention as a part, with the document's own words and offsets."""
    return Part(
        start=view.start + named.start,
        end=view.start + named.end,
        text=view.raw[named.start : named.end],
        concept_id=named.concept_id,
    )


def words(view: View, start: int, end: int) -> Part:
    """A stretch of the sentence as a part without a concept."""
    return Part(view.start + start, view.start + end, view.raw[start:end], None)


@cache
def general_ids() -> frozenset[str]:
    """Concepts too general to fill a part."""
    text = resources.files("citecheck.claims").joinpath("general.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["ids"])


def _comparison(view: View) -> Span | None:
    """The stretch that names what something is compared with."""
    found = cues.load("comparison").first(view.text)
    if found is None:
        return None
    stop = _CLAUSE_END.search(view.text, found.end)
    return Span(start=found.start, end=stop.start() if stop else len(view.text))


def _comparator(view: View, named: tuple[Named, ...], against: Span) -> Part | None:
    for reference in view.references:
        if reference.sense == "comparator" and against.start <= reference.start < against.end:
            inside = [n for n in named if n.start <= reference.start < n.end]
            return part(view, inside[0]) if inside else words(view, reference.start, reference.end)
    inside = [n for n in named if against.start <= n.start < against.end and n.first in GIVEN]
    if inside:
        return part(view, inside[0])
    for reference in view.references:
        if (
            reference.sense == "generic-intervention"
            and against.start <= reference.start < against.end
        ):
            return words(view, reference.start, reference.end)
    return None


def _intervention(candidate: Candidate, named: tuple[Named, ...], kind: ClaimKind) -> Named | None:
    view, relation = candidate.view, candidate.relation
    at = relation.start if relation else candidate.parts.said.end
    if kind == "association":
        pool = [n for n in named if n.start < at and n.first != "population"]
        return pool[0] if pool else None
    main = candidate.parts.main
    given = [n for n in named if n.first in GIVEN]
    spans = (Span(start=main.start, end=max(at, main.start)), Span(start=0, end=at))
    for span in spans:
        for n in given:
            if span.start <= n.start < span.end:
                return n
    for n in given:
        if n.start >= at and (
            cues.load("discourse", "given").first(view.text[: n.start]) or kind == "regulatory"
        ):
            return n
    if kind == "mechanism":
        others = [n for n in named if n.plays(*_OTHER_ACTORS) and n.start < at]
        return others[0] if others else None
    return None


def _condition(
    candidate: Candidate, named: tuple[Named, ...], actor: Named | None, kind: ClaimKind
) -> Named | None:
    ailments = [n for n in named if n is not actor and n.first in _AILMENT]
    if not ailments:
        return None
    relation = candidate.relation
    if kind == "association" and relation:
        right = [n for n in ailments if n.start >= relation.start]
        return right[0] if right else ailments[0]
    if kind == "harm":
        treated = [n for n in ailments if _for_patients(candidate.view, n)]
        return treated[0] if treated else None
    return ailments[0]


def _outcome(
    candidate: Candidate,
    named: tuple[Named, ...],
    actor: Named | None,
    condition: Named | None,
    kind: ClaimKind,
) -> Named | None:
    relation = candidate.relation
    at = relation.end if relation else candidate.parts.said.start
    rest = [n for n in named if n is not actor and n is not condition]
    right = [n for n in rest if n.start >= (relation.start if relation else at)]
    if kind == "mechanism":
        pool = [
            n
            for n in right
            if n.plays("process", "substance", "anatomy")
            or n.first in ("drug", "disease", "outcome")
        ]
        return pool[0] if pool else None
    if kind == "harm":
        pool = [n for n in right or rest if n.plays("disease", "outcome", "process")]
        return pool[0] if pool else None
    pool = [n for n in right if n.plays(*_MEASURED) or n.first in ("disease", "process")]
    if not pool:
        pool = [n for n in rest if n.first in _MEASURED]
    return pool[0] if pool else None


def _for_patients(view: View, named: Named) -> bool:
    before = view.text[max(0, named.start - 40) : named.start]
    return cues.load("discourse", "people-with").first(before) is not None


def _group(view: View, against: Span | None) -> Part | None:
    """A group named without its members ("traditional treatments"), outside the comparison."""
    for reference in view.references:
        if reference.sense == "generic-intervention" and not (
            against and against.start <= reference.start < against.end
        ):
            return words(view, reference.start, reference.end)
    return None


def _outcome_words(candidate: Candidate, kind: ClaimKind) -> Part | None:
    """The words of an outcome that no concept covers."""
    view = candidate.view
    if kind == "regulatory":
        return None
    relation = candidate.relation
    start = relation.start if relation else candidate.parts.said.start
    outcomes = cues.load("outcomes")
    found = outcomes.first(view.text, start) or outcomes.first(view.text)
    return words(view, found.start, found.end) if found else None
