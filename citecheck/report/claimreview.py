"""Drafts of ClaimReview markup (schema.org), one for each claim that has a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from citecheck.model.evidence import Evidence
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import citation, wording
from citecheck.report.anchors import claim_anchor
from citecheck.report.json import dump
from citecheck.report.reference_words import of_claim, work
from citecheck.report.safe import visible, web_address
from citecheck.report.view import View

_CITED: Final = 5
"""Studies that a draft names: the heaviest."""
_INSIDE_A_SCRIPT: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def render(report: Report, view: View | None = None) -> str:
    """JSON-LD, fit to stand in a page's script element, once a person has checked it.

    `author` and `url` are the view's, and are missing where it has none: a ClaimReview
    without them is not valid, and one of them is a statement that only a person can make.
    Unchecked claims have none. Source: https://schema.org/ClaimReview.
    """
    drafts = list(_drafts(report, view or View()))
    text = dump({"@context": "https://schema.org", "@graph": drafts})
    return text.translate(_INSIDE_A_SCRIPT) + "\n"


def _drafts(report: Report, view: View) -> Iterator[dict[str, Any]]:
    for number, document in enumerate(report.documents, 1):
        for place, claim in enumerate(document.claims, 1):
            if claim.verdict is not None:
                yield _draft(claim, document, claim_anchor(number, place), report, view)


def _draft(
    claim: CheckedClaim, document: CheckedDocument, anchor: str, report: Report, view: View
) -> dict[str, Any]:
    page = web_address(view.review_url)
    return {
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        **({"url": f"{page.partition('#')[0]}#{anchor}"} if page else {}),
        **(
            {"author": {"@type": "Organization", "name": visible(view.review_author)}}
            if view.review_author
            else {}
        ),
        "datePublished": report.generated_at[:10],
        "inLanguage": "en",
        "claimReviewed": visible(claim.text),
        "itemReviewed": {"@type": "Claim", "appearance": _appearance(document, claim)},
        "reviewRating": _rating(claim),
        "reviewBody": visible(claim.why),
        "citation": [_study(each) for each in _heaviest(claim)],
    }


def _appearance(document: CheckedDocument, claim: CheckedClaim) -> dict[str, Any]:
    """The text, and the works that it cites for the claim, as far as they are known."""
    page = web_address(document.origin)
    name = visible(document.title or document.origin)
    works = [known for each in of_claim(document, claim.id) if (known := work(each))]
    cited = [_study(each) for each in works[:_CITED]]
    return (
        {"@type": "CreativeWork", "name": name}
        | ({"url": page} if page else {})
        | ({"citation": cited} if cited else {})
    )


def _rating(claim: CheckedClaim) -> dict[str, Any]:
    """5 to 1 for supported to contradicted, one step nearer to 3 where certainty is not.

    Unfound has words and no number: it says nothing of whether the claim is true.
    """
    word = str(claim.verdict)
    named = {"@type": "Rating", "alternateName": " · ".join([word, *wording.facts(claim)])}
    if word == "unfound":
        return named
    sure = claim.certainty in ("high", "moderate") and not claim.disputed
    value = (5 if sure else 4) if word == "supported" else (1 if sure else 2)
    return named | {"ratingValue": value, "bestRating": 5, "worstRating": 1}


def _heaviest(claim: CheckedClaim) -> list[Evidence]:
    speaking = [each for each in claim.evidence if wording.counted(each)]
    return sorted(speaking, key=lambda each: -each.weight)[:_CITED]


def _study(each: Evidence) -> dict[str, Any]:
    page = citation.link(each)
    known = {"name": visible(each.title), "identifier": citation.identifier(each), "url": page}
    return {"@type": "ScholarlyArticle"} | {key: value for key, value in known.items() if value}
