"""The report as one table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from citecheck.model.claim import Location
from citecheck.model.concept import ConceptRef
from citecheck.model.evidence import Evidence
from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import citation
from citecheck.report.accepted import reason
from citecheck.report.safe import visible
from citecheck.report.view import View

_NAMES: Final = (
    "row document title claim line column text kind strength hedged claimed_study_type "
    "intervention comparator condition outcome direction verdict unchecked disputed certainty why "
    "flags supports contradicts silent excluded study pmid doi pmcid study_title authors journal "
    "year publication_types level standing participants species stance mixed probability weight "
    "rationale link accepted reference finding cited_title cited_authors cited_journal cited_year "
    "cited_volume cited_pages cited_pmid cited_doi cited_pmcid cited_url differences candidates "
    "notices cited_for duplicate_of"
)
COLUMNS: Final = tuple(_NAMES.split())

# What a spreadsheet would run: at the start of a cell, or after a character at which a program
# that expects another separator starts a new one.
_FORMULA = re.compile(r"(?:\A|[;\t|])\s*[\"']?\s*(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

Cell = str | int | float | bool | None


def render(report: Report, view: View | None = None) -> str:
    """A row for each claim (`row` is "claim"), and after it one for each piece of its evidence.

    After the claims of a document come its references ("reference"), with the record in the
    columns of the study. Rows of evidence repeat document and claim, so that each kind can
    be filtered out and joined. Of the view it takes what an editor accepts. A cell that a
    spreadsheet would take for a formula starts with an apostrophe. UTF-8 with a mark at the
    start, by which spreadsheets know it; lines end as in RFC 4180.
    """
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    writer = csv.writer(stream, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(COLUMNS)
    for row in _rows(report, view):
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return stream.getvalue()


def _rows(report: Report, view: View | None) -> Iterator[Mapping[str, Cell]]:
    for document in report.documents:
        for claim in document.claims:
            place = _place(document, claim.location) | {"claim": claim.id}
            why = {"accepted": reason(claim, view)}
            yield {"row": "claim"} | place | _claim(claim) | why
            for each in claim.evidence:
                yield {"row": "evidence"} | place | _evidence(each)
        for reference in document.references:
            place = _place(document, reference.location)
            yield {"row": "reference"} | place | _reference(reference)


def _place(document: CheckedDocument, location: Location | None) -> dict[str, Cell]:
    return {
        "document": document.origin,
        "title": document.title,
        "line": location.line if location else None,
        "column": location.column if location else None,
    }


def _claim(claim: CheckedClaim) -> dict[str, Cell]:
    parts = ("intervention", "comparator", "condition", "outcome")
    return {
        "text": claim.text,
        "kind": claim.kind,
        "strength": claim.strength,
        "hedged": claim.hedged,
        "claimed_study_type": claim.claimed_study_type,
        **{part: _concept(getattr(claim, part)) for part in parts},
        "direction": claim.direction,
        "verdict": claim.verdict,
        "unchecked": claim.unchecked.reason if claim.unchecked else None,
        "disputed": claim.disputed,
        "certainty": claim.certainty,
        "why": claim.why,
        "flags": _joined(flag.code for flag in claim.flags),
        **claim.tally.model_dump(),
    }


def _reference(each: CheckedReference) -> dict[str, Cell]:
    cited = each.cited
    parts = ("title", "journal", "year", "volume", "pages", "pmid", "doi", "pmcid", "url")
    return {
        **(_record(each.record) if each.record else {}),
        "standing": each.standing,
        "text": each.text,
        "why": each.why,
        "reference": each.id,
        "finding": each.finding,
        "cited_authors": _joined(cited.authors),
        **{f"cited_{part}": getattr(cited, part) for part in parts},
        "differences": _joined(
            f"{d.field}: {d.cited} / {d.found or 'none'}" for d in each.differences
        ),
        "candidates": _joined(citation.identifier(other) for other in each.candidates),
        "notices": _joined(f"{n.kind}: {n.text}".rstrip(": ") for n in each.notices),
        "cited_for": _joined(each.claims),
        "duplicate_of": each.duplicate_of,
    }


def _evidence(each: Evidence) -> dict[str, Cell]:
    return _record(each) | {
        "stance": each.stance,
        "mixed": each.mixed,
        "probability": each.probability,
        "weight": each.weight,
        "rationale": " ".join(sentence.text for sentence in each.rationale),
        "why": each.why,
    }


def _record(each: Evidence) -> dict[str, Cell]:
    return {
        "study": each.id,
        "pmid": each.pmid,
        "doi": each.doi,
        "pmcid": each.pmcid,
        "study_title": each.title,
        "authors": _joined(each.authors),
        "journal": each.journal,
        "year": each.year,
        "publication_types": _joined(each.publication_types),
        "level": each.level,
        "standing": each.standing,
        "participants": each.participants,
        "species": each.species,
        "link": citation.link(each),
    }


def _concept(ref: ConceptRef | None) -> str | None:
    return (ref.concept or ref.text) if ref else None


def _joined(words: Iterator[str] | tuple[str, ...]) -> str:
    return " | ".join(words)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    text = visible(value)
    if _NUMBER.fullmatch(text):
        return text
    return _FORMULA.sub(lambda found: f"{found[0]}'", text)
