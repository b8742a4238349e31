"""What a sentence given alone names by a code."""

from __future__ import annotations

import pytest

from citecheck.checker import claims_as_given
from citecheck.claims.unnamed import with_code
from citecheck.model.claim import Claim, required_concepts
from citecheck.verdict.conclude import cannot_check
from tests import make

KETAMINE = make.concept("Ketamine", "D007649", "Ketamine")


def claim(text: str, **parts: object) -> Claim:
    bare = {"intervention": None, "comparator": None, "condition": None, "outcome": None}
    return make.claim(text=text, kind="efficacy", **{**bare, **parts})


def test_the_part_that_is_missing_is_the_first_code_that_names_no_other_part() -> None:
    given = claim("Ketamine-X1 aside, Ketamine blocks ZQR7 and ZQR8.", intervention=KETAMINE)
    part = with_code(given).condition
    assert part is not None
    assert (part.text, part.concept, part.concept_id, part.from_) == (
        "ZQR7",
        None,
        None,
        "sentence",
    )


@pytest.mark.parametrize(
    "given",
    [
        claim("Ketamine relieves it within 30 minutes.", intervention=KETAMINE),
        claim("This drug blocks ZQR7."),
        claim("ZQR8 blocks ZQR7.", intervention=make.concept("ZQR8")),
        make.claim(text="Ketamine relieves migraine through ZQR7."),
    ],
    ids=["no code", "two parts missing", "no concept known", "nothing missing"],
)
def test_otherwise_the_claim_stays_as_it_is(given: Claim) -> None:
    assert with_code(given) == given


def test_a_sentence_given_alone_is_completed_so_and_one_that_only_refers_is_not() -> None:
    _, [whole, bare] = claims_as_given(
        ["ZQR7 is a marker of rheumatoid arthritis.", "This can lead to rheumatoid arthritis."]
    )
    assert cannot_check(whole) is None
    assert "ZQR7" in {ref.text for _, ref in required_concepts(whole) if ref}
    assert cannot_check(bare) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Glomping zimbles quazzled quillwort sporelings rapidly.",
        "The PTEN protein is found along riverbanks.",
        "Lamprey neurons regrow along the quillwort tract.",
    ],
)
def test_a_sentence_that_lacks_a_part_is_known_by_its_words(text: str) -> None:
    _, [found] = claims_as_given([text])
    assert found.worded
    assert cannot_check(found) is None


@pytest.mark.parametrize(
    "text",
    [
        "This drug lowers the risk of relapse in many adults.",
        "It shortens the quillwort phase of sleep.",
        "They help.",
        "The drug is found along many riverbanks.",
        "Glomping zimbles the quazzle.",
    ],
)
def test_a_sentence_that_points_back_or_names_nothing_stays_incomplete(text: str) -> None:
    _, [found] = claims_as_given([text])
    assert not found.worded
    stopped = cannot_check(found)
    assert stopped is not None
    assert stopped.reason == "claim-incomplete"


def test_a_sentence_with_all_its_parts_needs_no_words() -> None:
    _, [found] = claims_as_given(["Ketamine relieves migraine."])
    assert not found.worded
