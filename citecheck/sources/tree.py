"""What the sources ask of the lexicon, and MeSH UIs for headings that came by name alone."""

from __future__ import annotations

from typing import Protocol

from citecheck.model.study import MeshHeading, PublicationType, Study
from citecheck.pubmed.publication_types import type_ui


class MeshTree(Protocol):
    """The part of the lexicon that readers and index need."""

    def lookup(self, name: str, /) -> tuple[str, ...]:
        """The ids that carry exactly this name."""
        ...

    def names(self, concept_id: str, /) -> tuple[str, ...]:
        """All names of a concept, the preferred one first."""
        ...

    def ancestors(self, concept_id: str, /) -> frozenset[str]:
        """The ids of all broader concepts, without itself."""
        ...

    def descendants(self, concept_id: str, /) -> frozenset[str]:
        """The ids of all concepts below it in MeSH's tree, without itself."""
        ...


class UiResolver:
    """Gives headings and publication types that came by name alone their UIs.

    Only an exact name counts, and of several ids only the one that prefers it; what
    stays ambiguous stays without UI.
    """

    def __init__(self, tree: MeshTree) -> None:
        self._tree = tree
        self._uis: dict[str, str | None] = {}

    def resolve(self, study: Study) -> Study:
        """The study with every UI that can be known."""
        updates: dict[str, object] = {}
        for field in ("mesh", "chemicals"):
            headings: tuple[MeshHeading, ...] = getattr(study, field)
            if any(heading.ui is None for heading in headings):
                updates[field] = tuple(map(self._heading, headings))
        if any(kind.ui is None for kind in study.publication_types):
            updates["publication_types"] = tuple(
                kind if kind.ui else PublicationType(name=kind.name, ui=type_ui(kind.name))
                for kind in study.publication_types
            )
        return study.model_copy(update=updates) if updates else study

    def _heading(self, heading: MeshHeading) -> MeshHeading:
        if heading.ui:
            return heading
        name = heading.name
        if name not in self._uis:
            self._uis[name] = self._ui(name)
        return heading.model_copy(update={"ui": self._uis[name]}) if self._uis[name] else heading

    def _ui(self, name: str) -> str | None:
        found = [ui for ui in self._tree.lookup(name) if ui[:1] in "CD"]
        if len(found) > 1:
            found = [ui for ui in found if self._preferred(ui) == name.casefold()]
        return found[0] if len(found) == 1 else None

    def _preferred(self, ui: str) -> str:
        return next(iter(self._tree.names(ui)), "").casefold()
