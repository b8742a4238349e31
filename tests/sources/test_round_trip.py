"""What is written as study JSONL is read as the same study, and as the same again."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from citecheck.model.study import Study
from citecheck.sources.jsonl import read_jsonl

words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=12)
headings = st.fixed_dictionaries({"name": words}, optional={"ui": st.just("D007649")})
rows = st.fixed_dictionaries(
    {"pmid": st.integers(1, 99_999_999).map(str)},
    optional={
        "doi": st.from_regex(r"10\.[0-9]{4}/[a-z0-9]{1,9}", fullmatch=True),
        "pmcid": st.integers(1, 9_999_999).map(lambda number: f"PMC{number}"),
        "title": words,
        "abstract": st.lists(st.fixed_dictionaries({"section": words, "text": words}), max_size=3),
        "journal": words,
        "year": st.integers(1000, 3000),
        "published": st.dates().map(lambda day: f"{day:%Y-%m}" if day.day > 15 else str(day)),
        "publication_types": st.lists(headings, max_size=2),
        "mesh": st.lists(headings, max_size=2),
        "notices": st.lists(st.fixed_dictionaries({"kind": words, "text": words}), max_size=2),
        "participants": st.integers(0, 10**6),
        "species": st.sampled_from(["human", "animal", "in-vitro", "mixed", "unknown"]),
        "standing": st.sampled_from(["current", "retracted", "concern", "corrected"]),
        "language": st.sampled_from(["eng", "ger"]),
        "authors": st.lists(words, max_size=2),
    },
)


def read(row: dict[str, Any]) -> Study:
    [study] = read_jsonl(io.BytesIO(json.dumps(row).encode()), "a file")
    return study


@given(rows)
def test_a_study_written_again_is_read_as_the_same(row: dict[str, Any]) -> None:
    study = read(row)
    for name in ("pmid", "doi", "pmcid", "title", "journal", "year", "participants", "species"):
        given_value = row.get(name, "" if name == "title" else None)
        assert getattr(study, name) == given_value
    assert [dict(section) for section in study.abstract] == row.get("abstract", [])
    assert read(study.model_dump(mode="json")) == study
