"""What the rules see of a document."""

from __future__ import annotations

from citecheck.claims.view import views
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from citecheck.model.document import Span

TEXT = """Ketamine and Depression

Ketamine’s effect is quick. It eases depression – within hours.
"""


def test_every_sentence_has_a_view_with_its_own_offsets(lexicon: Lexicon) -> None:
    seen = views(from_text(TEXT), lexicon)
    assert [view.index for view in seen] == [0, 1, 2]
    for view in seen:
        assert TEXT[view.start : view.start + len(view.raw)] == view.raw
        assert len(view.text) == len(view.raw)
        for named in view.named:
            assert view.raw[named.start : named.end] == named.text


def test_headings_hold_no_claims_and_name_the_section_below(lexicon: Lexicon) -> None:
    heading, *body = views(from_text(TEXT), lexicon)
    assert not heading.holds_claims
    assert all(view.holds_claims for view in body)
    assert {view.section for view in body} == {"Ketamine and Depression"}


def test_the_text_is_folded_and_the_raw_one_is_not(lexicon: Lexicon) -> None:
    view = views(from_text(TEXT), lexicon)[1]
    assert "Ketamine's" in view.text
    assert "Ketamine’s" in view.raw


def test_a_word_inside_a_name_is_no_relation(lexicon: Lexicon) -> None:
    (view,) = views(from_text("Many drugs are said to cause weight gain."), lexicon)
    assert [hit.of(view.text) for hit in view.relations if hit.verbal] == ["cause"]


def test_a_name_that_is_for_something_names_that_too(lexicon: Lexicon) -> None:
    (view,) = views(from_text("Cognitive behavioral therapy for insomnia helps."), lexicon)
    names = {concept.name for n in view.usable if (concept := lexicon.concept(n.concept_id or ""))}
    assert {"Cognitive Behavioral Therapy", "Sleep Initiation and Maintenance Disorders"} <= names


def test_a_verb_that_is_also_a_name_is_no_concept(lexicon: Lexicon) -> None:
    (view,) = views(from_text("Ketamine may influence sleep."), lexicon)
    assert [n.text for n in view.usable] == ["Ketamine", "sleep"]


def test_a_part_keeps_true_places_and_the_whole_text(lexicon: Lexicon) -> None:
    view = views(from_text(TEXT), lexicon)[2]
    part = view.part(Span(start=3, end=len(view.raw)), opens=3)
    assert TEXT[part.start : part.start + len(part.raw)] == part.raw
    assert part.whole == view.text
    assert part.opens == 3
    for named in part.named:
        assert part.raw[named.start : named.end] == named.text
