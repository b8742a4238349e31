"""From a document to its claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from citecheck.claims import clauses, direction, strength
from citecheck.claims.conjuncts import conjuncts
from citecheck.claims.context import Setting, complete
from citecheck.claims.cues import Hit
from citecheck.claims.detect import Candidate, declared, detect
from citecheck.claims.fingerprint import fingerprint
from citecheck.claims.kind import kind_of
from citecheck.claims.pico import roles_of
from citecheck.claims.referent import Told, about_disease
from citecheck.claims.reject import carries_on, describes, rejection
from citecheck.claims.roles import Part, Roles
from citecheck.claims.split import statements
from citecheck.claims.topic import Topic, topic_of
from citecheck.claims.view import View, views
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Claim, ClaimKind, ContextNote, Role
from citecheck.model.concept import ConceptRef
from citecheck.model.document import Block, Document, Sentence, Span
from citecheck.text.places import Places

_REMEMBERED = 8
_ROLES: tuple[Role, ...] = ("intervention", "comparator", "condition", "outcome")


@dataclass(frozen=True, slots=True)
class Found:
    """A claim, and the span of what it claims without who says so ("A study found that ...")."""

    claim: Claim
    said: Span


def extract(document: Document, lexicon: Lexicon) -> list[Claim]:
    """The claims of a document in the order of its text, with ids c1, c2, ..."""
    return [found.claim for found in find(document, lexicon)]


def from_sentence(sentence: str, lexicon: Lexicon) -> Claim:
    """A sentence as one claim, with whatever parts are recognised."""
    places = Places(_one_sentence(sentence))
    return _claim(_declared(places.document, lexicon), places, lexicon).claim


def claims_from_sentence(sentence: str, lexicon: Lexicon) -> list[Claim]:
    """The claims that a user states: a sentence of several things in a list is one of each."""
    places = Places(_one_sentence(sentence))
    return [each.claim for each in _claims(_declared(places.document, lexicon), places, lexicon)]


def find(document: Document, lexicon: Lexicon) -> list[Found]:
    """The claims of a document, each with the span of what it says."""
    seen = views(document, lexicon)
    found: list[Found] = []
    setting = Setting(seen, topic_of(seen, lexicon), lexicon)
    places = Places(document)
    for candidate in _candidates(seen):
        stated = _stated(candidate, setting)
        told = Told(candidate.view.index, stated.kind, stated.roles)
        setting = replace(setting, before=(*setting.before[-_REMEMBERED:], told))
        found += _claims(stated, places, lexicon, number=len(found) + 1)
    return found


@dataclass(frozen=True, slots=True)
class _Stated:
    """What a candidate says of what; `listed` are the parts by which it differs from the first
    claim of the same words."""

    candidate: Candidate
    kind: ClaimKind
    roles: Roles
    listed: frozenset[Role] = frozenset()


def _stated(candidate: Candidate, setting: Setting) -> _Stated:
    kind = kind_of(candidate)
    return _Stated(candidate, kind, complete(roles_of(candidate, kind), kind, candidate, setting))


def _declared(document: Document, lexicon: Lexicon) -> _Stated:
    seen = views(document, lexicon, longest=len(document.text))
    candidate = declared(seen[0], clauses.parts(seen[0]))
    return _stated(candidate, Setting(seen, Topic(), lexicon))


def _claims(
    stated: _Stated, places: Places, lexicon: Lexicon, *, number: int = 1
) -> Iterator[Found]:
    """The claims of one statement, numbered from `number` on."""
    every = conjuncts(stated.candidate, stated.kind, stated.roles)
    for at, (listed, roles) in enumerate(every, number):
        yield _claim(replace(stated, roles=roles, listed=listed), places, lexicon, number=at)


def _candidates(seen: tuple[View, ...]) -> Iterator[Candidate]:
    rejected: Hit | None = None
    for view in seen:
        if not view.holds_claims:
            rejected = None
            continue
        parts = clauses.parts(view)
        before, rejected = rejected, rejection(view, parts)
        if rejected is None and carries_on(before, view):
            rejected = before
        if rejected:
            continue
        for stated in statements(view):
            candidate = detect(stated, parts if stated is view else clauses.parts(stated))
            if candidate and not describes(candidate, about_disease(candidate, seen)):
                yield candidate


def _claim(stated: _Stated, places: Places, lexicon: Lexicon, *, number: int = 1) -> Found:
    candidate, kind, roles = stated.candidate, stated.kind, stated.roles
    view, document = candidate.view, places.document
    start, end = view.start - view.opens, view.start + len(view.raw)
    start += len(document.text[start:end]) - len(document.text[start:end].lstrip(" ,;"))
    text = document.text[start:end]
    claim = Claim(
        id=f"c{number}",
        fingerprint=fingerprint(text, kind, _given(roles, stated.listed)),
        text=text,
        start=start,
        end=end,
        location=places.at(start),
        cue=_cue(candidate, kind),
        kind=kind,
        strength=strength.strength(candidate, kind),
        hedged=strength.hedged(candidate),
        claimed_study_type=strength.study_type(candidate),
        intervention=_ref(roles.intervention, lexicon),
        comparator=_ref(roles.comparator, lexicon),
        condition=_ref(roles.condition, lexicon),
        outcome=_ref(roles.outcome, lexicon),
        direction=direction.direction_of(candidate, kind),
        context=_notes(roles),
    )
    said = candidate.parts.said
    return Found(claim, Span(start=view.start + said.start, end=view.start + said.end))


def _cue(candidate: Candidate, kind: ClaimKind) -> str:
    """The words that made it a candidate; a number of people only where that is the claim."""
    cue, relation = candidate.cue, candidate.relation
    if cue and relation and cue.sense == "prevalence" and kind != "prevalence":
        cue = relation.hit
    return cue.of(candidate.view.raw).strip(" ,") if cue else ""


def _ref(part: Part | None, lexicon: Lexicon) -> ConceptRef | None:
    if part is None:
        return None
    concept = lexicon.concept(part.concept_id) if part.concept_id else None
    return ConceptRef(
        text=part.text,
        concept=concept.name if concept else None,
        concept_id=part.concept_id,
        from_="context" if part.from_context else "sentence",
    )


def _notes(roles: Roles) -> tuple[ContextNote, ...]:
    parts = [(role, getattr(roles, role)) for role in _ROLES]
    return tuple(
        ContextNote(role=role, text=part.text, start=part.start, end=part.end)
        for role, part in parts
        if part is not None and part.from_context
    )


def _given(roles: Roles, listed: frozenset[Role]) -> dict[str, str]:
    """What the words alone do not decide, by role: the concept, or words that name none."""
    parts = {role: getattr(roles, role) for role in _ROLES}
    return {
        role: part.concept_id or part.text
        for role, part in parts.items()
        if part is not None and (part.from_context or role in listed)
    }


def _one_sentence(text: str) -> Document:
    core = text.strip()
    start = text.find(core)
    end = start + len(core)
    return Document(
        id="claim",
        title=None,
        origin="claim",
        text=text,
        blocks=(Block(start=start, end=end, kind="paragraph"),),
        sentences=(Sentence(start=start, end=end, block=0),),
        has_lines=True,
    )
