"""What a reader is told beside the verdict: flags, counts and the sentence why."""

from __future__ import annotations

import re
from pathlib import Path

from citecheck.model.verdict import Counts, Unchecked, Verdict
from citecheck.verdict import rules
from citecheck.verdict.conclude import Basis, cannot_check, conclude
from citecheck.verdict.weigh import weighed
from tests import make

NOBODY = Counts(intervention=11, condition=10, both=0, claimed_type=0)


def test_a_trial_that_never_was_is_flagged_with_the_counts() -> None:
    claim = make.claim(claimed_study_type="clinical-trial")
    outcome = conclude(claim, Basis(evidence=(), counts=NOBODY))
    assert isinstance(outcome, Verdict)
    flag = next(f for f in outcome.flags if f.code == "no-such-study-type")
    assert "clinical trial" in flag.message
    for count in ("11", "10", "both: 0"):
        assert count in flag.message


def test_a_trial_on_the_topic_clears_the_flag_even_if_it_is_silent() -> None:
    claim = make.claim(claimed_study_type="clinical-trial")
    outcome = conclude(claim, Basis(evidence=weighed(claim, [make.evidence()])))
    assert isinstance(outcome, Verdict)
    assert "no-such-study-type" not in [f.code for f in outcome.flags]


def test_a_synthesis_of_trials_clears_the_flag_and_a_case_report_does_not() -> None:
    claim = make.claim(claimed_study_type="clinical-trial")
    flagged = []
    for level in ("synthesis", "case"):
        study = make.evidence(level=level, publication_types=("Journal Article",))
        outcome = conclude(claim, Basis(evidence=weighed(claim, [study])))
        assert isinstance(outcome, Verdict)
        flagged.append("no-such-study-type" in [f.code for f in outcome.flags])
    assert flagged == [False, True]


def test_nothing_is_said_of_a_study_type_when_matches_were_left_unread() -> None:
    claim = make.claim(claimed_study_type="clinical-trial")
    outcome = conclude(claim, Basis(evidence=(), all_read=False))
    assert isinstance(outcome, Verdict)
    assert "no-such-study-type" not in [f.code for f in outcome.flags]


def test_why_names_both_concepts_and_the_counts_when_no_record_names_both() -> None:
    outcome = conclude(make.claim(), Basis(evidence=(), counts=NOBODY))
    assert outcome == outcome.model_copy()
    assert isinstance(outcome, Verdict)
    assert outcome.why == (
        "No record names both Ketamine and migraine (Migraine Disorders); "
        "11 name Ketamine and 10 name migraine (Migraine Disorders)."
    )


def test_records_that_name_both_without_studying_both_are_told_apart() -> None:
    outcome = conclude(
        make.claim(), Basis(evidence=(), counts=NOBODY.model_copy(update={"both": 2}))
    )
    assert isinstance(outcome, Verdict)
    assert "none is a study of the one for the other" in outcome.why


def test_strong_wording_on_weak_evidence_is_overstated() -> None:
    claim = make.claim(strength=3)
    found = Basis(evidence=weighed(claim, [make.evidence(stance="supports", participants=15)]))
    outcome = conclude(claim, found)
    assert isinstance(outcome, Verdict)
    assert "overstated" in [f.code for f in outcome.flags]


def test_demonstration_data_is_flagged_on_every_claim() -> None:
    outcome = conclude(make.claim(), Basis(evidence=(), demonstration=True))
    assert isinstance(outcome, Verdict)
    assert [f.code for f in outcome.flags] == ["demonstration-data"]


def test_a_claim_about_approval_is_no_question_for_pubmed() -> None:
    unchecked = cannot_check(make.claim(kind="regulatory", intervention=None, condition=None))
    assert isinstance(unchecked, Unchecked)
    assert unchecked.reason == "not-a-pubmed-question"


def test_a_claim_without_its_condition_is_incomplete_and_says_what_is_missing() -> None:
    unchecked = cannot_check(make.claim(condition=None))
    assert unchecked is not None
    assert unchecked.reason == "claim-incomplete"
    assert "the condition" in unchecked.detail


def test_the_page_on_the_rule_states_the_numbers_of_the_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "verdict-rule.md").read_text(encoding="utf-8")
    levels = dict(re.findall(r"^\| `([a-z]+)` \|.*\| ([0-9.]+) \|$", page, re.MULTILINE))
    assert {k: float(v) for k, v in levels.items()} == rules.LEVEL_WEIGHT
    for name, value in (
        ("floor, efficacy and comparison", rules.FLOOR["efficacy"]),
        ("floor, other kinds", rules.FLOOR["harm"]),
        ("floor, any claim that is not about people", rules.FLOOR_OFF_PEOPLE),
        ("disputed from", rules.DISPUTED_SHARE),
        ("high from", rules.HIGH_FROM),
        ("moderate from", rules.MODERATE_FROM),
        ("low from", rules.LOW_FROM),
        ("fewer than 20 participants", rules.SIZE_WEIGHT_SMALL),
        ("20 to 99, or not stated", rules.SIZE_WEIGHT_MEDIUM),
        ("100 or more", rules.SIZE_WEIGHT_LARGE),
        ("animal study, for a claim about animals", rules.PRECLINICAL_WEIGHT_FOR_ANIMAL_CLAIMS),
        ("rules version", float(rules.RULES_VERSION)),
    ):
        row = re.search(rf"^\| {re.escape(name)} \| ([0-9.]+) \|$", page, re.MULTILINE)
        assert row is not None, name
        assert float(row[1]) == value, name


def test_a_match_by_words_is_said_and_lowers_certainty() -> None:
    claim = make.claim()
    by_concept = make.evidence(stance="supports", level="synthesis")
    told = []
    for evidence in (by_concept, by_concept.model_copy(update={"by_words": True})):
        twice = [evidence, evidence.model_copy(update={"id": "2"})]
        outcome = conclude(claim, Basis(evidence=weighed(claim, twice)))
        assert isinstance(outcome, Verdict)
        told.append((outcome.certainty, "by the sentence's words, not by concept" in outcome.why))
    assert told == [("high", False), ("moderate", True)]


def test_where_some_were_matched_by_concept_certainty_stays_and_the_rest_is_said() -> None:
    claim = make.claim()
    one = make.evidence(stance="supports", level="synthesis")
    both = [one, one.model_copy(update={"id": "2", "by_words": True})]
    outcome = conclude(claim, Basis(evidence=weighed(claim, both)))
    assert isinstance(outcome, Verdict)
    assert outcome.certainty == "high"
    assert "The match of some was by the sentence's words" in outcome.why


def test_a_sentence_known_by_its_words_says_what_was_not_found() -> None:
    outcome = conclude(make.claim(condition=None, worded=True), Basis(evidence=()))
    assert isinstance(outcome, Verdict)
    assert "no study that was read names most of what the sentence says" in outcome.why


def test_a_claim_that_is_not_about_people_has_the_low_floor() -> None:
    rats = make.evidence(stance="supports", level="preclinical", species="animal", probability=0.9)
    words = []
    for laboratory in (False, True):
        claim = make.claim(laboratory=laboratory)
        outcome = conclude(claim, Basis(evidence=weighed(claim, [rats])))
        assert isinstance(outcome, Verdict)
        words.append(outcome.verdict)
    assert words == ["unfound", "supported"]
