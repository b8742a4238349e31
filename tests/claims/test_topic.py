"""What a document is about, and what words that point back stand for."""

from __future__ import annotations

import pytest

from citecheck.claims.topic import Topic, topic_of
from citecheck.claims.view import views
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from tests.claims.texts import claims_in


def _topic(text: str, lexicon: Lexicon) -> Topic:
    return topic_of(views(from_text(text), lexicon), lexicon)


def test_the_heading_names_the_topic(lexicon: Lexicon) -> None:
    topic = _topic("Ketamine for Migraine\n\nRain fell. Aspirin is old.", lexicon)
    assert topic.intervention is not None
    assert topic.condition is not None
    assert (topic.intervention.text, topic.condition.text) == ("Ketamine", "Migraine")


def test_two_rivals_are_no_topic(lexicon: Lexicon) -> None:
    topic = _topic("Ketamine or aspirin for gout and migraine\n\nRain fell.", lexicon)
    assert topic.intervention is None
    assert topic.condition is None


def test_a_single_mention_is_no_topic(lexicon: Lexicon) -> None:
    assert _topic("Ketamine is old.", lexicon) == Topic()


def test_a_class_speaks_for_its_member(lexicon: Lexicon) -> None:
    text = "Measles vaccine\n\n" + "The vaccine is old. " * 8
    topic = _topic(text, lexicon)
    assert topic.intervention is not None
    assert topic.intervention.text == "Measles vaccine"


@pytest.mark.parametrize(
    ("before", "intervention"),
    [
        ("Magnesium is sold everywhere.", "Magnesium"),
        ("Magnesium eases migraine.", "Magnesium"),
        ("Rain fell.", "Ketamine"),
    ],
)
def test_it_is_the_last_subject_or_else_the_topic(
    before: str, intervention: str, lexicon: Lexicon
) -> None:
    claims = claims_in(f"Ketamine for Migraine\n\n{before} It improves sleep in adults.", lexicon)
    assert claims[-1].intervention is not None
    assert claims[-1].intervention.text == intervention


def test_it_may_be_the_disease_that_was_named_last(lexicon: Lexicon) -> None:
    text = "Ketamine for Migraine\n\nDepression is a sad disease. It raises the risk of stroke."
    claims = claims_in(text, lexicon)
    assert claims[-1].intervention is not None
    assert claims[-1].intervention.text == "Depression"
