from __future__ import annotations

import json
from typing import Any

import pytest

from citecheck.report.claimreview import render
from citecheck.report.view import View
from tests.report.hostile import hostile_report
from tests.reports import checked, document, evidence, report
from tests.sample_report import sample_report

SENTENCE = "Valerian helps with insomnia."
SIGNED = View(review_author="The Desk", review_url="https://desk.example/checks/1#top")


def _one(view: View = SIGNED, *, origin: str = "a.md", **changes: Any) -> dict[str, Any]:
    claim = checked(SENTENCE, SENTENCE[:-1], **changes)
    made = json.loads(render(report(document(SENTENCE, claim, origin=origin)), view))
    assert made["@context"] == "https://schema.org"
    [draft] = made["@graph"]
    assert isinstance(draft, dict)
    return draft


def test_it_has_what_schema_org_and_search_engines_ask_for() -> None:
    draft = _one(verdict="contradicted", certainty="moderate", why="Two trials contradict it.")
    assert draft["@type"] == "ClaimReview"
    assert draft["claimReviewed"] == SENTENCE[:-1]
    assert draft["url"] == "https://desk.example/checks/1#claim-1-1"
    assert draft["author"] == {"@type": "Organization", "name": "The Desk"}
    assert draft["datePublished"] == "2026-03-01"
    assert draft["reviewBody"] == "Two trials contradict it."
    assert draft["itemReviewed"]["@type"] == "Claim"


def test_it_is_a_draft_and_unsigned_unless_somebody_signs() -> None:
    for view in (SIGNED, View(), View(review_url="javascript:alert(1)")):
        draft = _one(view)
        assert draft["creativeWorkStatus"] == "Draft"
        assert ("author" in draft) == ("url" in draft) == (view is SIGNED)


@pytest.mark.parametrize(
    ("verdict", "certainty", "disputed", "value"),
    [
        ("supported", "high", False, 5),
        ("supported", "moderate", False, 5),
        ("supported", "moderate", True, 4),
        ("supported", "low", False, 4),
        ("contradicted", "very low", False, 2),
        ("contradicted", "high", False, 1),
    ],
)
def test_the_rating_follows_verdict_and_certainty(
    verdict: str, certainty: str, disputed: bool, value: int
) -> None:
    rating = _one(verdict=verdict, certainty=certainty, disputed=disputed)["reviewRating"]
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (value, 5, 1)
    assert rating["alternateName"].startswith(f"{verdict} · {certainty} certainty")


def test_unfound_is_no_number() -> None:
    assert _one()["reviewRating"] == {"@type": "Rating", "alternateName": "unfound"}


def test_an_unchecked_claim_has_no_draft() -> None:
    checked_ones = sum(claim.verdict is not None for claim in sample_report().documents[0].claims)
    made = json.loads(render(sample_report()))["@graph"]
    assert len(made) == checked_ones + 1


def test_where_the_claim_appeared_is_a_link_only_for_a_page_of_the_web() -> None:
    for origin, url in (("https://news.example/a", True), ("a.md", False), ("javascript:1", False)):
        appearance = _one(origin=origin)["itemReviewed"]["appearance"]
        assert ("url" in appearance) == url


def test_the_heaviest_studies_that_speak_are_cited() -> None:
    studies = [evidence(f"9000000{n}", weight=n / 2) for n in range(1, 8)]
    silent = evidence("90000009", stance="silent", weight=0.0)
    draft = _one(verdict="supported", certainty="low", evidence=(silent, *studies))
    assert [each["identifier"] for each in draft["citation"]] == [
        f"PMID 9000000{n}" for n in (7, 6, 5, 4, 3)
    ]


def test_it_can_stand_inside_a_script_element() -> None:
    made = render(hostile_report(), SIGNED)
    assert not set("<>&") & set(made)
    words = [draft["claimReviewed"] for draft in json.loads(made)["@graph"]]
    assert "</script><script>window.pwned = 2</script>" in words
