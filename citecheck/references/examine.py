"""The references of a document looked up and decided upon, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from citecheck.model.reference import Reference
from citecheck.model.search import Search
from citecheck.references.decide import Decision, decide
from citecheck.references.library import Library
from citecheck.references.lookup import look_up


class Examined(NamedTuple):
    """A reference, what became of it, and the searches that looked for it."""

    reference: Reference
    decision: Decision
    searches: tuple[Search, ...] = ()


def examine(references: Sequence[Reference], library: Library) -> list[Examined]:
    """What became of each reference, in their order. A source that fails is told, not raised."""
    searched = " and ".join(
        _name(source.info.kind, source.info.detail) for source in library.sources
    )
    return [
        Examined(reference, decide(reference, found, searched), found.searches)
        for reference, found in zip(references, look_up(references, library), strict=True)
    ]


def _name(kind: str, detail: str) -> str:
    return detail if kind == "entrez" else f"the {kind} {detail}".strip()
