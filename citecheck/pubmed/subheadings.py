"""MeSH subheadings by name and abbreviation, and what each includes."""

from __future__ import annotations

from functools import cache
from typing import Any

from citecheck.pubmed.names import folded
from citecheck.text.tables import read_table


@cache
def _rows() -> dict[str, dict[str, Any]]:
    rows = read_table("citecheck.pubmed", "subheadings.toml")["subheadings"]
    return {row["name"]: row for row in rows} | {row["short"]: row for row in rows}


def subheading(name: str) -> str | None:
    """The full name of a subheading, which may be given by its abbreviation ("dt")."""
    row = _rows().get(folded(name))
    return row["name"] if row else None


@cache
def family(name: str) -> tuple[str, ...]:
    """A subheading and all that it includes; of an unknown one, the name alone."""
    row = _rows().get(name.casefold())
    if row is None:
        return (name,)
    found = {row["name"]: None}
    for included in row.get("includes", ()):
        found |= dict.fromkeys(family(included))
    return tuple(found)
