"""What of a report is worth a look, one by one: what code scanning and a build's log are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, CheckedDocument
from citecheck.report import reference_findings, wording
from citecheck.report.rules import Rule, named


class Found(NamedTuple):
    """One finding: the rule it falls under, what is to be said, and the words it is about.

    `about` is None where the document as a whole could not be read.
    """

    rule: Rule
    said: str
    about: CheckedClaim | CheckedReference | None


def findings(document: CheckedDocument) -> Iterator[Found]:
    """A finding for each claim that is contradicted, unfound, disputed or unchecked, and each flag.

    What is supported and carries no flag is none; neither is a reference that is resolved and
    stands, or that PubMed need not have.
    """
    if document.status == "unreadable":
        said = f"The document could not be read: {document.reason or 'no reason given'}"
        yield Found(named("unreadable"), said, None)
        return
    for claim in document.claims:
        for rule, said in _of_claim(claim):
            yield Found(named(rule), said, claim)
    for each in document.references:
        for rule, said in reference_findings.findings(each):
            yield Found(named(rule), said, each)


def _of_claim(claim: CheckedClaim) -> Iterator[tuple[str, str]]:
    word = wording.outcome(claim)
    if word != "supported":
        yield word, f"{word.capitalize()}: {claim.why} {wording.quoted(claim.text)}"
    if claim.disputed:
        yield "disputed", f"{claim.why} {wording.quoted(claim.text)}"
    for flag in claim.flags:
        if flag.code != "demonstration-data" and flag.code not in wording.RESTATED:
            yield f"flag/{flag.code}", f"{flag.message} {wording.quoted(claim.text)}"
