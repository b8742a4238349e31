"""A part of a claim as a query."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import And, Or, Words
from citecheck.queries.names import concept_query
from tests import make
from tests.queries.trees import headings, words


def test_all_names_of_mdma_are_one_concept(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("molly", "D018817", "MDMA"), lexicon)
    assert headings(query) == {"D018817"}
    assert {"mdma", "ecstasy", "midomafetamine"} <= words(query)
    assert not any(", " in name for name in words(query))


def test_names_are_searched_in_the_singular_and_the_plural(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("allergies", "D006967", "Hypersensitivity"), lexicon)
    assert {"allergy", "allergies"} <= words(query)
    assert {"caspase", "caspases"} <= words(
        concept_query(make.concept("caspases", "D020169", "Caspases"), lexicon)
    )


@pytest.mark.parametrize(
    ("concept_id", "name"),
    [
        ("D000639", "amitriptyline"),
        ("D003907", "dexamethasone"),
        ("D002001", "brown adipose tissue"),
        ("D015470", "acute myeloid leukemia"),
        ("D015470", "acute myeloid leukaemia"),
        ("D018660", "ambulatory blood pressure monitoring"),
    ],
)
def test_the_preferred_name_is_searched_as_it_is_spoken_however_many_names_are_shorter(
    lexicon: Lexicon, concept_id: str, name: str
) -> None:
    assert name in words(concept_query(make.concept("it", concept_id), lexicon))


def test_a_name_that_holds_another_one_is_not_searched(lexicon: Lexicon) -> None:
    found = words(concept_query(make.concept("it", "D000639"), lexicon))
    assert not {"apo-amitriptyline", "apo amitriptyline"} & found


def test_texts_that_name_a_concept_differently_ask_the_same(lexicon: Lexicon) -> None:
    one, other = (
        concept_query(make.concept(said, "D018817", "MDMA"), lexicon)
        for said in ("Ecstasy", "MDMA")
    )
    assert one == other


def test_what_the_text_says_is_searched_where_it_is_a_name_that_was_cut_off(
    lexicon: Lexicon,
) -> None:
    aspirin = next(i for i in lexicon.lookup("aspirin") if i.startswith("D"))
    rare = max(lexicon.names(aspirin), key=len)
    assert rare.lower() in words(concept_query(make.concept(rare, aspirin), lexicon))
    elsewhere = concept_query(make.concept("the tablets", aspirin), lexicon)
    assert "the tablets" not in words(elsewhere)


def test_a_class_brings_its_members(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("SSRIs", "D017367"), lexicon)
    assert {"D017367", "D005473"} <= headings(query)
    assert "fluoxetine" in words(query)


def test_an_overlay_concept_has_names_and_no_heading(lexicon: Lexicon) -> None:
    overlay = next(i for i in lexicon.lookup("attack frequency") if i.startswith("X:"))
    query = concept_query(make.concept("attack frequency", overlay), lexicon)
    assert headings(query) == set()
    assert words(query)


def test_words_that_no_lexicon_knows_are_searched_together_or_all_of_them(
    lexicon: Lexicon,
) -> None:
    query = concept_query(make.concept("the glowing dust of moons"), lexicon)
    assert isinstance(query, Or)
    *phrases, all_words = query.parts
    assert phrases == [Words(text="glowing dust of moons"), Words(text="glowing dust of moon")]
    assert isinstance(all_words, And)
    assert [words(part) for part in all_words.parts] == [
        {"glowing", "glowings"},
        {"dust", "dusts"},
        {"moons", "moon"},
    ]


def test_a_single_unknown_word_is_searched_alone(lexicon: Lexicon) -> None:
    assert words(concept_query(make.concept("zyzzium"), lexicon)) == {"zyzzium", "zyzziums"}
