"""The names that the server knows: search fields, filters, publication types, languages."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Field:
    """One search field. `full` is how a query translation names it."""

    key: str
    name: str
    full: str
    description: str
    tags: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Vocabulary:
    """Everything in pubmed.toml, by lower-case name."""

    fields: Mapping[str, Field]
    tags: Mapping[str, Field]
    filters: Mapping[str, str]
    type_ui: Mapping[str, str]
    types_below: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]
    notices: Mapping[str, str]
    stopwords: frozenset[str]

    def types_under(self, name: str) -> frozenset[str]:
        """A publication type, in lower case, and all below it."""
        found = {name.lower()}
        waiting = [name.lower()]
        while waiting:
            for below in self.types_below.get(waiting.pop(), ()):
                if below not in found:
                    found.add(below)
                    waiting.append(below)
        return frozenset(found)

    def language(self, name: str) -> str | None:
        """MEDLINE's three-letter code of a language given by name or code."""
        name = name.lower()
        if name in self.languages:
            return name
        return next((code for code, full in self.languages.items() if full == name), None)


@functools.cache
def vocabulary() -> Vocabulary:
    """The shipped names."""
    data = tomllib.loads(Path(__file__).with_name("pubmed.toml").read_text(encoding="utf-8"))
    fields = [Field(**{**row, "tags": tuple(row["tags"])}) for row in data["fields"]]
    types = data["publication_types"]
    return Vocabulary(
        fields={field.key: field for field in fields},
        tags={tag: field for field in fields for tag in field.tags},
        filters={
            name: row["term"] for row in data["filters"] for name in (row["name"], *row["aliases"])
        },
        type_ui={name.lower(): ui for name, ui in types["ui"].items()},
        types_below={
            above.lower(): tuple(name.lower() for name in below)
            for above, below in types["below"].items()
        },
        languages=data["languages"]["codes"],
        notices=data["notices"]["tags"],
        stopwords=frozenset(data["stopwords"]["words"]),
    )
