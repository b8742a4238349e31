"""Two states of a claim, and what changed between them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from citecheck.audit.compare import compare, study_changes
from citecheck.model.audit import Method, Speaking, Standpoint

METHOD = Method(rules_version="1", judge="rules 1", sources=("entrez",), max_studies=40)
TRIAL = Speaking(key="1", title="A trial", stance="supports", standing="current", weight=3.0)
OTHER = Speaking(key="2", title="Another", stance="contradicts", standing="current", weight=4.0)


def at(outcome: str | None = "supported", *speaking: Speaking, **changes: object) -> Standpoint:
    values = {"outcome": outcome, "method": METHOD, "speaking": speaking or (TRIAL,)}
    return Standpoint.model_validate(values | changes)


def kind(before: Standpoint | None, after: Standpoint | None) -> str | None:
    difference = compare(before, after)
    return difference.kind if difference else None


def test_a_claim_comes_and_goes() -> None:
    assert kind(None, at()) == "new"
    assert kind(at(), None) == "gone"
    assert kind(None, None) is None


def test_a_claim_is_new_with_its_first_verdict_and_not_before() -> None:
    assert kind(None, at(None)) is None
    assert kind(at(None), at()) == "new"
    assert kind(at(None), at(None)) is None


def test_a_verdict_moves_or_becomes_disputed() -> None:
    assert kind(at("supported"), at("contradicted")) == "changed"
    assert kind(at("unchecked"), at("unfound")) == "changed"
    assert kind(at(), at(disputed=True)) == "changed"


def test_a_failure_is_no_verdict() -> None:
    assert kind(at(), at(failure="no answer")) == "unchecked"
    assert kind(None, at(None, failure="no answer")) == "unchecked"
    assert kind(at(failure="no answer"), at()) is None


def test_a_new_trial_on_an_old_claim_is_told_with_the_trial() -> None:
    difference = compare(at(), at("supported", TRIAL, OTHER))
    assert difference is not None
    assert difference.kind == "updated"
    [study] = difference.studies
    assert (study.key, study.what, study.before, study.after) == ("2", "new", None, "contradicts")


def test_a_retraction_under_the_same_verdict_is_told() -> None:
    withdrawn = TRIAL.model_copy(update={"standing": "retracted", "weight": 0.0})
    difference = compare(at("supported", TRIAL, OTHER), at("supported", withdrawn, OTHER))
    assert difference is not None
    assert [(s.key, s.what, s.standing) for s in difference.studies] == [
        ("1", "standing", "retracted")
    ]


def test_weights_and_ranks_alone_are_no_news() -> None:
    heavier = TRIAL.model_copy(update={"weight": 3.5})
    assert compare(at("supported", TRIAL, OTHER), at("supported", OTHER, heavier)) is None


def test_other_rules_are_told_apart_from_other_evidence() -> None:
    rules = METHOD.model_copy(update={"rules_version": "2"})
    moved = compare(at(), at("unfound", method=rules))
    assert moved is not None
    assert (moved.kind, moved.method, moved.studies) == ("changed", ("rules",), ())
    by_evidence = compare(at(), at("unfound", OTHER))
    assert by_evidence is not None
    assert by_evidence.method == ()


def test_other_studies_under_other_rules_and_the_same_verdict_are_no_news() -> None:
    rules = METHOD.model_copy(update={"rules_version": "2"})
    assert compare(at(), at("supported", TRIAL, OTHER, method=rules)) is None


STANDPOINTS = st.none() | st.builds(
    at,
    st.sampled_from([None, "supported", "contradicted", "unfound", "unchecked"]),
    st.sampled_from([TRIAL, OTHER]),
    disputed=st.booleans(),
    failure=st.none() | st.just("no answer"),
)


@given(STANDPOINTS, STANDPOINTS)
def test_nothing_changes_between_a_state_and_itself(
    before: Standpoint | None, after: Standpoint | None
) -> None:
    same = compare(before, before)
    assert same is None or same.kind == "unchecked"
    if compare(before, after) is None:
        assert kind(after, before) in (None, "unchecked", "gone", "new")


SPEAKING = st.lists(
    st.builds(
        Speaking,
        key=st.sampled_from("12345"),
        title=st.just("A trial"),
        stance=st.sampled_from(["supports", "contradicts"]),
        standing=st.sampled_from(["current", "retracted"]),
        weight=st.floats(0, 4),
    ),
    max_size=4,
    unique_by=lambda study: study.key,
)
BACK = {"new": "gone", "gone": "new", "standing": "standing", "stance": "stance"}


@given(SPEAKING, SPEAKING, st.randoms(use_true_random=False))
def test_studies_that_change_do_so_in_any_order_and_change_back(
    then: list[Speaking], now: list[Speaking], shuffle: Any
) -> None:
    forth = list(study_changes(tuple(then), tuple(now)))
    back = list(study_changes(tuple(now), tuple(then)))
    assert {(c.key, BACK[c.what]) for c in forth} == {(c.key, c.what) for c in back}
    shuffle.shuffle(then)
    assert {(c.key, c.what) for c in study_changes(tuple(then), tuple(now))} == {
        (c.key, c.what) for c in forth
    }


@given(STANDPOINTS, st.sampled_from(["supported", "contradicted", "unfound"]))
def test_a_failure_never_makes_a_verdict_new_or_changed(
    before: Standpoint | None, outcome: str
) -> None:
    assert kind(before, at(outcome, failure="no answer")) == "unchecked"
