from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.study import MeshHeading, PublicationType, Study
from citecheck.pubmed.filters import filter_query
from citecheck.sources.source import LocalSource
from citecheck.sources.tree import UiResolver

FILTERS: list[dict[str, Any]] = tomllib.loads(
    files("citecheck.pubmed").joinpath("published_filters.toml").read_text("utf-8")
)["filter"]


def study(pmid: str, example: dict[str, Any]) -> Study:
    return Study(
        pmid=pmid,
        title=example["title"],
        mesh=tuple(MeshHeading(name=name) for name in example.get("mesh", ())),
        publication_types=tuple(
            PublicationType(name=name) for name in example.get("publication_types", ())
        ),
    )


@pytest.mark.parametrize("row", FILTERS, ids=lambda row: str(row["name"]))
def test_each_filter_lets_its_example_through_and_not_its_near_miss(
    row: dict[str, Any], lexicon: Lexicon
) -> None:
    studies = [study("1", row["fires"]), study("2", row["near_miss"])]
    source = LocalSource(
        map(UiResolver(lexicon).resolve, studies), lexicon, kind="file", detail="x"
    )
    assert source.search(filter_query(row["name"]), limit=5).keys == ("1",)


def test_humans_lets_through_what_is_indexed_as_human(lexicon: Lexicon) -> None:
    people = study("1", {"title": "Oxygen", "mesh": ["Humans", "Rats"]})
    rats = study("2", {"title": "Oxygen", "mesh": ["Rats"]})
    source = LocalSource(
        map(UiResolver(lexicon).resolve, (people, rats)), lexicon, kind="file", detail="x"
    )
    assert source.search(filter_query("humans"), limit=5).keys == ("1",)
