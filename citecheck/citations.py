"""The works that a document cites: found, looked up, and put beside its claims.

cited_works     the references with their findings
extracted       the references as the text gives them, for a list without any search
examined        references of many documents together, as audits look them up
works_of        which of them each claim cites
reported        REFERENCE of the report, and the searches that looked for them
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from citecheck.evidence.assess import Reader, evidence_of
from citecheck.model.claim import Claim
from citecheck.model.document import Document
from citecheck.model.evidence import Evidence, Judgement
from citecheck.model.reference import (
    CheckedReference,
    ExtractedReference,
    Reference,
    is_the_work,
)
from citecheck.model.search import SharedSearch
from citecheck.model.study import Study
from citecheck.references.attach import claims_citing
from citecheck.references.decide import Decision
from citecheck.references.examine import Examined, examine
from citecheck.references.find import find_references
from citecheck.studies.pool import StudyPool
from citecheck.text.places import Places

Works = Sequence[Examined]


def cited_works(document: Document, pool: StudyPool) -> Works:
    """Every work that the document cites, with its finding. Asks nothing where it cites none."""
    references = find_references(document)
    return examine(references, pool) if references else ()


def works_of(
    document: Document, claims: Sequence[Claim], works: Works
) -> Mapping[str, tuple[Study, ...]]:
    """The records that each claim cites, by its id: those that are surely the work meant."""
    citing = claims_citing(document, claims, [each.reference for each in works])
    found: dict[str, dict[str, Study]] = {}
    for each in works:
        study = each.decision.study
        if study is not None and _is_the_work(each):
            for claim in citing.get(each.reference.id, ()):
                found.setdefault(claim, {})[study.key] = study
    return {claim: tuple(studies.values()) for claim, studies in found.items()}


def extracted(document: Document, claims: Sequence[Claim]) -> tuple[ExtractedReference, ...]:
    """The works that the document cites, and which claims cite them; nothing is looked up."""
    references = find_references(document)
    citing = claims_citing(document, claims, references)
    places = Places(document)
    return tuple(
        ExtractedReference(
            id=each.id,
            text=each.text,
            start=each.start,
            end=each.end,
            location=places.at(each.start),
            cited=each.cited,
            mentions=each.mentions,
            claims=citing.get(each.id, ()),
        )
        for each in references
    )


class ExaminedWork(NamedTuple):
    """What became of a reference that stands at no place: its decision, and the record it rests on
    as a report shows it."""

    decision: Decision
    record: Evidence | None


def examined(
    references: Sequence[Reference], pool: StudyPool, reader: Reader
) -> tuple[ExaminedWork, ...]:
    """References of any documents looked up together, in their order."""
    decisions = [each.decision for each in examine(references, pool)]
    return tuple(
        ExaminedWork(each, _record(each.study, reader) if each.study else None)
        for each in decisions
    )


class Reported(NamedTuple):
    """The references as the report shows them, and the searches that they point at."""

    references: tuple[CheckedReference, ...]
    searches: tuple[SharedSearch, ...]


def reported(document: Document, claims: Sequence[Claim], works: Works, reader: Reader) -> Reported:
    """The references in the order of the text, each search for them once."""
    asked = dict.fromkeys(search for each in works for search in each.searches)
    searches = {search: f"s{number}" for number, search in enumerate(asked, 1)}
    citing = claims_citing(document, claims, [each.reference for each in works])
    places = Places(document)
    first: dict[str, str] = {}
    found = []
    for each in works:
        reference, decision = each.reference, each.decision
        study = decision.study
        earlier = None
        if study is not None and _is_the_work(each):
            earlier = first.setdefault(study.key, reference.id)
        found.append(
            CheckedReference(
                id=reference.id,
                text=reference.text,
                start=reference.start,
                end=reference.end,
                location=places.at(reference.start),
                cited=reference.cited,
                finding=decision.finding,
                record=_record(study, reader) if study else None,
                differences=decision.differences,
                candidates=tuple(_record(other, reader) for other in decision.candidates),
                standing=study.standing if study else None,
                notices=study.notices if study else (),
                mentions=reference.mentions,
                claims=citing.get(reference.id, ()),
                duplicate_of=earlier if earlier != reference.id else None,
                searches=tuple(dict.fromkeys(searches[search] for search in each.searches)),
                why=decision.why,
            )
        )
    return Reported(
        tuple(found),
        tuple(SharedSearch(**dict(search), id=name) for search, name in searches.items()),
    )


def _is_the_work(each: Examined) -> bool:
    return is_the_work(each.decision.finding, each.decision.differences)


def _record(study: Study, reader: Reader) -> Evidence:
    """A record as the report shows it where no claim is judged against it."""
    return evidence_of(reader.read(study), Judgement(stance="silent", probability=1.0))
