"""What the HTML page shows, in the order in which its templates need it."""

from __future__ import annotations

from typing import NamedTuple

from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.model.search import Search
from citecheck.model.verdict import Outcome
from citecheck.report import accepted, html_references, picture_overlap, picture_studies, wording
from citecheck.report.anchors import claim_anchor, lookup_anchor
from citecheck.report.context import Context, around
from citecheck.report.html_references import ReferenceView
from citecheck.report.marks import Paragraph, paragraphs
from citecheck.report.picture_overlap import OverlapPicture
from citecheck.report.picture_studies import StudyPicture
from citecheck.report.receipt import command, numbered, receipt, references_command
from citecheck.report.reference_words import alone, title
from citecheck.report.view import View


class Asked(NamedTuple):
    """One search of a claim, and the anchor of the receipt that has its full term."""

    search: Search
    anchor: str
    number: int


Twin = tuple[str, int]


class ClaimView(NamedTuple):
    """One claim.

    `twin` is the anchor and number of an earlier claim with the same nearest studies,
    `silent_twin` of one on which the same studies are silent for the same reasons.
    """

    anchor: str
    number: int
    claim: CheckedClaim
    outcome: Outcome
    sign: str
    context: Context
    groups: tuple[wording.Group, ...]
    studies: StudyPicture | None
    overlap: OverlapPicture | None
    twin: Twin | None
    silent_twin: Twin | None
    asked: tuple[Asked, ...]
    command: str | None
    accepted: str | None
    cites: tuple[ReferenceView, ...]


class DocumentView(NamedTuple):
    """One document with its text cut into marked pieces and the receipts of its searches."""

    anchor: str
    document: CheckedDocument
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[ClaimView, ...]
    receipts: tuple[Asked, ...]
    references: tuple[ReferenceView, ...]
    lookups: tuple[Asked, ...]
    repeat: str | None


class Page(NamedTuple):
    """The whole page."""

    report: Report
    title: str
    warning: str | None
    documents: tuple[DocumentView, ...]
    claims: tuple[ClaimView, ...]
    counts: tuple[tuple[Outcome, str, int], ...]
    references: tuple[CheckedReference, ...]
    alone: bool


def page(report: Report, view: View) -> Page:
    """The report, laid out. Of the view it takes what an editor accepts."""
    documents = tuple(
        _document(number, each, report, view) for number, each in enumerate(report.documents, 1)
    )
    claims = tuple(claim for each in documents for claim in each.claims)
    total = dict(wording.counts([each.claim for each in claims]))
    counts = tuple((word, wording.SIGNS[word], total.get(word, 0)) for word in wording.OUTCOMES)
    warning = wording.demonstration(report)
    references = tuple(each for document in report.documents for each in document.references)
    return Page(
        report, title(report), warning, documents, claims, counts, references, alone(report)
    )


def _document(number: int, document: CheckedDocument, report: Report, view: View) -> DocumentView:
    searches = numbered(search for claim in document.claims for search in claim.searches)
    twins: dict[object, Twin] = {}
    claims: list[ClaimView] = []
    cited = html_references.views(number, document)
    for place, claim in enumerate(document.claims, 1):
        anchor = claim_anchor(number, place)
        groups = wording.grouped(claim)
        nearest = tuple(each.id for each in claim.nearest)
        silent = tuple(
            (each.id, each.why, each.standing)
            for group in groups
            for each in group.studies
            if group.name == "silent"
        )
        twin, silent_twin = (
            twins.setdefault((what, studies), (anchor, place))
            for what, studies in (("nearest", nearest), ("silent", silent))
        )
        outcome = wording.outcome(claim)
        claims.append(
            ClaimView(
                anchor,
                place,
                claim,
                outcome,
                wording.SIGNS[outcome],
                around(document.text, claim),
                groups,
                picture_studies.picture(claim.evidence),
                picture_overlap.picture(claim),
                None if twin[0] == anchor else twin,
                None if silent_twin[0] == anchor else silent_twin,
                tuple(_asked(s, number, searches[receipt(s)]) for s in claim.searches),
                command(claim, document, report),
                accepted.sentence(claim, view),
                cited.by_claim.get(claim.id, ()),
            )
        )
    return DocumentView(
        f"text-{number}",
        document,
        paragraphs(document.text, document.claims),
        tuple(claims),
        tuple(_asked(search, number, place) for search, place in searches.items()),
        cited.references,
        tuple(
            Asked(search, lookup_anchor(number, place), place)
            for place, search in enumerate(document.searches, 1)
        ),
        references_command(document, report),
    )


def _asked(search: Search, document: int, number: int) -> Asked:
    return Asked(search, f"search-{document}-{number}", number)
