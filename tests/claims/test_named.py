"""Which parts a named concept can play."""

from __future__ import annotations

import pytest

from citecheck.claims.named import Named
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import Semantic
from tests.claims.texts import view_of


def _named(*semantics: Semantic) -> Named:
    return Named(start=0, end=1, text="x", concept_id="D1", semantics=semantics)


@pytest.mark.parametrize(
    ("semantics", "given"),
    [
        (("drug", "substance"), True),
        (("substance", "drug"), False),
        (("food", "organism"), True),
        (("procedure",), True),
        (("procedure", "process"), False),
        (("behaviour", "population"), False),
        (("procedure", "outcome"), False),
        (("disease",), False),
        ((), False),
    ],
)
def test_what_is_given_is_told_from_vital_signs_people_and_outcomes(
    semantics: tuple[Semantic, ...], given: bool
) -> None:
    assert _named(*semantics).given is given


@pytest.mark.parametrize(
    ("sentence", "symptom"),
    [("Nausea is bad.", True), ("Migraine is bad.", False), ("Obesity is bad.", False)],
)
def test_a_symptom_is_told_from_a_disease(sentence: str, symptom: bool, lexicon: Lexicon) -> None:
    view, _ = view_of(sentence, lexicon)
    assert view.named[0].ailment
    assert view.named[0].symptom is symptom


def test_an_ambiguous_name_keeps_what_its_readings_share(lexicon: Lexicon) -> None:
    view, _ = view_of("He has a cold.", lexicon)
    for named in view.named:
        if named.concept_id is None:
            readings = lexicon.lookup(named.text)
            assert all(
                part in concept.semantics
                for part in named.semantics
                for ui in readings
                if (concept := lexicon.concept(ui))
            )


def test_a_name_may_hold_a_denial() -> None:
    assert Named(0, 1, "did not respond", "X:a", ("outcome",)).denies
    assert not Named(0, 1, "non-response", "X:a", ("outcome",)).denies


def test_moving_keeps_all_but_the_place() -> None:
    moved = _named("drug").moved(5)
    assert (moved.start, moved.end, moved.text) == (5, 6, "x")
