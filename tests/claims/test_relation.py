"""Which relation carries a claim, and who is said to do it."""

from __future__ import annotations

import pytest

from citecheck.claims.relation import Relation, main_relation
from citecheck.claims.subject import subject_of
from citecheck.concepts.lexicon import Lexicon
from tests.claims.texts import view_of


def _main(sentence: str, lexicon: Lexicon) -> tuple[str, Relation]:
    view, parts = view_of(sentence, lexicon)
    relation = main_relation(view, parts)
    assert relation is not None
    return relation.hit.of(view.text), relation


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("By increasing serotonin, MDMA may relieve migraine.", "relieve"),
        ("MDMA may influence serotonin, potentially reducing migraine.", "influence"),
        ("MDMA may lead to a reduction in migraine attacks.", "reduction in"),
        ("Ketamine blocks receptors that cause pain.", "blocks"),
        ("Kale contains a fibre that lowers cholesterol.", "lowers"),
        ("Studies linked coffee to a lower risk of gout.", "linked"),
        ("Ketamine eases the pain associated with migraine.", "eases"),
        ("The increased dose worsened his migraine.", "worsened"),
        ("An increased dose of ketamine slowly affects sleep.", "affects"),
    ],
)
def test_the_verb_of_the_main_clause_carries_the_claim(
    sentence: str, word: str, lexicon: Lexicon
) -> None:
    assert _main(sentence, lexicon)[0] == word


def test_what_one_is_protected_against_is_what_is_prevented(lexicon: Lexicon) -> None:
    named = _main("Aspirin protects older smokers against stroke.", lexicon)[1].object
    assert named is not None
    assert named.text == "stroke"
    plain = _main("Aspirin protects the stomach.", lexicon)[1].object
    assert plain is None or plain.text == "stomach"


def test_a_sentence_without_a_relation_has_none(lexicon: Lexicon) -> None:
    view, parts = view_of("Ketamine is a liquid.", lexicon)
    assert main_relation(view, parts) is None


def test_the_object_is_the_ailment_and_not_the_organ_before_it(lexicon: Lexicon) -> None:
    _, relation = _main("Heat eases neck and back pain.", lexicon)
    assert relation.object is not None
    assert relation.object.text == "back pain"
    assert relation.on_ailment


def test_what_is_at_risk_counts_as_an_ailment_without_a_concept(lexicon: Lexicon) -> None:
    _, relation = _main("Soot raises the risk of blorpitis.", lexicon)
    assert relation.object is None
    assert relation.risk is not None
    assert relation.on_ailment


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Pain is relieved by ketamine.", True),
        ("Scurvy is due to a lack of vitamin C.", True),
        ("Ketamine relieves pain.", False),
    ],
)
def test_a_passive_has_its_actor_behind_it(sentence: str, passive: bool, lexicon: Lexicon) -> None:
    assert _main(sentence, lexicon)[1].passive is passive


@pytest.mark.parametrize(
    ("sentence", "kind", "words"),
    [
        ("Ketamine relieves pain.", "named", "Ketamine"),
        ("It relieves pain.", "refers", "It"),
        ("This drug relieves pain.", "refers", "This drug"),
        ("Many patients have less pain.", "people", "Many patients"),
        ("Blorpitol relieves pain.", "words", "Blorpitol"),
        ("Less pain was felt.", "none", ""),
        ("While ketamine is old, it relieves pain.", "refers", "it"),
    ],
)
def test_the_subject_is_what_stands_before_the_verb(
    sentence: str, kind: str, words: str, lexicon: Lexicon
) -> None:
    view, parts = view_of(sentence, lexicon)
    subject = subject_of(view, parts, main_relation(view, parts))
    assert (subject.kind, subject.span.of(view.text)) == (kind, words)
