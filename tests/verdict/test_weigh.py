"""The verdict rule: cases to follow on paper, and the properties that no number may break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.verdict import Verdict
from citecheck.verdict import rules, weigh
from citecheck.verdict.conclude import Basis, conclude
from citecheck.verdict.weigh import weighed
from tests import make

CASES = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "verdict" / "rule.yaml").read_text(encoding="utf-8")
)


def verdict_on(claim: Claim, studies: list[Evidence], **found: Any) -> Verdict:
    outcome = conclude(claim, Basis(evidence=weighed(claim, studies), **found))
    assert isinstance(outcome, Verdict)
    return outcome


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_rule_gives_what_paper_gives(case: dict[str, Any]) -> None:
    claim = make.claim(kind=case["kind"], claimed_study_type=case.get("claimed_study_type"))
    if case["kind"] == "harm":
        claim = claim.model_copy(update={"outcome": make.concept("dizziness")})
    studies = [make.evidence(id=str(n), **study) for n, study in enumerate(case["studies"])]
    verdict = verdict_on(claim, studies)
    assert verdict.verdict == case["verdict"]
    assert verdict.certainty == case.get("certainty")
    assert verdict.disputed == case.get("disputed", False)
    assert [flag.code for flag in verdict.flags] == case["flags"]


stances = st.sampled_from(["supports", "contradicts", "silent"])
studies = st.builds(
    lambda **values: make.evidence(**values),
    id=st.text("abcdefgh", min_size=1, max_size=6),
    stance=stances,
    level=st.sampled_from(list(rules.LEVEL_WEIGHT)),
    standing=st.sampled_from(["current", "retracted", "concern", "corrected", "republished"]),
    species=st.sampled_from(["human", "animal", "in-vitro", "mixed", "unknown"]),
    participants=st.none() | st.integers(1, 5000),
    probability=st.floats(0, 1),
    mixed=st.booleans(),
)
kinds = st.sampled_from(
    ["efficacy", "comparison", "harm", "mechanism", "prevalence", "association"]
)
PLACEBO = make.concept("placebo", "D010919")
ORDER = {"contradicted": 0, "unfound": 1, "supported": 2}
MIRROR = {"supports": "contradicts", "contradicts": "supports", "silent": "silent"}
MIRRORED = {"supported": "contradicted", "contradicted": "supported", "unfound": "unfound"}


def word(kind: Any, evidence: list[Evidence]) -> str:
    asked = make.claim(kind=kind)
    return weigh.decide(asked, weigh.balance(weighed(asked, evidence)))


@given(kinds, st.lists(studies, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_evidence_never_matters(
    kind: Any, found: list[Evidence], shuffle: Any
) -> None:
    shuffled = list(found)
    shuffle.shuffle(shuffled)
    assert word(kind, found) == word(kind, shuffled)


@given(kinds, st.lists(studies, max_size=8), studies)
def test_a_retracted_study_never_adds(kind: Any, found: list[Evidence], extra: Evidence) -> None:
    retracted = extra.model_copy(update={"standing": "retracted"})
    assert word(kind, found) == word(kind, [*found, retracted])


@given(kinds, st.lists(studies, max_size=8), studies)
def test_a_supporting_study_never_moves_a_verdict_toward_contradicted(
    kind: Any, found: list[Evidence], extra: Evidence
) -> None:
    supporting = extra.model_copy(update={"stance": "supports", "mixed": False})
    assert ORDER[word(kind, [*found, supporting])] >= ORDER[word(kind, found)]


@given(kinds, st.lists(studies, max_size=8))
def test_exchanging_the_stances_mirrors_the_verdict(kind: Any, found: list[Evidence]) -> None:
    mirrored = [e.model_copy(update={"stance": MIRROR[e.stance]}) for e in found]
    assert word(kind, mirrored) == MIRRORED[word(kind, found)]


@given(kinds, st.lists(studies, max_size=8), studies)
def test_a_contradicting_study_never_moves_a_verdict_toward_supported(
    kind: Any, found: list[Evidence], extra: Evidence
) -> None:
    against = extra.model_copy(update={"stance": "contradicts", "mixed": False})
    assert ORDER[word(kind, [*found, against])] <= ORDER[word(kind, found)]


@given(kinds, st.lists(studies, max_size=8))
def test_mirrored_stances_keep_certainty_and_dispute(kind: Any, found: list[Evidence]) -> None:
    claim = make.claim(kind=kind, comparator=PLACEBO, outcome=PLACEBO)
    mirrored = [e.model_copy(update={"stance": MIRROR[e.stance]}) for e in found]
    one, other = verdict_on(claim, found), verdict_on(claim, mirrored)
    assert (one.certainty, one.disputed) == (other.certainty, other.disputed)
    assert one.tally.supports == other.tally.contradicts


@given(kinds, st.lists(studies, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_evidence_changes_nothing_that_is_said(
    kind: Any, found: list[Evidence], shuffle: Any
) -> None:
    claim = make.claim(kind=kind, comparator=PLACEBO, outcome=PLACEBO)
    shuffled = list(found)
    shuffle.shuffle(shuffled)
    assert verdict_on(claim, found) == verdict_on(claim, shuffled)


@given(kinds, st.lists(studies, max_size=8), st.lists(studies, min_size=1, max_size=3))
def test_what_did_not_come_back_could_not_have_changed_a_verdict_that_is_given(
    kind: Any, found: list[Evidence], lost: list[Evidence]
) -> None:
    claim = make.claim(kind=kind, comparator=PLACEBO, outcome=PLACEBO)
    for how in ("missing", "unjudged"):
        known = Basis(evidence=weighed(claim, found), **{how: len(lost)})
        outcome = conclude(claim, known)
        if isinstance(outcome, Verdict):
            assert outcome.verdict == word(kind, [*found, *lost])
        else:
            assert outcome.reason in ("incomplete-results", "judge-failed")


def test_a_missing_record_that_could_decide_leaves_the_claim_unchecked() -> None:
    claim = make.claim()
    small = [make.evidence(stance="supports", participants=15)]
    outcome = conclude(claim, Basis(evidence=weighed(claim, small), missing=1))
    assert not isinstance(outcome, Verdict)
    assert outcome.reason == "incomplete-results"


def test_a_missing_record_that_could_not_decide_changes_nothing() -> None:
    many = [make.evidence(id=str(n), stance="supports", probability=1.0) for n in range(3)]
    assert verdict_on(make.claim(), many, missing=1).verdict == "supported"


def test_an_empty_table_with_a_missing_record_is_never_unfound() -> None:
    outcome = conclude(make.claim(), Basis(evidence=(), missing=1))
    assert not isinstance(outcome, Verdict)


def test_a_pair_that_could_not_be_judged_is_named_as_such() -> None:
    because = "The server was silent."
    basis = Basis(evidence=(), unjudged=1, unjudged_because=because)
    outcome = conclude(make.claim(), basis)
    assert not isinstance(outcome, Verdict)
    assert outcome.reason == "judge-failed"
    assert outcome.detail.endswith(f"might decide it. {because}")
