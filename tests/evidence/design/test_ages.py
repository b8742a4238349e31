"""Of what age the people are whom a claim and a study are about."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.ages import Age, ages_in, ages_of, are_others
from citecheck.evidence.reading.study import read_study
from citecheck.evidence.tables import table
from tests.evidence.build import study

CHILDREN: frozenset[Age] = frozenset({"children"})
ADULTS: frozenset[Age] = frozenset({"adults"})


@pytest.mark.parametrize("age", ["children", "adults"])
def test_the_words_for_each_age(age: Age) -> None:
    entry = table("design/ages")[age]
    assert age in ages_in(entry["fires"].lower())
    assert age not in ages_in(entry["near_miss"].lower())


@pytest.mark.parametrize(
    ("mesh", "text", "ages"),
    [
        ((), "Forty toddlers took zinc.", CHILDREN),
        ((), "Forty elderly men took zinc.", ADULTS),
        ((), "Forty people took zinc.", frozenset()),
        (("Child", "Humans"), "Forty people took zinc.", CHILDREN),
        (("Middle Aged",), "Children and their teachers took zinc.", CHILDREN | ADULTS),
    ],
)
def test_a_study_is_of_the_ages_that_its_headings_and_words_name(
    mesh: tuple[str, ...], text: str, ages: frozenset[Age], lexicon: Lexicon
) -> None:
    read = read_study(study("Zinc", [("METHODS", text)], mesh=mesh), lexicon)
    assert ages_of(read) == ages


def test_the_background_does_not_say_who_was_studied(lexicon: Lexicon) -> None:
    parts = [("BACKGROUND", "Zinc helps children."), ("METHODS", "Adults took zinc.")]
    assert ages_of(read_study(study("Zinc", parts), lexicon)) == ADULTS


def test_others_are_only_who_is_said_to_be_of_another_age() -> None:
    assert are_others(CHILDREN, ADULTS)
    assert not are_others(CHILDREN, CHILDREN | ADULTS)
    assert not are_others(CHILDREN, frozenset())
    assert not are_others(frozenset(), ADULTS)
