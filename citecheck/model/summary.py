"""What checked documents come to together: the counts of the report and its exit code. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from citecheck.model.reference import needs_a_look
from citecheck.model.report import CheckedClaim, CheckedDocument, ExtractedDocument, Summary


def exit_code(documents: Sequence[CheckedDocument], fail_on: Collection[str]) -> int:
    """1 for a claim or reference that `fail_on` names, else 3 for what is not known, else 0."""
    claims = [claim for document in documents for claim in document.claims]
    references = [reference for document in documents for reference in document.references]
    if any(_is_named(claim, fail_on) for claim in claims):
        return 1
    if "reference" in fail_on and any(needs_a_look(r.finding, r.standing) for r in references):
        return 1
    unknown = (
        *(document.status != "read" for document in documents),
        *(claim.unchecked is not None and claim.unchecked.is_failure for claim in claims),
        *(reference.finding == "unchecked" for reference in references),
    )
    return 3 if any(unknown) else 0


def extraction_exit_code(documents: Sequence[ExtractedDocument]) -> int:
    """3 if a document could not be read, else 0."""
    return 3 if any(document.status != "read" for document in documents) else 0


def summarise(documents: Sequence[CheckedDocument], requests: int = 0) -> Summary:
    """Counts over all documents."""
    claims = [claim for document in documents for claim in document.claims]
    return Summary(
        documents=len(documents),
        claims=len(claims),
        supported=sum(c.verdict == "supported" for c in claims),
        contradicted=sum(c.verdict == "contradicted" for c in claims),
        unfound=sum(c.verdict == "unfound" for c in claims),
        unchecked=sum(c.unchecked is not None for c in claims),
        disputed=sum(c.disputed for c in claims),
        requests=requests,
    )


def _is_named(claim: CheckedClaim, fail_on: Collection[str]) -> bool:
    return claim.verdict in fail_on or (claim.disputed and "disputed" in fail_on)
