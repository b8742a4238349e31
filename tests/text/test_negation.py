"""Negation made for statements of effect."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.text.negation import clauses, find, load_table

CUES: list[dict[str, Any]] = load_table()["cue"]
CLAUSES: list[dict[str, Any]] = load_table()["clause"]["example"]


def _kinds(text: str) -> set[str]:
    return {negation.kind for negation in find(text)}


def _governed(text: str) -> list[str]:
    return [negation.governed.of(text) for negation in find(text) if negation.denies]


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue["name"]))
def test_each_group_fires_in_its_example_and_not_in_its_near_miss(cue: dict[str, Any]) -> None:
    if cue["kind"] == "pseudo":
        assert not find(cue["fires"])
        assert find(cue["near_miss"])
        return
    governed = [n.governed.of(cue["fires"]) for n in find(cue["fires"]) if n.kind == cue["kind"]]
    assert cue["governed"] in governed if "governed" in cue else governed
    assert cue["kind"] not in _kinds(cue["near_miss"])


@pytest.mark.parametrize("example", CLAUSES, ids=lambda example: str(example["text"]))
def test_clauses_end_where_the_examples_say(example: dict[str, Any]) -> None:
    text = example["text"]
    assert [span.of(text) for span in clauses(text)] == example["clauses"]


@given(st.text(max_size=300))
def test_clauses_tile_any_text(text: str) -> None:
    assert "".join(span.of(text) for span in clauses(text)) == text


@given(st.text(alphabet="no effectdisimlar,;.-' ", max_size=200))
def test_what_is_governed_lies_within_the_text(text: str) -> None:
    for negation in find(text):
        assert 0 <= negation.cue.start < negation.cue.end <= len(text)
        assert 0 <= negation.governed.start <= negation.governed.end <= len(text)


def test_no_stops_at_but() -> None:
    assert _governed("no effect on pain but less nausea") == ["effect on pain"]


@pytest.mark.parametrize("times", ["twice", "three times", "half"])
def test_times_as_likely_is_no_result_of_no_difference(times: str) -> None:
    assert find("Smokers were as likely to fall.")
    assert not find(f"Smokers were {times} as likely to fall.")


def test_anything_but_denies_what_follows() -> None:
    assert _governed("It was anything but harmless") == ["harmless"]


def test_a_list_stays_within_the_scope() -> None:
    text = "Zinc had no effect on cough, fever or the length of the stay, but colds were shorter."
    assert _governed(text) == ["effect on cough, fever or the length of the stay"]


def test_a_second_verb_of_effect_ends_the_scope() -> None:
    text = "Ginkgo did not prevent dementia and increased bleeding."
    assert _governed(text) == ["prevent dementia"]


@pytest.mark.parametrize(
    "text",
    [
        "The drug did not significantly reduce mortality.",
        "Mortality did not differ between the groups.",
        "There was no statistically significant difference in mortality.",
        "The effect on mortality was not significant.",
        "Mortality was similar in both groups.",
        "Neither dose reduced mortality.",
        "We found no evidence of lower mortality.",
        "The drug failed to lower mortality.",
        "The drug was no more effective than placebo.",
        "Mortality doesn’t fall with the drug.",
    ],
)
def test_the_ways_of_saying_no_effect_are_denials(text: str) -> None:
    assert any(negation.denies for negation in find(text))


@pytest.mark.parametrize(
    "text",
    [
        "The drug not only lowered mortality but also pain.",
        "No fewer than 40 patients had lower mortality.",
        "Mortality was lower than with no treatment.",
        "Mortality was lower in an open trial without placebo.",
        "A benefit cannot be ruled out.",
        "The mechanism is not fully understood.",
        "Patients who did not respond to lithium were given ketamine.",
        "Whether or not mortality falls was studied.",
    ],
)
def test_phrases_that_deny_no_effect_are_left_alone(text: str) -> None:
    assert not any(negation.denies for negation in find(text))


def test_not_inferior_is_equivalence_and_no_denial() -> None:
    assert _kinds("Tablets were not inferior to the infusion.") == {"equivalence"}


def test_an_open_question_is_uncertain() -> None:
    assert "uncertain" in _kinds("Whether the drug lowers mortality remains unclear.")


@pytest.mark.parametrize(
    "text",
    [
        "Ginger does not just ease nausea",
        "It isn't only good",
        "No one doubts that it prevents colds",
    ],
)
def test_what_is_more_than_that_is_not_denied(text: str) -> None:
    assert not any(negation.denies for negation in find(text))
