"""Every entry of this room's tables fires in its example and not in its near miss."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from citecheck.evidence.design.participants import count_in
from citecheck.evidence.numbers.shares import shares_in
from citecheck.evidence.numbers.times import says_since_when, says_when, times_in
from citecheck.evidence.reading.effects import read_effects
from citecheck.evidence.reading.outcomes import (
    aspects_in,
    facets_in,
    is_ailing,
    outcomes_in,
    says_safe,
    speaks_of_harm,
)
from citecheck.evidence.tables import table

EFFECTS: list[dict[str, Any]] = table("reading/effects")["group"]
OUTCOMES: list[dict[str, Any]] = table("reading/outcomes")["outcome"]
LEVELS: list[dict[str, Any]] = table("design/levels")["phrase"]
PARTS: list[dict[str, Any]] = table("reading/sections")["phrase"]
COUNTS: list[dict[str, Any]] = table("design/participants")["example"]


def _named(entry: dict[str, Any]) -> str:
    return str(entry.get("name") or entry.get("family") or entry["fires"])


@pytest.mark.parametrize("group", EFFECTS, ids=_named)
def test_each_group_of_effect_words(group: dict[str, Any]) -> None:
    wanted = (group["axis"], group["sign"])

    def signs(text: str) -> set[tuple[str, int]]:
        cues = re.compile(rf"(?<![\w-])(?:{'|'.join(group['patterns'])})(?![\w-])")
        hits = {match.start() for match in cues.finditer(text.lower())}
        found = read_effects(text, text.lower()).effects
        return {(e.axis, e.sign) for e in found if e.cue.start in hits}

    assert wanted in signs(group["fires"])
    assert wanted not in signs(group["near_miss"])


def test_phrases_that_hold_a_cue_and_say_nothing() -> None:
    pseudo = table("reading/effects")["pseudo"]
    assert not read_effects(pseudo["fires"], pseudo["fires"].lower()).effects
    assert read_effects(pseudo["near_miss"], pseudo["near_miss"].lower()).effects


@pytest.mark.parametrize("entry", OUTCOMES, ids=_named)
def test_each_family_of_outcomes(entry: dict[str, Any]) -> None:
    assert entry["family"] in {o.family for o in outcomes_in(entry["fires"].lower())}
    assert entry["family"] not in {o.family for o in outcomes_in(entry["near_miss"].lower())}


@pytest.mark.parametrize("aspect", table("reading/outcomes")["aspect"], ids=_named)
def test_each_side_of_a_disease(aspect: dict[str, Any]) -> None:
    assert aspect["name"] in aspects_in(aspect["fires"].lower())
    assert aspect["name"] not in aspects_in(aspect["near_miss"].lower())


@pytest.mark.parametrize("facet", table("reading/outcomes")["facet"], ids=_named)
def test_each_thing_that_a_mechanism_does(facet: dict[str, Any]) -> None:
    assert facet["name"] in facets_in(facet["fires"].lower())
    assert facet["name"] not in facets_in(facet["near_miss"].lower())


def test_opposite_outcomes_name_each_other() -> None:
    opposites = {e["family"]: e["opposite"] for e in OUTCOMES if "opposite" in e}
    assert opposites
    assert all(opposites[other] == family for family, other in opposites.items())


@pytest.mark.parametrize(
    "name", ["control", "by_control", "compares", "compares_no_more", "shared", "more", "reason"]
)
def test_each_cue_of_comparison(name: str) -> None:
    entry = table("reading/attribution")[name]
    assert re.search(entry["pattern"], entry["fires"].lower())
    assert not re.search(entry["pattern"], entry["near_miss"].lower())


@pytest.mark.parametrize("name", ["besides", "left_for", "measured", "introduced"])
def test_each_cue_before_the_name_of_a_treatment(name: str) -> None:
    entry = table("reading/attribution")[name]

    def fires(text: str) -> bool:
        before = text.lower()[: text.lower().index(entry["word"])]
        return re.search(entry["pattern"], before) is not None

    assert fires(entry["fires"])
    assert not fires(entry["near_miss"])


@pytest.mark.parametrize("name", ["compound", "provoked", "ended", "arm"])
def test_each_cue_after_the_name_of_a_treatment(name: str) -> None:
    entry = table("reading/attribution")[name]

    def fires(text: str) -> bool:
        after = text.lower()[text.lower().index(entry["word"]) + len(entry["word"]) :]
        return re.match(entry["pattern"], after) is not None

    assert fires(entry["fires"])
    assert not fires(entry["near_miss"])


def test_an_aim_is_told_from_a_result() -> None:
    aim = table("reading/effects")["aim"]
    assert [e.aim for e in read_effects(aim["fires"], aim["fires"].lower()).effects] == [True]
    assert not any(e.aim for e in read_effects(aim["near_miss"], aim["near_miss"].lower()).effects)


def test_a_noun_is_told_from_one_that_its_own_verb_takes_back() -> None:
    undone = table("reading/effects")["undone"]

    def denied(text: str) -> bool:
        first = read_effects(text, text.lower()).effects[0]
        return first.denied and first.form == "noun"

    assert denied(undone["fires"])
    assert not denied(undone["near_miss"])


def test_the_words_for_the_form_of_a_treatment() -> None:
    form = table("reading/attribution")["form"]
    assert re.search(form["pattern"], form["fires"])
    assert not re.search(form["pattern"], form["near_miss"])


def test_the_words_for_safety() -> None:
    safe = table("reading/outcomes")["safe"]
    assert says_safe(safe["fires"])
    assert not says_safe(safe["near_miss"])


def test_an_organ_that_is_named_for_what_ails_it() -> None:
    ailing = table("reading/outcomes")["ailing"]
    assert is_ailing(ailing["fires"].lower(), len(ailing["word"]))
    assert not is_ailing(ailing["near_miss"].lower(), len(ailing["word"]))


def test_words_by_which_a_text_speaks_of_harm() -> None:
    harm = table("reading/outcomes")["harm"]
    assert speaks_of_harm(harm["fires"].lower())
    assert not speaks_of_harm(harm["near_miss"].lower())


@pytest.mark.parametrize("phrase", LEVELS, ids=_named)
def test_each_phrase_of_study_design(phrase: dict[str, Any]) -> None:
    def matches(text: str) -> bool:
        found = re.search(phrase["pattern"], text.lower())
        return bool(found) and not re.search(phrase.get("unless", "(?!)"), text.lower())

    assert matches(phrase["fires"])
    assert not matches(phrase["near_miss"])


@pytest.mark.parametrize("kind", ["human", "animal", "in_vitro"])
def test_the_words_for_who_was_studied(kind: str) -> None:
    species = table("design/levels")["species"]
    assert re.search(species[kind], species[f"{kind}_example"].lower())
    assert not re.search(species[kind], species[f"{kind}_near_miss"].lower())


@pytest.mark.parametrize("phrase", PARTS, ids=_named)
def test_each_phrase_for_a_part_of_the_paper(phrase: dict[str, Any]) -> None:
    assert re.search(phrase["pattern"], phrase["fires"].lower())
    assert not re.search(phrase["pattern"], phrase["near_miss"].lower())


@pytest.mark.parametrize("example", COUNTS, ids=lambda example: str(example["text"]))
def test_participants_are_counted_as_the_examples_say(example: dict[str, Any]) -> None:
    assert count_in([example["text"].lower()]) == example.get("count")


def test_who_took_part_and_who_did_not() -> None:
    taking_part = table("design/participants")["taking_part"]
    assert count_in([taking_part["fires"].lower()]) == taking_part["count"]
    assert count_in([taking_part["near_miss"].lower()]) is None


@pytest.mark.parametrize("form", table("numbers/shares")["form"], ids=_named)
def test_each_form_of_share(form: dict[str, Any]) -> None:
    (found,) = shares_in(form["fires"].lower())
    assert (found.low + found.high) / 2 == pytest.approx(form["share"])
    assert not shares_in(form["near_miss"].lower())


@pytest.mark.parametrize("form", table("numbers/times")["form"], ids=_named)
def test_each_form_of_time(form: dict[str, Any]) -> None:
    (found,) = times_in(form["fires"].lower())
    assert [found.low, found.high] == form["hours"]
    assert not times_in(form["near_miss"].lower())


def test_the_words_for_acting_and_for_beginning_to() -> None:
    rules = table("numbers/times")
    for says, name in ((says_when, "acts"), (says_since_when, "begins")):
        assert says(rules[name]["fires"].lower())
        assert not says(rules[name]["near_miss"].lower())


def test_which_numbers_are_results() -> None:
    rules = table("numbers/figures")
    assert re.search(rules["figure"]["pattern"], rules["figure"]["fires"].lower())
    assert not re.search(rules["figure"]["pattern"], rules["figure"]["near_miss"].lower())
    for name, finds in (("not_before", re.search), ("not_after", re.match)):
        entry = rules[name]
        for text, wanted in ((entry["fires"], True), (entry["near_miss"], False)):
            before, _, after = text.lower().partition(entry["word"])
            assert (
                bool(finds(entry["pattern"], before if name == "not_before" else after)) is wanted
            )


@pytest.mark.parametrize("name", ["p_value", "not_significant", "interval", "ratio", "taken_back"])
def test_each_form_of_statistic(name: str) -> None:
    entry = table("numbers/statistics")[name]
    assert re.search(entry["pattern"], entry["fires"].lower())
    assert not re.search(entry["pattern"], entry["near_miss"].lower())


def test_every_table_names_its_source() -> None:
    room = Path(str(files("citecheck.evidence")))
    names = [file.relative_to(room).with_suffix("").as_posix() for file in room.rglob("*.toml")]
    assert "reading/effects" in names
    for name in names:
        assert table(name)["source"], name
