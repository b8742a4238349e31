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


def with_uis(study: Study, tree: MeshTree) -> Study:
    """The study with UIs for headings and publication types that came without.

    Only an exact name counts, and of several ids only the one that prefers it; what
    stays ambiguous stays without UI.
    """
    updates: dict[str, object] = {}
    for field in ("mesh", "chemicals"):
        headings: tuple[MeshHeading, ...] = getattr(study, field)
        if any(heading.ui is None for heading in headings):
            updates[field] = tuple(_resolved(heading, tree) for heading in headings)
    if any(kind.ui is None for kind in study.publication_types):
        updates["publication_types"] = tuple(
            kind if kind.ui else PublicationType(name=kind.name, ui=type_ui(kind.name))
            for kind in study.publication_types
        )
    return study.model_copy(update=updates) if updates else study


def _resolved(heading: MeshHeading, tree: MeshTree) -> MeshHeading:
    if heading.ui:
        return heading
    found = [ui for ui in tree.lookup(heading.name) if ui[:1] in "CD"]
    if len(found) > 1:
        found = [ui for ui in found if _preferred(tree, ui) == heading.name.casefold()]
    return heading.model_copy(update={"ui": found[0]}) if len(found) == 1 else heading


def _preferred(tree: MeshTree, ui: str) -> str:
    return next(iter(tree.names(ui)), "").casefold()
