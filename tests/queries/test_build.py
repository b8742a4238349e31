"""From a claim to its searches."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import And, Published, PubType
from citecheck.model.settings import Settings
from citecheck.pubmed.syntax import render
from citecheck.queries.build import plan
from citecheck.queries.study_types import study_type_query
from tests import make
from tests.queries.trees import headings, leaves, words

SETTINGS = Settings(max_studies=25)


def test_an_efficacy_claim_asks_for_intervention_and_condition_and_never_for_the_outcome(
    lexicon: Lexicon,
) -> None:
    claim = make.claim(outcome=make.concept("nausea", "D009325", "Nausea"))
    [only] = plan(claim, lexicon, SETTINGS).evidence
    assert isinstance(only.query, And)
    assert {"D007649", "D008881"} <= headings(only.query)
    assert "D009325" not in headings(only.query)
    assert not any("nausea" in w for w in words(only.query))
    assert (only.purpose, only.limit) == ("evidence", 25)


def test_a_mechanism_that_the_sentence_places_in_a_condition_requires_the_condition(
    lexicon: Lexicon,
) -> None:
    target = make.concept("glutamate", "D018698", "Glutamic Acid")
    said = make.claim(kind="mechanism", outcome=target)
    around = said.condition.model_copy(update={"from_": "context"}) if said.condition else None
    [here], [there] = (
        plan(claim, lexicon, SETTINGS).evidence
        for claim in (said, said.model_copy(update={"condition": around}))
    )
    assert "D008881" in headings(here.query)
    assert "D008881" not in headings(there.query)


def test_a_claimed_study_type_narrows_first_and_widens_after(lexicon: Lexicon) -> None:
    todo = plan(make.claim(claimed_study_type="clinical-trial"), lexicon, SETTINGS)
    assert [s.purpose for s in todo.evidence] == ["evidence", "widened"]
    narrow, wide = (s.query for s in todo.evidence)
    assert any(isinstance(leaf, PubType) for leaf in leaves(narrow))
    assert not any(isinstance(leaf, PubType) for leaf in leaves(wide))
    assert [s.purpose for s in todo.probes] == [
        "count-intervention",
        "count-condition",
        "count-both",
        "count-type",
    ]
    assert all(s.limit == 0 for s in todo.probes)


def test_reading_the_nearest_studies_and_counting_them_is_the_same_question(
    lexicon: Lexicon,
) -> None:
    todo = plan(make.claim(), lexicon, SETTINGS)
    counted = {s.purpose: s.query for s in todo.probes}
    assert [s.query for s in todo.nearest] == [
        counted["count-condition"],
        counted["count-intervention"],
    ]


def test_where_too_much_matches_the_strongest_designs_in_people_are_asked_for(
    lexicon: Lexicon,
) -> None:
    [crowded] = plan(make.claim(), lexicon, SETTINGS).crowded
    term = render(crowded.query)
    assert "randomized controlled trial[Publication Type]" in term
    assert "systematic[sb]" in term
    assert "NOT (animals[mh] NOT humans[mh])" in term
    harm = make.claim(kind="harm", outcome=make.concept("nausea", "D009325", "Nausea"))
    [crowded] = plan(harm, lexicon, SETTINGS).crowded
    assert "randomized controlled trial" not in render(crowded.query)


def test_a_comparison_requires_its_comparator(lexicon: Lexicon) -> None:
    claim = make.claim(kind="comparison", comparator=make.concept("aspirin", "D001241", "Aspirin"))
    [only] = plan(claim, lexicon, SETTINGS).evidence
    assert isinstance(only.query, And)
    assert len(only.query.parts) == 3
    assert {"D007649", "D001241", "D008881"} <= headings(only.query)


def test_what_was_published_later_is_not_searched(lexicon: Lexicon) -> None:
    todo = plan(make.claim(), lexicon, Settings(published_before="2013-06-30"))
    for search in (*todo.evidence, *todo.probes, *todo.nearest):
        assert Published(before="2013-06-30") in leaves(search.query)


def test_a_claim_without_its_condition_leaves_nothing_to_search_by_but_its_words(
    lexicon: Lexicon,
) -> None:
    told = make.claim(condition=None)
    given = told.model_copy(update={"alone": True})
    for claim in (told, given):
        todo = plan(claim, lexicon, SETTINGS)
        assert (todo.evidence, todo.crowded, todo.probes, todo.nearest) == ((), (), (), ())
    assert plan(told, lexicon, SETTINGS).words is None
    assert plan(given, lexicon, SETTINGS).words is not None
    assert plan(given, lexicon, SETTINGS).words_needed


def test_the_words_are_needed_where_a_required_part_is_known_by_words_alone(
    lexicon: Lexicon,
) -> None:
    known = make.claim().model_copy(update={"alone": True})
    unknown = known.model_copy(update={"condition": make.concept("stiff morning joints")})
    assert not plan(known, lexicon, SETTINGS).words_needed
    assert plan(unknown, lexicon, SETTINGS).words_needed


def test_only_a_claim_that_was_given_alone_is_searched_by_its_words_too(lexicon: Lexicon) -> None:
    told = make.claim(text="Ketamine relieves migraine.")
    assert plan(told, lexicon, SETTINGS).words is None
    by_words = plan(told.model_copy(update={"alone": True}), lexicon, SETTINGS).words
    assert by_words is not None
    assert (by_words.purpose, by_words.limit) == ("widened", 25)
    assert {"ketamine", "relieves", "migraine"} <= words(by_words.query)


@pytest.mark.parametrize(
    "claimed",
    ["clinical-trial", "synthesis", "randomized", "cohort", "observational", "case", "review",
     "preclinical"],
)  # fmt: skip
def test_every_study_type_that_a_text_can_claim_can_be_searched(claimed: str) -> None:
    assert leaves(study_type_query(claimed))
