"""MeSH as the server needs it: names to UIs, and what is narrower than what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from citecheck.concepts.lexicon import Lexicon
from tests.eutils.text import words


class Thesaurus(Protocol):
    """Descriptors (D...) and supplementary records (C...) by name, and the tree."""

    def lookup(self, name: str) -> tuple[str, ...]:
        """The UIs that have this name or entry term, case aside."""
        ...

    def name(self, ui: str) -> str | None:
        """The preferred name."""
        ...

    def covers(self, broad: str, narrow: str) -> bool:
        """Whether `narrow` is `broad` or stands below it in the tree."""
        ...


@dataclass(frozen=True)
class Entry:
    """One descriptor: its names, the preferred first, and its places in the tree."""

    names: tuple[str, ...]
    tree_numbers: tuple[str, ...] = ()


class TableThesaurus:
    """A thesaurus of a few entries by UI, for tests that say all that MeSH shall know."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)
        self._by_name: dict[tuple[str, ...], list[str]] = {}
        for ui, entry in entries.items():
            for name in entry.names:
                self._by_name.setdefault(words(name), []).append(ui)

    def lookup(self, name: str) -> tuple[str, ...]:
        """The UIs that have this name or entry term."""
        return tuple(self._by_name.get(words(name), ()))

    def name(self, ui: str) -> str | None:
        """The preferred name."""
        return self._entries[ui].names[0] if ui in self._entries else None

    def covers(self, broad: str, narrow: str) -> bool:
        """Whether `narrow` is `broad` or below it."""
        numbers = (self._entries[ui].tree_numbers if ui in self._entries else () for ui in
                   (broad, narrow))  # fmt: skip
        return broad == narrow or _is_below(*numbers)


class LexiconThesaurus:
    """The shipped lexicon, without what its overlay adds to MeSH."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def lookup(self, name: str) -> tuple[str, ...]:
        """The UIs that have this name or entry term."""
        return tuple(ui for ui in self._lexicon.lookup(name) if ui[0] in "DC")

    def name(self, ui: str) -> str | None:
        """The preferred name."""
        return next(iter(self._lexicon.names(ui)), None)

    def covers(self, broad: str, narrow: str) -> bool:
        """Whether `narrow` is `broad` or below it."""
        concepts = [self._lexicon.concept(ui) for ui in (broad, narrow)]
        numbers = (concept.tree_numbers if concept else () for concept in concepts)
        return broad == narrow or _is_below(*numbers)


def _is_below(broad: Iterable[str], narrow: Iterable[str]) -> bool:
    return any(low.startswith(f"{high}.") for high in broad for low in narrow)
