from __future__ import annotations

from citecheck.report.designs import claimed, found
from tests.report.large import large_report
from tests.reports import checked, evidence
from tests.sample_report import sample_report

SENTENCE = "Valerian helps."


def test_what_the_sentence_names_is_set_against_what_speaks_to_it() -> None:
    first = sample_report().documents[0].claims[0]
    assert claimed(first) == "randomized trial"
    assert found(first) == "1 × systematic review or meta-analysis, 4 × randomized trial"


def test_a_clinical_trial_is_not_called_a_randomized_one() -> None:
    third = sample_report().documents[0].claims[2]
    assert (claimed(third), found(third)) == ("clinical trial", "none")


def test_silent_studies_are_counted_and_nothing_else_is_claimed_of_them() -> None:
    silent = evidence(stance="silent", weight=0.0)
    claim = checked(SENTENCE, SENTENCE, evidence=(silent, silent))
    assert (claimed(claim), found(claim)) == ("none named", "none that speaks to it (2 silent)")


def test_of_an_unchecked_claim_nothing_is_known() -> None:
    unchecked = large_report(10).documents[0].claims[9]
    assert found(unchecked) == "not known"
