"""Search filters as they were published: as terms for PubMed, and as query trees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from citecheck.model.query import Query, Subset
from citecheck.pubmed.term import parse_term
from citecheck.text.tables import read_table


@dataclass(frozen=True, slots=True)
class PublishedFilter:
    """One published filter: its words as published, and what they mean to a local engine."""

    name: str
    term: str
    tree: Query
    source: str


def filter_query(name: str) -> Subset:
    """The filter as a query; PubMed is sent its published term, other engines its tree.

    Raises: KeyError if published_filters.toml has no such filter.
    """
    return Subset(name=name, parts=published_filters()[name].tree)


@cache
def published_filters() -> dict[str, PublishedFilter]:
    """All filters by name."""
    raw = read_table("citecheck.pubmed", "published_filters.toml")
    uis: dict[str, str] = {**raw["headings"], **raw["subheadings"]}
    return {row["name"]: _published_filter(row, uis) for row in raw["filter"]}


def published_term(name: str) -> str | None:
    """What PubMed is sent for a subset of this name; None if it is no published filter."""
    found = published_filters().get(name)
    return found.term if found else None


def _published_filter(row: dict[str, Any], uis: dict[str, str]) -> PublishedFilter:
    return PublishedFilter(
        name=row["name"],
        term=row["term"],
        tree=parse_term(row.get("local", row["term"]), uis),
        source=row["source"],
    )
