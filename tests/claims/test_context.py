"""What a sentence leaves out, and where it was found."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import claims_in, only_claim

PAGE = """Ketamine for Migraine

Ketamine is a medicine that has been used since 1970. It blocks NMDA receptors.

In clinical trials, patients have reported a reduction in pain.
"""


def test_the_drug_and_the_disease_of_the_page_fill_what_a_report_leaves_out(
    lexicon: Lexicon,
) -> None:
    claim = claims_in(PAGE, lexicon)[-1]
    assert claim.intervention is not None
    assert claim.condition is not None
    assert claim.intervention.concept == "Ketamine"
    assert claim.condition.concept_id == "D008881"
    assert claim.intervention.from_ == claim.condition.from_ == "context"
    assert [note.role for note in claim.context] == ["intervention", "condition"]
    for note in claim.context:
        assert PAGE[note.start : note.end] == note.text
    assert claim.outcome is not None
    assert claim.outcome.concept == "Pain"
    assert claim.outcome.from_ == "sentence"


def test_a_pronoun_stands_for_what_was_named_last(lexicon: Lexicon) -> None:
    text = "Melatonin and sleep\n\nMagnesium is sold in many shops. It improves sleep in adults."
    claim = only_claim(text, lexicon)
    assert claim.intervention is not None
    assert claim.intervention.text == "Magnesium"


def test_these_effects_are_the_harms_of_the_sentence_before(lexicon: Lexicon) -> None:
    text = "Ketamine can cause nausea. These effects are usually short-lived."
    _, claim = claims_in(text, lexicon)
    assert claim.outcome is not None
    assert claim.outcome.concept == "Nausea"
    assert claim.outcome.from_ == "context"


def test_the_vaccine_is_the_one_that_the_page_is_about(lexicon: Lexicon) -> None:
    text = (
        "Measles vaccine\n\nThe measles vaccine was new in 1963. Many got the measles vaccine. "
        "The vaccine can cause fever."
    )
    claim = claims_in(text, lexicon)[-1]
    assert claim.intervention is not None
    assert claim.intervention.concept == "Measles Vaccine"


def test_usual_treatments_are_what_the_page_gives_as_their_example(lexicon: Lexicon) -> None:
    text = (
        "Ketamine for OCD\n\nTraditional medications like SSRIs can take weeks to work in OCD. "
        "Traditional OCD treatments do not work for everyone."
    )
    _, claim = claims_in(text, lexicon)
    assert claim.intervention is not None
    assert claim.intervention.concept_id == "D017367"
    assert claim.intervention.from_ == "context"


def test_a_claim_whose_drug_nobody_names_keeps_none(lexicon: Lexicon) -> None:
    claim = only_claim("Patients have reported a reduction in migraine pain.", lexicon)
    assert claim.intervention is None
    assert claim.context == ()


def test_a_page_without_one_disease_lends_none(lexicon: Lexicon) -> None:
    text = "Coffee\n\nCoffee was grown in Yemen. Coffee helps people with gout and asthma alike."
    claim = claims_in(text, lexicon)[-1]
    assert claim.condition is not None
    assert claim.condition.from_ == "sentence"


def test_a_disease_is_as_narrow_as_the_sentence_says(lexicon: Lexicon) -> None:
    claim = only_claim("Aspirin shrinks tumors in women with breast cancer.", lexicon)
    assert claim.condition is not None
    assert claim.outcome is not None
    assert (claim.condition.text, claim.outcome.text) == ("breast cancer", "tumors")


def test_how_strong_a_behaviour_is_measures_the_mental_disorder_of_the_page(
    lexicon: Lexicon,
) -> None:
    text = (
        "Ketamine for Bulimia\n\nBulimia is common. Ketamine reduces the intensity of obsessions."
    )
    claim = claims_in(text, lexicon)[-1]
    assert claim.condition is not None
    assert claim.outcome is not None
    assert (claim.condition.text, claim.outcome.text) == ("Bulimia", "obsessions")


ON_GOUT = "Gout and Gout Care\n\nGout is common. People with gout wait. Gout stays for years. "


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        (
            "Verapamil reduces the frequency of cluster headache attacks.",
            "cluster headache attacks",
        ),
        ("Ketamine reduces the number of panic attacks.", "panic attacks"),
        ("Ketamine reduces the severity of depression.", "depression"),
        ("Ketamine reduces the intensity of obsessions.", "obsessions"),
        ("Zinc reduces the duration of the common cold.", "common cold"),
        ("Acupuncture reduces the number of migraine days.", "migraine"),
        ("Saffron works better than placebo in major depression.", "major depression"),
        ("Saffron works better than standard treatments of major depression.", "major depression"),
        ("Ibuprofen beats placebo among people with tension headache.", "tension headache"),
        ("Saffron works better than placebo against mild or moderate asthma.", "asthma"),
    ],
)
def test_a_disease_that_the_sentence_names_outranks_that_of_the_page(
    sentence: str, condition: str, lexicon: Lexicon
) -> None:
    claim = claims_in(ON_GOUT + sentence, lexicon)[-1]
    assert claim.condition is not None
    assert (claim.condition.text, claim.condition.from_) == (condition, "sentence")
    assert claim.context == ()
    alone = only_claim(sentence, lexicon)
    assert alone.fingerprint == claim.fingerprint


@pytest.mark.parametrize(
    "sentence",
    [
        "Colchicine reduces the number of attacks.",
        "Colchicine reduces the number of headache days.",
        "Colchicine works better than placebo in the first week.",
        "Colchicine lowers body temperature in adults.",
        "Colchicine reduces the severity of nausea.",
    ],
)
def test_the_disease_of_the_page_is_meant_where_the_sentence_names_none(
    sentence: str, lexicon: Lexicon
) -> None:
    claim = claims_in(ON_GOUT + sentence, lexicon)[-1]
    assert claim.condition is not None
    assert (claim.condition.concept, claim.condition.from_) == ("Gout", "context")


@pytest.mark.parametrize(
    "people", ["in humans", "in healthy volunteers", "in healthy older adults"]
)
def test_people_in_general_do_not_have_the_disease_of_the_page(
    people: str, lexicon: Lexicon
) -> None:
    claim = claims_in(f"{ON_GOUT}Caffeine raises body temperature {people}.", lexicon)[-1]
    assert claim.condition is not None
    assert (claim.condition.concept, claim.condition.from_) == ("Body Temperature", "sentence")


def test_a_part_named_before_stays_with_the_subject_of_the_claim_before(
    lexicon: Lexicon,
) -> None:
    text = (
        "Herbs and teas\n\nIn men on testosterone, ashwagandha eases anxiety. "
        "It improves sleep in adults."
    )
    claim = claims_in(text, lexicon)[-1]
    assert claim.intervention is not None
    assert claim.intervention.text == "ashwagandha"


@pytest.mark.parametrize(
    ("between", "condition"), [("\n\n# Ginger\n\n", "Nausea"), (" ", "Common Cold")]
)
def test_a_symptom_under_another_heading_is_not_that_of_the_disease_before(
    between: str, condition: str, lexicon: Lexicon
) -> None:
    _, claim = claims_in(f"Zinc shortens the common cold.{between}Ginger eases nausea.", lexicon)
    assert claim.condition is not None
    assert claim.condition.concept == condition


def test_what_names_nothing_of_its_own_keeps_the_disease_across_a_heading(lexicon: Lexicon) -> None:
    text = "Zinc shortens the common cold.\n\n# Dose\n\nZinc works better at high doses."
    claim = claims_in(text, lexicon)[-1]
    assert claim.condition is not None
    assert claim.condition.concept == "Common Cold"
