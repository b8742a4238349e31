from __future__ import annotations

import io
import json
from typing import Any

import pytest

from citecheck.errors import BadSource
from citecheck.model.study import AbstractSection, Study
from citecheck.sources.jsonl import read_jsonl
from citecheck.sources.lines import MAX_LINE_BYTES


def read(*rows: Any) -> list[Study]:
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return list(read_jsonl(io.BytesIO(lines.encode()), "studies.jsonl"))


def refusal(*rows: Any) -> str:
    with pytest.raises(BadSource) as caught:
        read(*rows)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_a_full_record_is_read_field_by_field() -> None:
    [study] = read(
        {
            "pmid": 123,
            "pmcid": "pmc77",
            "doi": "https://doi.org/10.1000/AbC",
            "id": "x1",
            "title": " Saline in the common cold ",
            "abstract": [
                {"section": "RESULTS", "text": "Colds lasted as long."},
                {"section": "EMPTY", "text": " "},
            ],
            "journal": "J Tests",
            "year": "2019",
            "publication_types": ["Randomized Controlled Trial"],
            "mesh": ["Common Cold", {"name": "Saline Solution", "ui": "D012965"}],
            "standing": "corrected",
            "notices": ["A table was replaced.", {"kind": "ErratumIn", "pmid": "99"}],
            "participants": 40,
            "species": "human",
            "language": "eng",
            "direction": "never read",
        }
    )
    assert (study.pmid, study.pmcid, study.doi, study.id) == ("123", "PMC77", "10.1000/AbC", "x1")
    assert study.key == "123"
    assert study.title == "Saline in the common cold"
    assert study.abstract == (AbstractSection(section="RESULTS", text="Colds lasted as long."),)
    assert study.year == 2019
    assert [heading.ui for heading in study.mesh] == [None, "D012965"]
    assert [(n.kind, n.text, n.pmid) for n in study.notices] == [
        ("note", "A table was replaced.", None),
        ("ErratumIn", "", "99"),
    ]
    assert (study.standing, study.participants, study.species) == ("corrected", 40, "human")
    assert not study.demonstration


def test_a_plain_abstract_is_one_section_without_a_label() -> None:
    [study] = read({"id": "a", "abstract": "One paragraph."})
    assert study.abstract == (AbstractSection(section="", text="One paragraph."),)


def test_the_key_is_the_first_identifier_in_the_order_of_the_contract() -> None:
    studies = read(
        {"pmcid": "PMC1", "id": "x", "doi": "10.1000/ABC"}, {"pmcid": "PMC2", "id": "x"}, {"id": 7}
    )
    assert [study.key for study in studies] == ["10.1000/abc", "PMC2", "7"]


@pytest.mark.parametrize(
    ("stated", "types", "standing"),
    [
        (None, ["Retracted Publication"], "retracted"),
        ("current", ["Retracted Publication"], "retracted"),
        ("concern", [], "concern"),
        (None, ["Retraction of Publication"], "current"),
    ],
)
def test_the_graver_of_stated_and_derived_standing_holds(
    stated: str | None, types: list[str], standing: str
) -> None:
    [study] = read({"id": "a", "standing": stated, "publication_types": types})
    assert study.standing == standing


def test_a_digest_is_marked_only_by_true() -> None:
    marked, unmarked = read({"id": "a", "demonstration": True}, {"id": "b", "demonstration": "no"})
    assert marked.demonstration and not unmarked.demonstration


def test_blank_lines_and_a_byte_order_mark_are_no_records() -> None:
    raw = b'\xef\xbb\xbf{"id": "a"}\n\n  \r\n{"id": "b"}'
    assert [study.key for study in read_jsonl(io.BytesIO(raw), "x")] == ["a", "b"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "not JSON"),
        ("[1]", "a list, where an object"),
        ("null", "null, where an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": "a", "year": ' + "9" * 5000 + "}", "not JSON (a number too long)"),
        ({"title": "No identifier"}, "no identifier"),
        ({"id": ""}, "no identifier"),
        ({"pmid": "12a"}, '`pmid` is "12a", which is no PMID'),
        ({"pmid": True}, "`pmid` is true or false"),
        ({"pmid": ["1"]}, "`pmid` is a list"),
        ({"doi": "doi:11.1/x"}, "which is no DOI"),
        ({"id": "a", "title": 5}, "`title` is a number"),
        ({"id": "a", "abstract": {"text": "x"}}, "`abstract` is an object"),
        ({"id": "a", "abstract": ["x"]}, "`abstract` has a part"),
        ({"id": "a", "abstract": [{"section": "R"}]}, "`abstract` has a part"),
        ({"id": "a", "year": 2019.5}, "`year` is 2019.5"),
        ({"id": "a", "year": True}, "`year` is true"),
        ({"id": "a", "participants": -1}, "`participants` is -1"),
        ({"id": "a", "standing": "fine"}, '`standing` is "fine"; it must be one of current'),
        ({"id": "a", "standing": []}, "`standing` is a list"),
        ({"id": "a", "species": "dog"}, '`species` is "dog"'),
        ({"id": "a", "mesh": "Cold"}, "`mesh` is text, where a list"),
        ({"id": "a", "mesh": [{"ui": "D1"}]}, "`mesh` has a part"),
        ({"id": "a", "publication_types": [3]}, "`publication_types` has a part"),
        ({"id": "a", "notices": [3]}, "`notices` has a part"),
    ],
)
def test_a_bad_line_is_one_sentence_with_file_and_line(row: Any, words: str) -> None:
    message = refusal({"id": "good"}, row)
    assert message.startswith("studies.jsonl, line 2: ")
    assert words in message


def test_bytes_that_are_not_utf8_name_their_line() -> None:
    with pytest.raises(BadSource, match=r"x, line 1: not UTF-8 text\."):
        list(read_jsonl(io.BytesIO(b'{"id": "\xff"}'), "x"))


def test_an_endless_line_is_refused_without_reading_it_all() -> None:
    class Endless(io.RawIOBase):
        def readline(self, size: int | None = -1) -> bytes:
            assert size is not None and size > 0
            return b"x" * size

    with pytest.raises(BadSource, match=f"longer than {MAX_LINE_BYTES:,} bytes"):
        list(read_jsonl(Endless(), "x"))  # type: ignore[arg-type]


def test_a_lone_surrogate_does_not_lose_the_record() -> None:
    [study] = read('{"id": "a", "title": "Dose \\ud800 of 5 mg"}')
    assert study.title == "Dose ? of 5 mg"


@pytest.mark.parametrize("given", ["PMC1978057", "pmc1978057", "1978057", 1978057])
def test_a_pmcid_may_be_given_by_its_number(given: object) -> None:
    [study] = read({"pmcid": given})
    assert study.pmcid == "PMC1978057"
