from __future__ import annotations

import json

from citecheck.report.listing import Extraction, Searched, claims_renderer, search_renderer
from citecheck.report.view import View
from tests.reports import claim, extracted
from tests.sample_report import sample_extraction, sample_search

SENTENCE = "In one trial, valerian helps with insomnia."
ONE = extracted(SENTENCE, claim(SENTENCE, "valerian helps with insomnia", hedged=True))


def test_claims_are_listed_with_place_roles_and_wording() -> None:
    shown = claims_renderer("terminal")(Extraction([ONE]), View())
    assert "1. efficacy · line 1:15" in shown
    assert "│ In one trial, «valerian helps with insomnia»." in shown
    assert "  intervention  valerian (D014631)" in shown
    assert "  condition     insomnia (D007319)" in shown
    assert "  wording       a cause (strength 3, hedged)" in shown
    assert "  cue           “helps”" in shown


def test_a_list_of_claims_never_pretends_that_they_were_checked() -> None:
    for name in ("terminal", "markdown"):
        shown = claims_renderer(name)(Extraction([ONE]), View())
        assert "1 claim, none of them checked." in shown
        for word in ("supported", "contradicted", "unfound", "unchecked"):
            assert word not in shown


def test_a_role_from_the_text_around_is_marked_as_such() -> None:
    shown = claims_renderer("terminal")(Extraction(sample_extraction()), View())
    assert "This herb = Valerian (D014631), from the text around" in shown


def test_documents_without_claims_and_unreadable_ones_say_so() -> None:
    for name in ("terminal", "markdown"):
        shown = claims_renderer(name)(Extraction(sample_extraction()), View())
        assert "No claim about health was found in this text." in shown
        assert "Could not be read: It is not in English (it looks like German)." in shown


def test_claims_as_json_carry_the_time_they_were_given() -> None:
    made = claims_renderer("json")(Extraction([ONE], "2026-03-01T12:00:00Z"), View())
    assert json.loads(made)["generated_at"] == "2026-03-01T12:00:00Z"


def test_a_search_shows_what_was_sent_what_was_understood_and_what_came_back() -> None:
    shown = search_renderer("terminal")(Searched(sample_search()), View(width=100))
    assert "sent        hop pillow*[tiab]" in shown
    assert "understood  hop pillow*[Title/Abstract]" in shown
    assert "3 studies read, none of them judged:" in shown
    assert "RETRACTED" in shown


def test_a_search_in_markdown_links_its_records_and_folds_nothing() -> None:
    shown = search_renderer("markdown")(Searched(sample_search()), View())
    assert "`hop pillow*[tiab]`" in shown
    assert "[PMID 90000001](https://pubmed.ncbi.nlm.nih.gov/90000001/)" in shown
    assert "<details>" not in shown


def test_a_search_that_found_nothing_says_so() -> None:
    empty = sample_search().model_copy(update={"studies": ()})
    assert "No study was read." in search_renderer("terminal")(Searched(empty), View())
