"""From a claim to its searches."""

from __future__ import annotations

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Words
from citecheck.model.settings import Settings
from citecheck.pubmed.syntax import render
from citecheck.queries.build import concept_query, plan
from citecheck.queries.study_types import study_type_query
from tests import make

SETTINGS = Settings(max_studies=25)


def leaves(query: Query) -> list[Query]:
    match query:
        case And(parts=parts) | Or(parts=parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(keep=keep, drop=drop):
            return [*leaves(keep), *leaves(drop)]
        case leaf:
            return [leaf]


def words(query: Query) -> set[str]:
    return {leaf.text for leaf in leaves(query) if isinstance(leaf, Words)}


def headings(query: Query) -> set[str]:
    return {leaf.ui for leaf in leaves(query) if isinstance(leaf, Mesh)}


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


def test_all_names_of_mdma_are_one_concept(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("molly", "D018817", "MDMA"), lexicon)
    assert headings(query) == {"D018817"}
    names = {name.lower() for name in words(query)}
    assert {"mdma", "ecstasy", "midomafetamine"} <= names
    assert not any(", " in name for name in names)


def test_names_are_searched_in_the_singular_and_the_plural(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("allergies", "D006967", "Hypersensitivity"), lexicon)
    assert {"allergy", "allergies"} <= words(query)


def test_a_class_brings_its_members(lexicon: Lexicon) -> None:
    query = concept_query(make.concept("SSRIs", "D017367"), lexicon)
    assert {"D017367", "D005473"} <= headings(query)
    assert "Fluoxetine" in words(query)


def test_an_overlay_concept_has_names_and_no_heading(lexicon: Lexicon) -> None:
    overlay = next(i for i in lexicon.lookup("attack frequency") if i.startswith("X:"))
    query = concept_query(make.concept("attack frequency", overlay), lexicon)
    assert headings(query) == set()
    assert words(query)


def test_words_that_no_lexicon_knows_are_searched_together_or_all_of_them(
    lexicon: Lexicon,
) -> None:
    query = concept_query(make.concept("glowing moon dust"), lexicon)
    assert isinstance(query, Or)
    phrase, all_words = query.parts
    assert phrase == Words(text="glowing moon dust")
    assert all_words == And(parts=(Words(text="glowing"), Words(text="moon"), Words(text="dust")))


def test_what_was_published_later_is_not_searched(lexicon: Lexicon) -> None:
    todo = plan(make.claim(), lexicon, Settings(published_before="2013-06-30"))
    for search in (*todo.evidence, *todo.probes, *todo.nearest):
        assert Published(last=2012) in leaves(search.query)


def test_a_claim_without_its_condition_is_never_searched(lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="lacks a concept"):
        plan(make.claim(condition=None), lexicon, SETTINGS)


@pytest.mark.parametrize(
    "claimed",
    ["clinical-trial", "synthesis", "randomized", "cohort", "observational", "case", "review",
     "preclinical"],
)  # fmt: skip
def test_every_study_type_that_a_text_can_claim_can_be_searched(claimed: str) -> None:
    assert leaves(study_type_query(claimed))
