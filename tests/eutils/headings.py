"""Which records have which MeSH headings and substances, with everything below them."""

from __future__ import annotations

from collections.abc import Iterable

from citecheck.model.study import MeshHeading
from tests.eutils.index import Hits
from tests.eutils.record import Record
from tests.eutils.text import fold, normal, words
from tests.eutils.thesaurus import Thesaurus


class Headings:
    """The headings of all records, by UI; one without UI stands under its name."""

    def __init__(self, records: Iterable[Record], thesaurus: Thesaurus) -> None:
        self.thesaurus = thesaurus
        self._held: dict[str, list[tuple[int, MeshHeading]]] = {}
        self._substances: dict[str, set[int]] = {}
        self._keys: dict[str, str] = {}
        for record in records:
            for heading in record.study.mesh:
                key = heading.ui or self._ui(heading.name) or normal(heading.name)
                self._keys.setdefault(normal(heading.name), key)
                self._held.setdefault(key, []).append((record.pmid, heading))
            for heading in record.study.chemicals:
                self._substances.setdefault(normal(heading.name), set()).add(record.pmid)

    def find(self, name: str) -> tuple[str, str] | None:
        """UI and preferred name of a heading given by any of its names."""
        ui = self._ui(name) or self._keys.get(normal(name))
        return (ui, self.thesaurus.name(ui) or name) if ui else None

    def hits(self, ui: str, *, explode: bool, major: bool = False, qualifier: str = "") -> Hits:
        """Records under a heading, and if `explode` under all below it."""
        keys = [
            key for key in self._held if key == ui or (explode and self.thesaurus.covers(ui, key))
        ]
        return frozenset(
            pmid
            for key in keys
            for pmid, heading in self._held[key]
            if (heading.major or not major)
            and (not qualifier or qualifier in map(normal, heading.qualifiers))
        )

    def beginning(self, pattern: str) -> Hits:
        """Records with a heading whose name begins like the pattern, which ends in `*`."""
        start = fold(pattern.rstrip("*"))
        return frozenset(
            pmid
            for held in self._held.values()
            for pmid, heading in held
            if fold(heading.name).startswith(start)
        )

    def with_qualifier(self, qualifier: str) -> Hits | None:
        """Records with this subheading on any heading; None if no record has it."""
        held = [pair for pairs in self._held.values() for pair in pairs]
        found = frozenset(p for p, h in held if normal(qualifier) in map(normal, h.qualifiers))
        return found or None

    def with_substance(self, name: str) -> Hits | None:
        """Records with this substance under any of its names; None if nobody knows it."""
        found: set[int] = set(self._substances.get(normal(name), ()))
        uis = self.thesaurus.lookup(name)
        for ui in uis:
            found |= self._substances.get(normal(self.thesaurus.name(ui) or ""), set())
            found |= self.hits(ui, explode=True)
        return frozenset(found) if found or uis else None

    def _ui(self, name: str) -> str | None:
        uis = self.thesaurus.lookup(name) if words(name) else ()
        return next((ui for ui in uis if ui.startswith("D")), None)
