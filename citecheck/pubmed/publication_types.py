"""Publication types by name: their UI and the broader types that a search for them reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from citecheck.pubmed.names import folded
from citecheck.text.tables import read_table


@dataclass(frozen=True, slots=True)
class TypeRecord:
    """One publication type; `broader` are the folded names of all types above it."""

    name: str
    ui: str | None
    broader: tuple[str, ...]


@cache
def _types() -> dict[str, TypeRecord]:
    raw = read_table("citecheck.pubmed", "publication_types.toml")
    parent = {folded(row["name"]): folded(row.get("broader", "")) for row in raw["type"]}

    def above(name: str) -> tuple[str, ...]:
        broader = parent[name]
        return (broader, *above(broader)) if broader else ()

    return {
        folded(row["name"]): TypeRecord(row["name"], row.get("ui"), above(folded(row["name"])))
        for row in raw["type"]
    }


def type_ui(name: str) -> str | None:
    """The MeSH UI of a publication type, where the shipped table has it."""
    record = _types().get(folded(name))
    return record.ui if record else None


def type_and_broader(name: str) -> tuple[str, ...]:
    """The folded name and those of every type that includes it, nearest first."""
    own = folded(name)
    record = _types().get(own)
    return (own, *record.broader) if record else (own,)
