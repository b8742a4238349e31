"""From what the sources hold for a reference to its finding, in words that accuse nobody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from citecheck.model.reference import Cited, Difference, Finding, Reference
from citecheck.model.study import Study
from citecheck.references.compare import Comparison, compare
from citecheck.references.files import UNREADABLE
from citecheck.references.lookup import Found
from citecheck.references.names import surname
from citecheck.references.queries import by_words
from citecheck.references.words import plain, words_of

MOST_CANDIDATES: Final = 5
_NAMES: Final = {"pmid": "PMID", "doi": "DOI", "pmcid": "PMCID"}
_CLEARLY: Final = 1.5
"""How much better one work must fit a sentence than the next to be the one meant."""
_LEAST_SHARED: Final = 0.6
"""The share of a record's title words that a reference must hold to be compared at all."""


class Decision(NamedTuple):
    """The finding on one reference, the record it rests on, and why."""

    finding: Finding
    study: Study | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[Study, ...] = ()
    why: str = ""


def decide(reference: Reference, found: Found, searched: str) -> Decision:
    """What became of a reference. `searched` names the sources, for the sentence."""
    cited = reference.cited
    if found.failed is not None and found.by_identifier is None:
        return Decision("unchecked", why=found.failed)
    if reference.form == "inline":
        return _inline(reference, found, searched)
    fitting = _fitting(reference, found.candidates)
    if found.by_identifier is not None:
        return _identified(reference, found.by_identifier, fitting)
    if fitting:
        return _described(reference, fitting)
    if found.by_place is not None and not cited.title:
        return _placed(cited, found.by_place)
    return _absent(reference, searched) if not cited.kind else _elsewhere(cited.kind, searched)


def _identified(
    reference: Reference, study: Study, fitting: Sequence[tuple[Comparison, Study]]
) -> Decision:
    """What a PMID, DOI or PMCID leads to, beside what else the reference says."""
    same = compare(reference.cited, study, entry=reference.text)
    if not same.differences:
        return Decision("resolved", study, why=f"{_by(reference.cited, study)} leads to it.")
    others = tuple(other for _, other in fitting if other.key != study.key)[:1]
    elsewhere = same.title is not None and not same.fits and others
    parting = _parting(same.differences)
    more = " Its words fit another record better." if elsewhere else ""
    return Decision(
        "mismatched",
        study,
        same.differences,
        others,
        f"{_by(reference.cited, study)} leads to this record, and {parting}.{more}",
    )


def _placed(cited: Cited, study: Study) -> Decision:
    """The record at the journal, year, volume and page of a reference that gives no title."""
    same = compare(cited, study)
    if same.differences:
        said = f"Journal, volume and page lead to this record; {_parting(same.differences)}."
        return Decision("mismatched", study, same.differences, why=said)
    return Decision("resolved", study, why="Journal, year, volume and page lead to it.")


def _described(reference: Reference, fitting: Sequence[tuple[Comparison, Study]]) -> Decision:
    """The record that the words of a reference fit."""
    best, study = fitting[0]
    rivals = [other for same, other in fitting[1:] if same.rank == best.rank]
    if rivals:
        return Decision(
            "ambiguous",
            candidates=(study, *rivals)[:MOST_CANDIDATES],
            why=f"It fits {1 + len(rivals)} records equally well.",
        )
    missing = _lost_identifiers(reference.cited, study)
    differences = (*best.differences, *missing)
    if not differences:
        return Decision("resolved", study, why="Title and what else is given fit this record.")
    said = f"The title fits this record; {_parting(differences)}."
    return Decision("mismatched", study, differences, why=said)


def _lost_identifiers(cited: Cited, study: Study) -> tuple[Difference, ...]:
    """What was meant as an identifier and cannot be one, where the record has one of its own."""
    found = []
    for said in cited.malformed:
        field = "pmid" if said.isdigit() else "doi"
        known = getattr(study, field)
        if known:
            found.append(Difference.model_validate({"field": field, "cited": said, "found": known}))
    return tuple(found)


