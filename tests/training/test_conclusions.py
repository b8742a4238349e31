from __future__ import annotations

import random
from pathlib import Path

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.study import AbstractSection, Study
from training.conclusions import concluded, conclusion_pairs


def _study(*sentences: str) -> Study:
    section = AbstractSection(section="", text=" ".join(sentences))
    return Study(id="c", title="Zinc for colds", abstract=(section,))


RESULTS = (
    "We gave zinc to forty adults with a cold.",
    "Forty more were given placebo for ten days.",
    "Cough lasted four days with zinc and six with placebo.",
)


def test_a_conclusion_is_taken_out_of_its_frame(lexicon: Lexicon) -> None:
    found = concluded(_study(*RESULTS, "We conclude that zinc shortens the cold."), lexicon)
    assert found is None  # five words are too few to stand by themselves
    last = "These results suggest that zinc shortens the common cold in adults."
    found = concluded(_study(*RESULTS, last), lexicon)
    assert found is not None
    assert found.claim == "Zinc shortens the common cold in adults."
    assert last in [s.text for s in found.read.sentences]
    assert last not in [s.text for s in found.rest.sentences]


@pytest.mark.parametrize(
    "last",
    [
        "These results suggest that it shortens the common cold in most adults.",
        "More studies of zinc in the common cold of adults are under way.",
    ],
)
def test_one_that_leans_on_what_went_before_or_says_nothing_is_left(
    lexicon: Lexicon, last: str
) -> None:
    assert concluded(_study(*RESULTS, last), lexicon) is None


def test_pairs_hold_every_label_and_are_drawn_alike_each_time(
    lexicon: Lexicon, shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITECHECK_TEST_DATA", str(shared_data))
    pairs = conclusion_pairs(60, lexicon, random.Random(1))
    assert {pair.label for pair in pairs} == {"SUPPORT", "CONTRADICT", "NEUTRAL"}
    assert pairs == conclusion_pairs(60, lexicon, random.Random(1))
