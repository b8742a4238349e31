"""Which concepts play which part."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import ConceptRef
from tests.claims.texts import only_claim


def _text(ref: ConceptRef | None) -> str | None:
    return ref.text if ref else None


@pytest.mark.parametrize(
    ("sentence", "intervention", "comparator", "condition", "outcome"),
    [
        ("Ketamine relieves pain in patients with migraine.", "Ketamine", None, "migraine", "pain"),
        ("In migraine, pain is relieved by ketamine.", "ketamine", None, "migraine", "pain"),
        (
            "Ketamine eases depression more than placebo does.",
            "Ketamine",
            "placebo",
            "depression",
            None,
        ),
        (
            "Zinc eases migraine better than old wives' remedies.",
            "Zinc",
            "old wives' remedies",
            "migraine",
            None,
        ),
        (
            "Painkillers such as ibuprofen cause stomach ulcers.",
            "ibuprofen",
            None,
            None,
            "stomach ulcers",
        ),
        (
            "Garlic contains allicin, which increases blood pressure.",
            "allicin",
            None,
            None,
            "blood pressure",
        ),
        ("Soot raises the risk of blorpitis.", "Soot", None, None, "blorpitis"),
        (
            "Pepper contains piperine, which increases blood pressure.",
            "piperine",
            None,
            None,
            "blood pressure",
        ),
        ("Soot raises the risk of blorpitis.", "Soot", None, None, "blorpitis"),
        ("MDMA can cause dehydration.", "MDMA", None, None, "dehydration"),
        ("Ketamine blocks NMDA receptors.", "Ketamine", None, None, "NMDA receptors"),
        ("Smoking is linked to stroke.", "Smoking", None, "stroke", None),
        ("Blorpitol reduces pain in migraine.", "Blorpitol", None, "migraine", "pain"),
        (
            "Living near a motorway raises the risk of asthma.",
            "Living near a motorway",
            None,
            "asthma",
            None,
        ),
        ("Kale helps people with blorpitis.", "Kale", None, "blorpitis", None),
        (
            "Strokes were rarer with placebo than with aspirin.",
            "aspirin",
            "placebo",
            "Strokes",
            None,
        ),
        ("Nausea is a side effect of codeine.", "codeine", None, None, "Nausea"),
        ("Women with osteoporosis benefit from calcium.", "calcium", None, "osteoporosis", None),
        ("Yoga relieves depression in older adults.", "Yoga", None, "depression", None),
        (
            "Ketamine helps patients with depression who did not respond to standard treatment.",
            "Ketamine",
            None,
            "depression",
            None,
        ),
        ("Zinc prevents hip fracture after the menopause.", "Zinc", None, "hip fracture", None),
        ("Yoga is superior to Pilates for back pain.", "Yoga", "Pilates", "back pain", "back pain"),
        ("Adults on clozapine have less nausea with ginger.", "ginger", None, "nausea", "nausea"),
    ],
)
def test_parts_are_found_by_meaning_and_place(
    sentence: str,
    intervention: str | None,
    comparator: str | None,
    condition: str | None,
    outcome: str | None,
    lexicon: Lexicon,
) -> None:
    claim = only_claim(sentence, lexicon)
    found = (claim.intervention, claim.comparator, claim.condition, claim.outcome)
    assert tuple(map(_text, found)) == (intervention, comparator, condition, outcome)


def test_words_without_a_concept_have_none(lexicon: Lexicon) -> None:
    claim = only_claim("Blorpitol reduces pain in migraine.", lexicon)
    assert claim.intervention is not None
    assert (claim.intervention.concept, claim.intervention.concept_id) == (None, None)


def test_a_general_word_fills_no_part(lexicon: Lexicon) -> None:
    claim = only_claim("Treatment reduces pain in migraine.", lexicon)
    assert claim.intervention is None or claim.intervention.concept_id is None


def test_an_effect_on_a_symptom_alone_has_it_as_its_condition(lexicon: Lexicon) -> None:
    claim = only_claim("Yoga relieves pain.", lexicon)
    assert claim.condition is not None
    assert claim.condition.concept == "Pain"


@pytest.mark.parametrize(
    ("sentence", "concept"),
    [
        ("Migraine affects about 12% of adults.", "Prevalence"),
        ("Stroke kills 5 million people a year.", "Mortality"),
        ("About 30% of people with depression do not respond to treatment.", "Treatment Failure"),
    ],
)
def test_a_number_of_people_measures_something(
    sentence: str, concept: str, lexicon: Lexicon
) -> None:
    claim = only_claim(sentence, lexicon)
    assert claim.outcome is not None
    assert claim.outcome.concept == concept


def test_a_word_may_imply_the_harm(lexicon: Lexicon) -> None:
    claim = only_claim("MDMA is habit-forming.", lexicon)
    assert claim.outcome is not None
    assert claim.outcome.concept_id is not None


def test_what_one_recovers_from_is_no_harm(lexicon: Lexicon) -> None:
    claim = only_claim("Bed rest slows recovery from back pain.", lexicon)
    assert (claim.kind, claim.direction) == ("harm", "decreases")
    assert claim.condition is not None
    assert claim.condition.concept == "Back Pain"
    assert claim.outcome is not None
    assert claim.outcome.text == "recovery"
