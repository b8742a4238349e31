"""Every word list: each cue has a text that it fires on and one that it leaves alone."""

from __future__ import annotations

import re
from importlib import resources
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.claims import cues
from citecheck.claims.cues import Cue, Mark

NAMES = sorted(
    file.name.removesuffix(".toml")
    for file in resources.files("citecheck.claims").iterdir()
    if file.name.endswith(".toml")
)
CUES = [
    pytest.param(name, cue, id=f"{name}-{cue.id}") for name in NAMES for cue in cues.load(name).cues
]


@pytest.mark.parametrize(("name", "cue"), CUES)
def test_a_cue_fires_on_its_examples_and_not_on_its_near_misses(name: str, cue: Cue) -> None:
    entries = cues.load(name, cue.sense)
    assert cue.source
    assert cue.fires
    assert cue.near_miss
    for text in cue.fires:
        assert cue.id in {hit.cue.id for hit in entries.find(text)}, text
    for text in cue.near_miss:
        assert cue.id not in {hit.cue.id for hit in entries.find(text)}, text


@pytest.mark.parametrize("name", NAMES)
def test_cue_ids_are_unique_within_a_file(name: str) -> None:
    ids = [cue.id for cue in cues.load(name).cues]
    assert len(ids) == len(set(ids))


def test_verbs_are_inflected_by_their_ending() -> None:
    assert cues.inflect("reduce") == ("reduce", "reduces", "reduced", "reducing")
    assert cues.inflect("modify") == ("modify", "modifies", "modified", "modifying")
    assert cues.inflect("delay") == ("delay", "delays", "delayed", "delaying")
    assert cues.inflect("diminish")[1] == "diminishes"
    assert cues.inflect("help with")[2] == "helped with"
    assert cues.inflect("cut|cuts|cutting") == ("cut", "cuts", "cutting")


def _entry(pattern: str) -> dict[str, object]:
    keys = {"id": "a", "sense": "s", "source": "x", "fires": ["a"], "near_miss": ["b"]}
    return {**keys, "patterns": [pattern]}


def test_a_group_inside_a_pattern_is_refused() -> None:
    with pytest.raises(ValueError, match="capturing group"):
        cues.parse("mine", {"cue": [_entry("(a)")]})


def test_an_unknown_word_list_is_refused() -> None:
    with pytest.raises(ValueError, match="no word list named thing"):
        cues.parse("mine", {"cue": [_entry("<thing>")]})


def test_an_unknown_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="a: no mark named loud"):
        cues.parse("mine", {"cue": [{**_entry("a"), "marks": ["people", "loud"]}]})


def test_a_hit_has_the_marks_of_its_cue() -> None:
    marked, bare = {**_entry("ab"), "marks": ["people"]}, {**_entry("cd"), "id": "b"}
    first, second = cues.parse("mine", {"cue": [marked, bare]}).find("ab cd")
    assert (first.has("people"), first.has("order"), second.has("people")) == (True, False, False)


def test_every_mark_is_carried_by_some_cue() -> None:
    carried = {mark for name in NAMES for cue in cues.load(name).cues for mark in cue.marks}
    assert carried == set(get_args(Mark))


def test_the_earlier_entry_wins_where_two_begin_together() -> None:
    first, second = _entry("ab"), {**_entry("abc"), "id": "b"}
    (hit,) = cues.parse("mine", {"cue": [first, second]}).find("abc")
    assert (hit.cue.id, hit.of("abc")) == ("a", "ab")


@given(st.text(alphabet="aAbBsSﬁſKkİı 7%.", max_size=12))
def test_case_is_ignored_in_text_and_list_alike(text: str) -> None:
    patterns = [r"\bA\w*[Kk]", r"\Ws\S+[^A-Z]"]
    entries = cues.parse("mine", {"cue": [{**_entry(""), "patterns": patterns}]})
    expected = [match.span() for match in re.finditer("|".join(patterns), text, re.IGNORECASE)]
    assert [(hit.start, hit.end) for hit in entries.find(text)] == expected


def test_a_cue_that_asks_for_a_capital_finds_only_a_capital() -> None:
    entries = cues.parse("mine", {"cue": [_entry("SAID (?-i:[A-Z])")]})
    assert entries.first("so said Ada")
    assert entries.first("so said ada") is None
