"""What a claim says happens to its outcome."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.claim import Direction
from tests.claims.texts import only_claim


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
        ("Ketamine does not reduce symptoms of depression.", "no-effect"),
        ("Ketamine failed to reduce symptoms of depression.", "no-effect"),
        ("Ketamine is no more effective than placebo in depression.", "no-effect"),
        ("There is no evidence that ketamine reduces symptoms of depression.", "no-effect"),
        ("Vaccines are not associated with autism.", "no-effect"),
        ("The MMR vaccine does not cause autism.", "no-effect"),
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
