"""A second reading of small queries, by regular expressions over whole texts, for comparison."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tests.eutils.record import Record


def said(record: Record) -> str:
    """Everything that the record says in title, abstract and keywords, in lower case."""
    parts = [record.title, record.abstract, *record.study.keywords]
    parts += [record.vernacular_title, record.other_abstract]
    return " . ".join(re.sub(r"</?\w+>", "", part) for part in parts).lower()


@dataclass(frozen=True)
class Leaf:
    """A word or phrase in title or abstract."""

    text: str

    def term(self) -> str:
        """As it is searched."""
        return f'"{self.text}"[tiab]'

    def hits(self, records: Iterable[Record]) -> set[int]:
        """The records whose text has the words side by side."""
        shape = r"\b" + r"[\W_]+".join(map(re.escape, self.text.split())) + r"\b"
        return {record.pmid for record in records if re.search(shape, said(record))}


@dataclass(frozen=True)
class Joined:
    """Operands in brackets, run strictly from left to right."""

    first: Leaf | Joined
    rest: tuple[tuple[str, Leaf | Joined], ...]

    def term(self) -> str:
        """As it is searched; the whole in brackets."""
        tail = "".join(f" {operator} {node.term()}" for operator, node in self.rest)
        return f"({self.first.term()}{tail})"

    def hits(self, records: Iterable[Record]) -> set[int]:
        """The records that remain after the last operator."""
        records = list(records)
        found = self.first.hits(records)
        for operator, node in self.rest:
            other = node.hits(records)
            found = {
                "AND": found & other, "OR": found | other, "NOT": found - other,
            }[operator]  # fmt: skip
        return found
