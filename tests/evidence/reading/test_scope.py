"""Findings of some people alone, and studies that call their findings inconsistent."""

from __future__ import annotations

import re

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.reading.scope import is_narrower
from citecheck.evidence.reading.sentence import read_sentence
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.evidence.tables import table
from citecheck.model.evidence import Judgement
from tests.evidence.build import claim, study

NOTHING = "Ketamine does not relieve migraine in the general population."
EVERYBODY = "Ketamine did not relieve migraine in the general population."
STRESSED = "In people exposed to extreme stress, ketamine relieved migraine (p < 0.001)."


def _judged(lexicon: Lexicon, text: str, direction: str, *results: str) -> Judgement:
    asked = claim(lexicon, text, intervention="ketamine", condition="migraine", direction=direction)
    read = study("Ketamine in migraine", [("RESULTS", " ".join(results))])
    (found,) = RulesJudge(lexicon).judge(asked, [read])
    assert isinstance(found, Judgement)
    return found


@pytest.mark.parametrize("name", ["everybody", "narrower", "unsettled"])
def test_each_cue(name: str) -> None:
    cue = table("reading/scope")[name]
    assert re.search(cue["pattern"], cue["fires"].lower())
    assert not re.search(cue["pattern"], cue["near_miss"].lower())


def test_a_group_that_the_claim_names_is_no_narrower_one(lexicon: Lexicon) -> None:
    sentence = read_sentence(STRESSED, "", "results", lexicon, {})
    assert is_narrower(sentence, "Ketamine relieves migraine.")
    assert not is_narrower(sentence, "Ketamine relieves migraine under extreme stress.")


def test_what_was_found_in_some_does_not_contradict_what_is_said_of_all(lexicon: Lexicon) -> None:
    assert _judged(lexicon, NOTHING, "no-effect", EVERYBODY, STRESSED).stance == "supports"
    assert _judged(lexicon, NOTHING, "no-effect", STRESSED, "Adults took it.").stance == "silent"


def test_what_was_found_in_some_gives_way_to_what_was_found_in_all(lexicon: Lexicon) -> None:
    found = _judged(lexicon, "Ketamine relieves migraine.", "improves", EVERYBODY, STRESSED)
    assert found.stance == "contradicts"


def test_what_was_found_in_some_counts_where_nothing_else_was(lexicon: Lexicon) -> None:
    found = _judged(lexicon, "Ketamine relieves migraine.", "improves", STRESSED, "Adults took it.")
    assert found.stance == "supports"


@pytest.mark.parametrize(
    "said",
    [
        "The findings on ketamine were inconsistent.",
        "Results of the trials of ketamine in migraine remain conflicting.",
        "There was mixed evidence on ketamine.",
    ],
)
def test_a_review_that_calls_its_findings_inconsistent_supports_nothing_plainly(
    said: str, lexicon: Lexicon
) -> None:
    found = _judged(
        lexicon, "Ketamine relieves migraine.", "improves", "Ketamine relieved migraine.", said
    )
    assert found.mixed or found.stance == "silent"
    plain = _judged(
        lexicon, "Ketamine relieves migraine.", "improves", "Ketamine relieved migraine.", "So."
    )
    assert (plain.stance, plain.mixed) == ("supports", False)


@pytest.mark.parametrize(
    "some",
    [
        "In the subgroup of adults with poor sleep, fewer had migraine with ketamine.",
        "However, one small trial found that ketamine relieved migraine.",
    ],
)
def test_a_part_of_the_people_or_trials_gives_way_though_it_names_what_the_claim_is_of(
    some: str, lexicon: Lexicon
) -> None:
    all_told = "Ketamine did not relieve migraine (p = 0.80)."
    found = _judged(lexicon, "Ketamine relieves migraine.", "improves", all_told, some)
    assert (found.stance, found.mixed) == ("contradicts", False)


@pytest.mark.parametrize(
    ("said", "mixed"),
    [
        ("Results on sleep were inconsistent across trials.", False),
        ("The trials were inconsistent.", False),
        ("Results on adverse events were inconsistent across trials.", True),
    ],
)
def test_only_what_is_inconsistent_on_harm_unsettles_a_claim_of_safety(
    said: str, mixed: bool, lexicon: Lexicon
) -> None:
    asked = claim(
        lexicon,
        "Ketamine is safe.",
        kind="harm",
        direction="no-effect",
        intervention="ketamine",
        outcome="adverse events",
    )
    results = f"Adverse events did not differ between ketamine and placebo. {said}"
    (found,) = RulesJudge(lexicon).judge(asked, [study("Ketamine", [("RESULTS", results)])])
    assert isinstance(found, Judgement)
    assert (found.stance, found.mixed) == ("supports", mixed)
