"""examples/studies.jsonl: digests in the form that anyone can write, true to the facts known."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.pubmed.publication_types import type_ui
from citecheck.pubmed.standing import standing_of
from citecheck.sources.jsonl import read_jsonl
from tests.conftest import ROOT
from tests.examples.wording import runs, runs_of_all, words

STUDIES = ROOT / "examples" / "studies.jsonl"

KEYS = (
    "pmid", "pmcid", "doi", "title", "authors", "abstract", "journal", "year",
    "publication_types", "mesh", "standing", "notices", "participants", "species", "language",
    "demonstration",
)  # fmt: skip
PART_KEYS = {
    "abstract": {"section", "text"},
    "mesh": {"name", "ui"},
    "notices": {"kind", "text", "pmid"},
}
SECTIONS = {
    "opening": {
        "AIMS", "BACKGROUND", "BACKGROUND AND OBJECTIVES", "CONTEXT", "IMPORTANCE", "INTRODUCTION",
        "OBJECTIVE", "OBJECTIVES", "PURPOSE OF REVIEW", "RATIONALE", "STUDY OBJECTIVES",
    },
    "methods": {"CASE PRESENTATION", "METHODS", "PATIENTS AND METHODS", "SELECTION CRITERIA"},
    "results": {"FINDINGS", "MAIN RESULTS", "RECENT FINDINGS", "RESULTS"},
    "closing": {"AUTHORS' CONCLUSIONS", "CONCLUSION", "CONCLUSIONS", "INTERPRETATION", "SUMMARY"},
}  # fmt: skip
UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SPELLED = {word: value for value, word in enumerate(UNITS)}
SPELLED |= {word: 10 * value for value, word in enumerate(TENS, start=2)}
# Digits that are part of a name, not a figure.
NAMES = re.compile(
    r"3,4-methylene|\(covid-19\)|disease 2019|covid-?19|sars-cov-2|caps-5|dsm-5|bol-148|2-bromo"
    r"|n-3|omega-3|egb761|serotonin 2a|vitamin d3",
    re.IGNORECASE,
)


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in STUDIES.read_text("utf-8").splitlines()]


def abstract_of(record: dict[str, Any]) -> str:
    return " ".join(part["text"] for part in record["abstract"])


def named(record: dict[str, Any]) -> str:
    return str(record["title"])[:60]


def numbers_in(text: str) -> set[str]:
    """Figures of a text, and its number words below a hundred as figures."""
    text = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", text)
    found = set(re.findall(r"\d+(?:\.\d+)?", text))
    before = 0
    for word in words(text):
        value = SPELLED.get(word, 0)
        if before >= 20 and 0 < value < 10:
            found.discard(str(before))
            value += before
        if word in SPELLED:
            found.add(str(value))
        before = value
    return found


RECORDS = records()
each_record = pytest.mark.parametrize("record", RECORDS, ids=named)


def test_the_file_source_reads_every_line_as_a_digest_for_demonstration() -> None:
    with STUDIES.open("rb") as stream:
        studies = list(read_jsonl(stream, STUDIES.name))
    assert len(studies) == len(RECORDS) > 70
    assert all(study.demonstration for study in studies)
    assert all(study.title and study.abstract_text for study in studies)


def test_lines_are_plain_json_in_utf_8_with_the_keys_in_one_order() -> None:
    for line, record in zip(STUDIES.read_text("utf-8").splitlines(), RECORDS, strict=True):
        assert line == json.dumps(record, ensure_ascii=False)
        assert line == unicodedata.normalize("NFC", line)
        assert list(record) == [key for key in KEYS if key in record]


@each_record
def test_no_key_states_what_a_study_means_for_a_claim(record: dict[str, Any]) -> None:
    assert set(record) <= set(KEYS)
    assert record["demonstration"] is True
    for field, allowed in PART_KEYS.items():
        assert all(set(part) <= allowed for part in record[field])


def test_no_two_records_share_an_identifier() -> None:
    for field in ("pmid", "pmcid", "doi"):
        seen = Counter(str(record[field]).lower() for record in RECORDS if field in record)
        assert [value for value, times in seen.items() if times > 1] == []
    assert all({"pmid", "pmcid", "doi"} & set(record) for record in RECORDS)


@each_record
def test_an_abstract_goes_from_its_question_to_its_conclusion(record: dict[str, Any]) -> None:
    labels = [part["section"] for part in record["abstract"]]
    places = [place for label in labels for place, known in SECTIONS.items() if label in known]
    assert len(places) == len(labels), labels
    assert places == sorted(places, key=list(SECTIONS).index)
    assert {"opening", "results", "closing"} <= set(places)
    assert all(part["text"].strip().endswith(".") for part in record["abstract"])


@each_record
def test_an_abstract_is_as_long_as_abstracts_are(record: dict[str, Any]) -> None:
    assert 90 <= len(abstract_of(record).split()) <= 180


@each_record
def test_publication_types_are_pubmeds(record: dict[str, Any]) -> None:
    types = record["publication_types"]
    assert types == sorted(set(types))
    assert {"Journal Article", "Letter"} & set(types)
    assert [name for name in types if type_ui(name) is None] == []


@each_record
def test_mesh_identifiers_are_those_of_their_headings(
    record: dict[str, Any], lexicon: Lexicon
) -> None:
    headings = {heading["ui"]: heading["name"] for heading in record["mesh"]}
    assert len(headings) == len(record["mesh"])
    assert "Humans" in headings.values()
    for ui, name in headings.items():
        concept = lexicon.concept(ui)
        assert concept is not None, (ui, name)
        assert concept.name == name


def test_standing_agrees_with_publication_types_and_notices() -> None:
    with STUDIES.open("rb") as stream:
        for row, study in zip(RECORDS, read_jsonl(stream, STUDIES.name), strict=True):
            told = standing_of(study.publication_types, study.notices)
            assert row["standing"] == study.standing == told, row["title"]


def test_the_retracted_trial_of_the_mediterranean_diet_leads_to_the_republished_one() -> None:
    by_pmid = {record["pmid"]: record for record in RECORDS if "pmid" in record}
    first, second = by_pmid["23432189"], by_pmid["29897866"]
    assert (first["standing"], second["standing"]) == ("retracted", "republished")
    assert {"29897866"} <= {notice.get("pmid") for notice in first["notices"]}
    assert "Retracted Publication" not in second["publication_types"]


def test_abstracts_are_written_one_by_one_and_not_from_a_template() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for record in RECORDS:
        for part in record["abstract"]:
            for run in runs(part["text"], 12):
                other = seen.setdefault(run, record["title"])
                assert other == record["title"], " ".join(run)


@pytest.fixture(scope="module")
def facts(shared_data: Path) -> list[dict[str, Any]]:
    """What is known of each publication that has a title."""
    lines = (shared_data / "facts" / "studies.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["title"]]


def test_every_publication_with_a_title_is_there_once(facts: list[dict[str, Any]]) -> None:
    told = Counter(str(fact["title"]) for fact in facts)
    assert Counter(str(record["title"]) for record in RECORDS) == told
    by_title = {record["title"]: record for record in RECORDS}
    for fact in facts:
        record = by_title[fact["title"]]
        for field in ("pmid", "pmcid", "doi", "year"):
            assert record.get(field) == fact.get(field), fact["title"]
        assert record.get("participants") == fact["n"], fact["title"]
        assert (record["standing"] == "retracted") == fact["retracted"]


def test_no_abstract_repeats_a_sentence_of_the_facts(facts: list[dict[str, Any]]) -> None:
    fields = ("population", "intervention", "comparator", "condition", "finding", "notes")
    told = [fact[field] for fact in facts for field in fields if fact.get(field)]
    told += [outcome for fact in facts for outcome in fact["outcomes"]]
    taken = runs_of_all(told, 8)
    for record in RECORDS:
        shared = runs_of_all((part["text"] for part in record["abstract"]), 8) & taken
        assert {" ".join(run) for run in shared} == set(), record["title"]


def test_no_abstract_gives_a_figure_that_the_facts_do_not(facts: list[dict[str, Any]]) -> None:
    by_title = {fact["title"]: fact for fact in facts}
    for record in RECORDS:
        fact = by_title[record["title"]]
        known = numbers_in(json.dumps(fact, ensure_ascii=False))
        given = numbers_in(NAMES.sub(" ", abstract_of(record)))
        # "one" is an article as often as a count, "one of two" a way of speaking.
        assert given - known - {"0", "1", "2"} == set(), record["title"]
