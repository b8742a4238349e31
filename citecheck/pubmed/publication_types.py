"""Publication types by name: their UI and the broader types that a search for them reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from citecheck.text.tables import read_table


@dataclass(frozen=True, slots=True)
class TypeRecord:
    """One publication type; `broader` are the folded names of all types above it."""

    name: str
    ui: str | None
    broader: tuple[str, ...]


def fold_type(name: str) -> str:
    """The form in which type names are compared: case and white space do not count."""
    return " ".join(name.casefold().split())


@cache
def _types() -> dict[str, TypeRecord]:
    raw = read_table("citecheck.pubmed", "publication_types.toml")
    parent = {fold_type(row["name"]): fold_type(row.get("broader", "")) for row in raw["type"]}

    def above(name: str) -> tuple[str, ...]:
        broader = parent[name]
        return (broader, *above(broader)) if broader else ()

    return {
        fold_type(row["name"]): TypeRecord(
            row["name"], row.get("ui"), above(fold_type(row["name"]))
        )
        for row in raw["type"]
    }


def type_ui(name: str) -> str | None:
    """The MeSH UI of a publication type, where the shipped table has it."""
    record = _types().get(fold_type(name))
    return record.ui if record else None


def type_and_broader(name: str) -> tuple[str, ...]:
    """The folded name and those of every type that includes it, nearest first."""
    folded = fold_type(name)
    record = _types().get(folded)
    return (folded, *record.broader) if record else (folded,)
