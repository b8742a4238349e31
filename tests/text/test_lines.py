"""Lines: which of them a reader takes as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.text.lines import lines, marker, units

WRAPPED = (
    "A small trial in twelve adults with cluster headache tested a single dose\n"
    "of psilocybin against placebo. Attacks were fewer in the three weeks after\n"
    "the dose, but the gap could be due to chance."
)


def found(text: str) -> list[str]:
    return [unit.of(text) for unit in units(text)]


def test_a_paragraph_broken_to_a_width_is_one() -> None:
    assert found(WRAPPED) == [WRAPPED]
    assert found(WRAPPED.replace("\n", "\r\n")) == [WRAPPED.replace("\n", "\r\n")]


@pytest.mark.parametrize(
    "text",
    [
        "Rapid relief\nKetamine acts within hours, and in some it lasts for weeks after that.",
        "Ketamine acts within hours, and in some people it lasts for weeks after.\nrapid relief",
        "Ketamine may help people with migraine and OCD\nPsilocybin may help those with headaches",
        "- Ketamine acts within hours, and in some people it lasts for weeks on\n- end of the list",
        "one\ntwo\nthree",
        "Ketamine eases the pain of some people with migraine\nand with a cluster headache, too\n"
        "as one of the few trials of this drug in these patients has shown",
        f"{'Ketamine helps some people with pain ' * 10}\nand this is another line of its own here",
    ],
    ids=["heading", "caption", "two headings", "bullets", "short", "not full", "too wide"],
)
def test_other_lines_stand_alone(text: str) -> None:
    assert found(text) == [line.strip() for line in text.split("\n")]


CITED = "Zinc shortens colds in grown people\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{CITED}(PMID 12345678). Honey eases a cough.",
        f"{CITED.rstrip()} (PMID\n12345678). Honey eases a cough.",
        f"{CITED}PMID: 12345678. Honey eases a cough.",
        f"{CITED.rstrip()}, PMID:\n12345678. Honey eases a cough.",
        f"{CITED}(doi:10.1000/zinc.1). Honey eases a cough.",
        f"{CITED}doi: 10.1000/zinc.1. Honey eases a cough.",
        f"{CITED}[12]. Honey eases a cough.",
        f"{CITED}(Smith 2019). Honey eases a cough.",
        f"{CITED.rstrip()} (Smith,\n2019). Honey eases a cough.",
        f"{CITED}(12). {'Honey eases a cough in children and in those who sing. ' * 3}",
    ],
)
def test_a_citation_holds_the_lines_together_between_which_it_breaks(text: str) -> None:
    assert found(text) == [text.strip()]


@pytest.mark.parametrize(
    "text",
    [
        f"{CITED}(Reuters). Honey eases a cough.",
        f"{CITED}[12] Smith J. Zinc and colds. J Cough. 2019;3:45.",
        f"{CITED}(12) Smith J. Zinc and colds. J Cough. 2019;3:45.",
        f"{CITED}12. Smith J. Zinc and colds. J Cough. 2019;3:45.",
        "Zinc shortens colds.\n(PMID 12345678). Honey eases a cough.",
        "[1] Smith J. Zinc and colds.\n[2] Jones K. Honey and coughs.",
        "Zinc (the metal\nHoney eases a cough.",
        "Smith J. Zinc and colds. PMID: 12345678\nJones K. Honey. PMID: 23456789",
    ],
)
def test_entries_of_a_list_and_headings_are_not_held_together(text: str) -> None:
    assert found(text) == text.split("\n")


def test_an_empty_line_always_parts() -> None:
    assert len(found(WRAPPED.replace("\nthe", "\n\nthe"))) == 2


def test_a_form_feed_parts_as_a_line_break_does() -> None:
    assert found("one\x0ctwo\x85three\u2028four") == ["one", "two", "three", "four"]


@given(st.text(st.sampled_from("ab .-\n\r\u2028\t"), max_size=300))
def test_units_hold_all_that_is_not_white_space(text: str) -> None:
    inside = "".join(found(text))
    assert "".join(inside.split()) == "".join(text.split())
    assert [line for line in lines(text) if line.start < line.end or not line.of(text)]


@pytest.mark.parametrize(
    ("line", "length"),
    [("- x", 2), ("•  x", 3), ("12. x", 4), ("(3) x", 4), ("a) x", 3), ("-5 is cold", 0),
     ("3.5%", 0), ("", 0), ("It is.", 0)],
)  # fmt: skip
def test_a_marker_is_a_bullet_or_number_and_a_space(line: str, length: int) -> None:
    assert marker(line) == length
