"""What a claim says happens to its outcome."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Direction
from tests.claims.texts import claims_in, only_claim


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Ketamine reduces symptoms of depression.", "decreases"),
        ("Vaccines prevent measles.", "decreases"),
        ("Ketamine relieves pain in migraine.", "improves"),
        ("Ketamine is effective in depression.", "improves"),
        ("Ketamine has shown promise in depression.", "improves"),
        ("Traditional treatments can take weeks to work in depression.", "improves"),
        ("Exercise increases bone density in osteoporosis.", "increases"),
        ("Alcohol worsens depression.", "worsens"),
        ("Statins can cause muscle pain.", "increases"),
        ("Ketamine has few side effects.", "no-effect"),
        ("Ketamine has fewer side effects than opioids.", "decreases"),
        ("Ketamine is better tolerated than opioids.", "decreases"),
        ("Ketamine is safer than opioids.", "decreases"),
        ("Ketamine does not reduce symptoms of depression.", "no-effect"),
        ("Ketamine failed to reduce symptoms of depression.", "no-effect"),
        ("Ketamine is no more effective than placebo in depression.", "no-effect"),
        ("There is no evidence that ketamine reduces symptoms of depression.", "no-effect"),
        ("Vaccines are not associated with autism.", "no-effect"),
        ("The MMR vaccine does not cause autism.", "no-effect"),
        ("Statins cause no muscle pain.", "no-effect"),
        ("Statins cause muscle pain but no nausea.", "increases"),
        ("Nothing shows that vitamin C cures cancer.", "no-effect"),
        ("Chemotherapy prolongs life in breast cancer.", "improves"),
        ("Antibiotics do nothing against colds.", "no-effect"),
        ("Current treatments for depression often fall short.", "no-effect"),
        ("Ketamine is as effective as electroconvulsive therapy in depression.", "equivalent"),
        ("Ketamine worked about as well as placebo in depression.", "equivalent"),
        ("Pilates and yoga are equally effective in back pain.", "equivalent"),
        ("Coffee makes insomnia worse.", "worsens"),
        ("Walking makes back pain better.", "improves"),
        ("Strokes were rarer with placebo than with aspirin.", "increases"),
        ("Usual care eased back pain more than yoga did.", "worsens"),
        ("Gout attacks are less frequent in people who take allopurinol.", "decreases"),
        ("Ketamine acts on NMDA receptors.", "unspecified"),
        ("Ketamine enhances the release of glutamate.", "increases"),
        ("Coffee is associated with a lower risk of gout.", "decreases"),
        ("Coffee is associated with a higher risk of gout.", "increases"),
        ("Coffee is associated with gout.", "unspecified"),
        ("Not smoking lowers the risk of gout.", "unspecified"),
        ("Migraine affects about 12% of adults.", "unspecified"),
        ("Ketamine is not FDA approved for depression.", "unspecified"),
    ],
)
def test_direction_follows_the_words(sentence: str, direction: Direction, lexicon: Lexicon) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Ketamine does not work for everyone with depression.", "improves"),
        ("Ketamine doesn't always relieve depression.", "improves"),
        ("Ketamine does not relieve depression after all.", "no-effect"),
    ],
)
def test_a_part_denied_is_no_effect_denied(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Ketamine is generally safe.", "no-effect"),
        ("No serious side effects were seen with ketamine.", "no-effect"),
        ("Ketamine is not safe.", "increases"),
        ("Ketamine is not addictive.", "no-effect"),
        ("Ketamine is addictive.", "increases"),
    ],
)
def test_a_harm_increases_and_safety_is_no_effect(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


def test_a_denial_in_a_conceded_clause_does_not_reach_the_main_one(lexicon: Lexicon) -> None:
    text = "While addiction has not been studied, ketamine reduces symptoms of depression."
    assert only_claim(text, lexicon).direction == "decreases"


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Propranolol keeps migraine at bay.", "decreases"),
        ("Ibuprofen takes the edge off period pain.", "decreases"),
        ("Alcohol eats away at memory.", "worsens"),
        ("Fumes set off asthma.", "increases"),
        ("Colas send blood pressure soaring.", "increases"),
        ("Oats send cholesterol tumbling.", "decreases"),
        ("Oats do not send cholesterol tumbling.", "no-effect"),
        ("Yoga works wonders for insomnia.", "improves"),
        ("Vitamin D fell flat against depression.", "no-effect"),
        ("Fish oil makes no dent in heart disease.", "no-effect"),
        ("Fish oil makes a dent in heart disease.", "decreases"),
        ("Garlic is no match for malaria.", "no-effect"),
        ("Paracetamol is no match for ibuprofen in gout, a trial found.", "unspecified"),
        ("Naproxen holds its own against ibuprofen in gout.", "equivalent"),
        ("Omeprazole is tied to more hip fractures.", "increases"),
    ],
)
def test_turns_of_phrase_go_the_way_they_mean(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Antibiotics are useless against acne.", "no-effect"),
        ("Antibiotics are not useless against acne.", "improves"),
        ("Antibiotics are anything but useless against acne.", "improves"),
        ("Exercise is no waste of time in depression.", "improves"),
        ("Antibiotics barely touch acne.", "no-effect"),
        ("There is no cure yet, and antibiotics are useless against acne.", "no-effect"),
    ],
)
def test_what_is_not_useless_helps(sentence: str, direction: Direction, lexicon: Lexicon) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Smokers are twice as likely to have a stroke.", "increases"),
        ("Vegans are half as likely to have a stroke.", "decreases"),
        ("Smokers are just as likely as others to have a stroke.", "no-effect"),
    ],
)
def test_twice_as_likely_is_not_as_likely(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Sugar promotes inflammation.", "worsens"),
        ("Alcohol enhances the risk of liver cancer.", "worsens"),
        ("Estrogen promotes the growth of breast cancer.", "worsens"),
        ("Honey promotes the healing of burns.", "improves"),
        ("Melatonin promotes sleep.", "improves"),
        ("Basophils counteract lupus.", "improves"),
        ("Garlic kills prostate cancer.", "decreases"),
        ("Sunlight does not kill the coronavirus.", "no-effect"),
        ("Alcohol destroys the liver.", "worsens"),
        ("Charcoal is an effective treatment for paraquat poisoning.", "improves"),
        ("Chemotherapy kills cancer patients.", "worsens"),
        ("Smoking kills people with asthma.", "worsens"),
    ],
)
def test_more_of_what_is_bad_is_worse_and_its_end_is_good(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Smoking shortens the time to relapse in depression.", "increases"),
        ("Statins lengthen the time to a first stroke.", "decreases"),
        ("Statins lengthen the time of a visit for stroke.", "increases"),
        ("Zinc shortens the time to recovery from colds.", "decreases"),
    ],
)
def test_less_time_until_something_bad_is_more_of_it(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Ginger was worse than placebo at easing nausea.", "worsens"),
        ("Ginger was less effective than placebo in easing nausea.", "worsens"),
        ("Ginger was better than placebo at easing nausea.", "improves"),
        ("Ginger was no worse than placebo at easing nausea.", "equivalent"),
    ],
)
def test_who_does_worse_at_helping_is_worse(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("It is a myth that sugar causes migraine.", "no-effect"),
        ("Few studies show that zinc prevents colds.", "no-effect"),
        ("A few studies show that zinc prevents colds.", "decreases"),
        ("Vaccines offer little protection against measles.", "no-effect"),
        ("Yoga has a positive effect on depression.", "improves"),
        ("Noise has a negative effect on depression.", "worsens"),
    ],
)
def test_words_of_doubt_and_of_value_count(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Women who breastfeed are less likely to develop breast cancer.", "decreases"),
        ("Women who smoke are more likely to develop breast cancer.", "increases"),
        ("The study found that people who are less likely to smoke develop gout.", "increases"),
    ],
)
def test_what_is_said_of_people_who_do_something_is_no_aside(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Pain was more severe with sugar pills than with ibuprofen.", "decreases"),
        ("Cold sores heal no faster with aciclovir.", "no-effect"),
        ("Arnica is as good as useless for bruises.", "no-effect"),
        ("Aspirin's risks outweigh its benefits in stroke.", "increases"),
        ("Having diabetes makes depression more likely.", "worsens"),
        ("Blood sugar falls with exercise.", "decreases"),
    ],
)
def test_ordinary_words_go_the_way_they_mean(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert only_claim(sentence, lexicon).direction == direction


def test_falls_that_people_have_are_no_decrease(lexicon: Lexicon) -> None:
    assert claims_in("More people on opioids had falls.", lexicon) == []
    assert only_claim("Alcohol causes falls.", lexicon).direction == "increases"


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("Zinc shortened colds no more than placebo did.", "no-effect"),
        ("The benefit of zinc for colds has not been proven.", "no-effect"),
        ("The idea that zinc prevents colds is wrong.", "no-effect"),
        ("Doctors doubt that zinc prevents colds.", "no-effect"),
        ("No one doubts that vaccines prevent measles.", "decreases"),
        ("Aspirin prevents neither dementia nor gout.", "no-effect"),
        ("Aspirin does not just ease gout, it cures it.", "improves"),
        ("No other drug relieves migraine as well as triptans.", "unspecified"),
    ],
)
def test_what_is_doubted_is_told_from_what_nobody_doubts(
    sentence: str, direction: Direction, lexicon: Lexicon
) -> None:
    assert {claim.direction for claim in claims_in(sentence, lexicon)} == {direction}
