"""The published search filters of filters.toml, as terms for PubMed and as query trees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from citecheck.model.query import Query, Subset
from citecheck.pubmed.term import parse_term
from citecheck.text.tables import read_table


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """One published filter: its words as published, and what they mean to a local engine."""

    name: str
    label: str
    term: str
    tree: Query
    source: str


def filter_query(name: str) -> Subset:
    """The filter as a query; PubMed is sent its published term, other engines its tree.

    Raises: KeyError if filters.toml has no such filter.
    """
    return Subset(name=name, parts=search_filters()[name].tree)


@cache
def search_filters() -> dict[str, SearchFilter]:
    """All filters by name."""
    raw = read_table("citecheck.pubmed", "filters.toml")
    uis: dict[str, str] = {**raw["headings"], **raw["subheadings"]}
    return {row["name"]: _search_filter(row, uis) for row in raw["filter"]}


def published_term(name: str) -> str | None:
    """What PubMed is sent for a subset of this name; None if it is no published filter."""
    found = search_filters().get(name)
    return found.term if found else None


def _search_filter(row: dict[str, Any], uis: dict[str, str]) -> SearchFilter:
    return SearchFilter(
        name=row["name"],
        label=row["label"],
        term=row["term"],
        tree=parse_term(row.get("local", row["term"]), uis),
        source=row["source"],
    )
