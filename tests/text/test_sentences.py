"""Sentences: the hard cases, the groups of the TOML file, and what holds for any text."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from citecheck.text.sentences import split
from tests.growth import is_linear

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "sentences" / "hard.yaml").read_text("utf-8")
)
RULES = tomllib.loads(files("citecheck.text").joinpath("sentences.toml").read_text("utf-8"))
GROUPS = [*RULES["abbreviations"], {"name": "lettered", **RULES["lettered"]}]

PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["i.v.", "vs.", "et al.", "p < 0.05", "Pain", "fell", ".", "?”", "(", ")", "[12]", "…"]
        ),
        st.sampled_from([" ", "\n", "\r\n", "\n\n", "\u00a0", "\u2028", "- ", "1. ", "\ufeff"]),
        st.text(max_size=6),
    ),
    max_size=40,
).map("".join)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split(text)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_hard_case_is_split_as_a_reader_would(case: dict[str, Any]) -> None:
    text = case.get("text", " ".join(case["sentences"]))
    assert sentences(text) == case["sentences"]


def test_there_are_enough_hard_cases_and_none_twice() -> None:
    assert len(CASES) >= 80
    assert len({case["why"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("group", RULES["abbreviations"], ids=lambda group: group["name"])
def test_a_group_of_abbreviations_keeps_its_text_whole_and_not_the_near_miss(
    group: dict[str, Any],
) -> None:
    words = [*group.get("words", ()), *group.get("cased", ())]
    assert any(
        f"{word}." in group["fires"] or f"{word}." in group["fires"].lower() for word in words
    )
    assert len(sentences(group["fires"])) == 1
    assert len(sentences(group["near_miss"])) > 1


def test_a_letter_that_is_a_name_ends_a_sentence_and_an_initial_does_not() -> None:
    assert len(sentences(RULES["lettered"]["fires"])) == 2
    assert len(sentences(RULES["lettered"]["near_miss"])) == 1


def test_a_starter_ends_the_sentence_before_it_and_a_name_does_not() -> None:
    assert len(sentences(RULES["starters"]["fires"])) == 2
    assert len(sentences(RULES["starters"]["near_miss"])) == 1


def test_every_group_says_where_it_is_from() -> None:
    for group in [*GROUPS, RULES["starters"]]:
        assert len(group["source"]) > 5


@given(PIECES)
def test_sentences_tile_what_is_not_white_space(text: str) -> None:
    spans = split(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end
        assert not text[last : span.start].strip()
        assert span.of(text) == span.of(text).strip()
        last = span.end
    assert not text[last:].strip()


@given(PIECES)
def test_no_sentence_crosses_a_blank_line(text: str) -> None:
    for span in split(text):
        assert all(line.strip() for line in span.of(text).splitlines())


def test_a_long_text_is_split_in_linear_time() -> None:
    three = (
        "Ketamine (0.5 mg/kg i.v.) eased the pain of 12 adults vs. placebo, p < 0.05. "
        "Moreau et al. found no such effect in 2014 [12]. It may help with vitamin D.\n"
    )
    assert len(split(three * 700)) == 2100
    assert is_linear(lambda n: split(three * n), 700)


@pytest.mark.parametrize(
    "text",
    ["(" * 50_000, "." * 50_000, "a." * 25_000, ". " * 25_000, "x" * 100_000, "[1" * 25_000,
     ".1,2" * 12_000, "\n" * 50_000, "a.[1]" * 10_000, "A. " * 20_000, ".\"" * 20_000],
)  # fmt: skip
def test_odd_input_takes_linear_time(text: str) -> None:
    assert is_linear(lambda n: split(text[:n]), len(text))