def _inline(reference: Reference, found: Found, searched: str) -> Decision:
    """A work named by author or journal in running text: whatever fits, and is on its topic."""
    cited = reference.cited
    topic = set(words_of(reference.topic))
    ranked: list[tuple[int, Study]] = []
    for study in found.candidates:
        if _is_named(cited, study):
            held = set(words_of(study.title)) | set(words_of(study.abstract_text))
            shared = len(topic & held) + len(topic & set(words_of(study.title)))
            if shared or not topic:
                ranked.append((shared, study))
    ranked.sort(key=lambda each: -each[0])
    what = _named_by(cited)
    if not ranked:
        return Decision(
            "malformed",
            why=f"{what} is little to go by; nothing in {searched} fits it and its sentence.",
        )
    (first, study), rest = ranked[0], ranked[1:]
    exact = [s for _, s in ranked if cited.year is None or s.year == cited.year]
    if len(exact) == 1 and cited.year is not None:
        study, rest = exact[0], []
    clear = not rest or (cited.year is not None and first >= _CLEARLY * rest[0][0] + 1)
    if clear:
        return Decision("resolved", study, why=f"{what} and the sentence fit this record alone.")
    return Decision(
        "ambiguous",
        candidates=tuple(s for _, s in ranked[:MOST_CANDIDATES]),
        why=f"{what} and the sentence fit {len(ranked)} records.",
    )


def _is_named(cited: Cited, study: Study) -> bool:
    same = compare(cited, study)
    if cited.authors:
        first = plain(cited.authors[0])
        signed = plain(surname(study.authors[0])) if study.authors else ""
        if not signed or not f" {signed}".endswith(f" {first}"):
            return False
    elif same.journal != "same":
        return False
    return same.year != "differs" and same.journal != "differs"


def _fitting(reference: Reference, candidates: Sequence[Study]) -> list[tuple[Comparison, Study]]:
    """The candidates that are the work meant, the best one first."""
    held = set(plain(reference.text).split())
    found = []
    for study in candidates:
        words = set(plain(study.title).split())
        given = set(plain(reference.cited.title or "").split())
        shared = len(words & held)
        if not words or shared < _LEAST_SHARED * min(len(words), max(len(given), 1)):
            continue
        same = compare(reference.cited, study, entry=reference.text)
        if same.fits:
            found.append((same, study))
    found.sort(key=lambda each: each[0].rank, reverse=True)
    return found


def _absent(reference: Reference, searched: str) -> Decision:
    cited = reference.cited
    if UNREADABLE in cited.malformed:
        return Decision(
            "malformed", why="It cannot be read as an entry of its file, and was not looked for."
        )
    named = cited.pmid or cited.doi or cited.pmcid
    if named is None and by_words(reference) is None:
        wrong = (
            f"“{cited.malformed[0][:60]}” is no identifier that can exist; "
            if (cited.malformed)
            else ""
        )
        return Decision(
            "malformed", why=f"{wrong}what it says is too little to look for a work by."
        )
    if cited.url and not named and not cited.journal:
        return _elsewhere("a web page", searched)
    ways = [name for name, given in (("identifier", named), ("title", cited.title)) if given]
    ways += ["author and year"] if cited.authors and cited.year else []
    return Decision(
        "not-found",
        why=f"Looked for by {', by '.join(ways)}: nothing in {searched} fits. "
        "It may be there under another name, or not be there; it is worth a look.",
    )


def _elsewhere(kind: str, searched: str) -> Decision:
    return Decision(
        "not-in-pubmed",
        why=f"It reads like {kind}, which PubMed need not hold; {searched} has no record of it.",
    )


def _parting(differences: Sequence[Difference]) -> str:
    """ "the reference gives year “2015”, the record “2013”"."""
    parts = [
        f"{_NAMES.get(field, field)} “{_short(cited)}”, the record “{_short(found or 'none')}”"
        for field, cited, found in ((d.field, d.cited, d.found) for d in differences)
    ]
    return f"the reference gives {'; '.join(parts)}"


def _by(cited: Cited, study: Study) -> str:
    for field, name in _NAMES.items():
        said, known = getattr(cited, field), getattr(study, field)
        if said and known and said.lower() == known.lower():
            return f"The {name}"
    return "The identifier"


def _named_by(cited: Cited) -> str:
    who = " and ".join(cited.authors[:2]) or cited.journal or ""
    return f"“{who}{f' {cited.year}' if cited.year else ''}”"


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"
