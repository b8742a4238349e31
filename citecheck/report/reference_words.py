"""The words for references that every readable format uses; they attribute and accuse nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.model.evidence import Evidence
from citecheck.model.reference import (
    CheckedReference,
    ExtractedReference,
    Finding,
    is_the_work,
)
from citecheck.model.report import CheckedDocument, Report
from citecheck.report import wording

WORDS: Final[dict[Finding, str]] = {
    "resolved": "resolved",
    "mismatched": "differs from the record",
    "ambiguous": "fits several records",
    "not-in-pubmed": "need not be in PubMed",
    "not-found": "not found",
    "malformed": "too little to go by",
    "unchecked": "unchecked",
}
_OF_MANY: Final[dict[Finding, str]] = {
    "mismatched": "differ from the record",
    "ambiguous": "fit several records",
}
SIGNS: Final[dict[Finding, str]] = {
    "resolved": "✓", "mismatched": "±", "ambiguous": "?", "not-in-pubmed": "·",
    "not-found": "?", "malformed": "·", "unchecked": "–",
}  # fmt: skip
NONE: Final = "No reference was found in this text."
NO_ACCUSATION: Final = (
    "A difference or an absence accuses nobody: authors mistype, records err, and much that is "
    "sound is not in PubMed. Look at the work before you write about it."
)
_SHOWN: Final = 160


def summary(references: Sequence[CheckedReference]) -> str:
    """ "12 references: 9 resolved, 2 differ from the record, 1 not found; 1 retracted since"."""
    parts = [
        f"{count:,} {WORDS[finding] if count == 1 else _OF_MANY.get(finding, WORDS[finding])}"
        for finding, count in counts(references)
    ]
    retracted = sum(each.standing == "retracted" for each in references)
    since = f"; {retracted:,} retracted since" if retracted else ""
    return f"{wording.plural(len(references), 'reference')}: {', '.join(parts)}{since}"


def counts(references: Sequence[CheckedReference]) -> tuple[tuple[Finding, int], ...]:
    """How many references came to what, in the order of WORDS; those with none left out."""
    found = Counter(each.finding for each in references)
    return tuple((finding, found[finding]) for finding in WORDS if found[finding])


def outcome(each: CheckedReference) -> str:
    """ "resolved", "not found", "resolved, RETRACTED"."""
    standing = wording.STANDINGS[each.standing] if each.standing else ""
    return f"{WORDS[each.finding]}, {standing}" if standing else WORDS[each.finding]


def notable(each: CheckedReference) -> bool:
    """Whether a reader should look at it."""
    sound = each.finding in ("resolved", "not-in-pubmed") and each.standing in (None, "current")
    return not sound or each.duplicate_of is not None


def told(each: CheckedReference) -> Iterator[str]:
    """What is to be said of it beside its finding: why, and the notices on the record."""
    if each.finding != "resolved":
        yield each.why
    for notice in each.notices:
        pointed = f" (PMID {notice.pmid})" if notice.pmid and notice.pmid not in notice.text else ""
        yield f"{notice.kind}: {notice.text}".rstrip(": ") + pointed


def in_brief(each: CheckedReference | ExtractedReference) -> str:
    """ "[r3] Okoro A. Tea and sleep ...": its id and its words on one line."""
    return wording.clipped(f"[{each.id}] {' '.join(each.text.split())}", _SHOWN)


def work(each: CheckedReference) -> Evidence | None:
    """The record of the work that the text means; None where there is none, or another's."""
    return each.record if is_the_work(each.finding, each.differences) else None


def of_claim(document: CheckedDocument, claim: str) -> tuple[CheckedReference, ...]:
    """The references that a claim cites, in the order of the text."""
    return tuple(each for each in document.references if claim in each.claims)


def alone(report: Report) -> bool:
    """Whether references alone were checked and no claim was judged."""
    return report.judge is None


def title(report: Report) -> str:
    """ "5 claims checked against studies", "12 references looked up"."""
    if alone(report):
        total = sum(len(document.references) for document in report.documents)
        return f"{wording.plural(total, 'reference')} looked up"
    return f"{wording.plural(report.summary.claims, 'claim')} checked against studies"
