"""The field tags and named filters of PubMed's syntax, and why some are refused."""

from __future__ import annotations

from functools import cache
from typing import Any

from citecheck.errors import QueryRejected
from citecheck.pubmed.names import folded
from citecheck.pubmed.quoted import shown
from citecheck.text.tables import read_table


def field_of(tag: str) -> str:
    """What kind of field a tag names. Raises: QueryRejected, with the reason."""
    fields, refused = _table("search_fields.toml", "field", "tags")
    name = folded(tag)
    if name in refused:
        raise QueryRejected(f"[{shown(tag)}] cannot be searched here: {refused[name]['why']}.")
    if name not in fields:
        raise QueryRejected(f"[{shown(tag)}] is no field of PubMed that is known here.")
    kind: str = fields[name]["kind"]
    return kind


def filter_term(name: str) -> str | None:
    """The search that a named filter stands for, None if there is none of this name.

    Raises: QueryRejected, with the reason, for one that only PubMed can answer.
    """
    filters, refused = _table("named_filters.toml", "filter", "names")
    own = folded(name)
    if own in refused:
        raise QueryRejected(f"{shown(name)}[sb] cannot be searched here: {refused[own]['why']}.")
    return filters[own]["term"] if own in filters else None


def language_code(name: str) -> str | None:
    """The MARC code of a language by its English name or code; None if it is neither."""
    return _languages().get(folded(name))


@cache
def _table(file: str, kind: str, names: str) -> tuple[dict[str, Any], dict[str, Any]]:
    raw = read_table("citecheck.pubmed", file)
    allowed = {name: row for row in raw[kind] for name in row[names]}
    refused = {name: row for row in raw["refused"] for name in row[names]}
    return allowed, refused


@cache
def _languages() -> dict[str, str]:
    codes: dict[str, str] = read_table("citecheck.pubmed", "languages.toml")["languages"]
    return codes | {code: code for code in codes.values()}
