"""From a document to its claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.claims.extract import claims_from_sentence, extract, from_sentence
from citecheck.concepts.lexicon import Lexicon, load
from citecheck.documents.read import from_text
from citecheck.model.claim import Claim, required_concepts
from tests.claims.texts import claims_in, only_claim
from tests.growth import is_linear

PAGE = """Ketamine for Depression
Key points:
- Ketamine relieves depression within hours.
See also  Ketamine Prices

What is depression?

Depression is a disorder that affects 280 million people.
Ketamine relieves depression within hours.
"""


def test_claims_come_in_order_with_ids_and_true_places(lexicon: Lexicon) -> None:
    claims = claims_in(PAGE, lexicon)
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    for claim in claims:
        assert PAGE[claim.start : claim.end] == claim.text
        assert claim.location is not None
        line = PAGE.split("\n")[claim.location.line - 1]
        assert line[claim.location.column - 1 :].startswith(claim.text)


def test_the_same_claim_twice_has_two_ids_and_one_fingerprint(lexicon: Lexicon) -> None:
    first, _, last = claims_in(PAGE, lexicon)
    assert first.id != last.id
    assert first.fingerprint == last.fingerprint


def test_a_fingerprint_stays_when_the_text_around_moves(lexicon: Lexicon) -> None:
    (moved,) = claims_in("News\n\nRain fell. Ketamine relieves  depression within hours!", lexicon)
    assert moved.fingerprint == claims_in(PAGE, lexicon)[0].fingerprint


def test_headings_and_boilerplate_are_never_claims(lexicon: Lexicon) -> None:
    text = "Ketamine Relieves Depression\n\nSee also  Ketamine relieves pain\n\nRain fell.\n"
    assert claims_in(text, lexicon) == []


def test_a_text_without_a_claim_gives_none(lexicon: Lexicon) -> None:
    assert claims_in("The cat sat on the mat. It was warm.", lexicon) == []
    assert claims_in("", lexicon) == []


def test_the_same_text_gives_the_same_claims(lexicon: Lexicon) -> None:
    assert claims_in(PAGE, lexicon) == claims_in(PAGE, lexicon)


def test_a_declared_sentence_is_always_a_claim(lexicon: Lexicon) -> None:
    claim = from_sentence("  Should I take ketamine for depression?\n", lexicon)
    assert claim.text == "Should I take ketamine for depression?"
    assert (claim.start, claim.end) == (2, 40)
    assert claim.intervention is not None
    assert claim.intervention.concept == "Ketamine"


def test_a_declared_sentence_may_be_of_any_length(lexicon: Lexicon) -> None:
    sentence = "Ketamine reduces pain" + " and pain" * 400
    assert from_sentence(sentence, lexicon).text == sentence


def test_a_declared_sentence_gets_the_parts_of_an_extracted_one(lexicon: Lexicon) -> None:
    sentence = "In trials, ketamine reduced symptoms of depression."
    found = only_claim(sentence, lexicon)
    declared = from_sentence(sentence, lexicon)
    assert declared.model_dump(exclude={"location"}) == found.model_dump(exclude={"location"})


def test_a_declared_sentence_of_a_list_is_a_claim_of_each(lexicon: Lexicon) -> None:
    sentence = "Ketamine causes nausea and headache."
    claims = claims_from_sentence(sentence, lexicon)
    assert [claim.id for claim in claims] == ["c1", "c2"]
    assert [claim.outcome and claim.outcome.concept for claim in claims] == ["Nausea", "Headache"]
    assert [claim.text for claim in claims] == [sentence, sentence]
    assert [c.fingerprint for c in claims] == [c.fingerprint for c in claims_in(sentence, lexicon)]
    assert from_sentence(sentence, lexicon).fingerprint == claims[0].fingerprint


def test_what_a_kind_requires_is_there_where_the_page_names_it(lexicon: Lexicon) -> None:
    for claim in claims_in(PAGE, lexicon):
        assert all(ref is not None for _, ref in required_concepts(claim))


def test_four_times_the_sentences_take_four_times_the_work(lexicon: Lexicon) -> None:
    documents = {n: from_text("\n\n".join([PAGE] * n)) for n in (8, 32)}
    assert len(extract(documents[32], lexicon)) > 90
    assert is_linear(lambda n: extract(documents[n], lexicon), 32)


@pytest.mark.parametrize(
    "words",
    [
        "ketamine reduces pain ",
        "said A ",
        ", according to ",
        "the study of ",
        "(12",
        "by taking more ",
    ],
)
def test_a_sentence_without_end_is_left_alone(words: str, lexicon: Lexicon) -> None:
    documents = {n: from_text(words * n) for n in (2_500, 10_000)}
    assert extract(documents[10_000], lexicon) == []
    assert is_linear(lambda n: extract(documents[n], lexicon), 10_000)


@pytest.mark.parametrize("words", ["said A ", ", according to ", "study of the ", "a, b, "])
def test_a_long_sentence_takes_linear_time(words: str, lexicon: Lexicon) -> None:
    documents = {
        n: from_text(words * (n // len(words)) + "; ketamine reduces pain.") for n in (475, 1900)
    }
    assert is_linear(lambda n: extract(documents[n], lexicon), 1900)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_survived_and_every_span_is_true(text: str) -> None:
    for claim in extract(from_text(text), load()):
        assert text[claim.start : claim.end] == claim.text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["ketamine", "may", "not", "reduce", "than", "depression", ",", "while", "but", "it",
             "study", "found", "that", "risk of", "people with", "compared with", "'", "(", "50%"]
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_any_jumble_of_cues_is_survived(words: list[str]) -> None:
    text = " ".join(words)
    for claim in [*extract(from_text(text), load()), from_sentence(text, load())]:
        assert text[claim.start : claim.end] == claim.text


def _gold(folder: Path, name: str) -> list[dict[str, Any]]:
    lines = (folder / "gold" / name).read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _iou(claim: Claim, row: dict[str, Any]) -> float:
    inside = min(claim.end, row["char_end"]) - max(claim.start, row["char_start"])
    around = max(claim.end, row["char_end"]) - min(claim.start, row["char_start"])
    return inside / around if inside > 0 else 0.0


@pytest.fixture(scope="module")
def real_page(shared_data: Path, lexicon: Lexicon) -> dict[str, int]:
    """What was found on the page that has a gold list, counted as the list says."""
    text = (shared_data / "articles" / "ketamine-ocd.txt").read_bytes().decode("utf-8")
    claims = claims_in(text, lexicon)
    taken: set[str] = set()
    counts = {"must": 0, "missed": 0, "hard": 0, "wrong": 0}
    for row in _gold(shared_data, "ketamine-ocd.claims.jsonl"):
        match = next((c for c in claims if c.id not in taken and _iou(c, row) >= 0.5), None)
        if match:
            taken.add(match.id)
        if row["checkworthy"] == 2:
            counts["must"] += 1
            counts["missed"] += match is None
    for row in _gold(shared_data, "ketamine-ocd.negatives.jsonl"):
        if any(_iou(c, row) > 0 for c in claims if c.id not in taken):
            counts["wrong"] += 1
            counts["hard"] += row["hard"]
    return {**counts, "right": len(taken)}


def test_on_a_real_page_95_percent_of_what_must_be_found_is(real_page: dict[str, int]) -> None:
    assert real_page["must"] > 20
    assert real_page["missed"] <= 0.05 * real_page["must"]


def test_on_a_real_page_at_most_three_hard_negatives_are_taken(real_page: dict[str, int]) -> None:
    assert real_page["hard"] <= 3


def test_on_a_real_page_85_percent_of_what_is_taken_is_right(real_page: dict[str, int]) -> None:
    assert real_page["right"] >= 0.85 * (real_page["right"] + real_page["wrong"])
