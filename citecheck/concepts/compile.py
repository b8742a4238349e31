"""From the curated overlay to the layer that a run maps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from citecheck.concepts.fold import BREAK, key
from citecheck.concepts.overlay import CuratedConcept, Group
from citecheck.concepts.store import OVERLAY, Entry, Layer, Naming, write_layer


class OverlayMistake(ValueError):
    """An entry of the overlay that cannot stand; the message says which and why."""


def compile_overlay(
    groups: Iterable[Group], mesh: Layer
) -> tuple[dict[str, tuple[Naming, ...]], dict[str, Entry]]:
    """The namings by key and the entries by id of the overlay layer.

    Raises: OverlayMistake for an unknown UI, a UI with another name than MeSH's, a name
    that is given twice, or a name that no text can hold."""
    groups = tuple(groups)
    concepts = [concept for group in groups for concept in group.concept]
    own = {c.id: c.name for c in concepts if c.id.startswith("X:")}
    entries = _entries(concepts, own, mesh)
    namings = _namings(groups, own, mesh)
    for changed_key, voiced in _voiced(groups, mesh).items():
        namings.setdefault(changed_key, voiced)
    return {name: tuple(found) for name, found in namings.items()}, entries


def write_overlay(folder: Path, groups: Iterable[Group], mesh: Layer) -> None:
    """Writes the overlay layer beside the MeSH layer."""
    namings, entries = compile_overlay(groups, mesh)
    write_layer(folder, OVERLAY, namings, entries.values(), {})


def _check(ui: str, name: str, own: Mapping[str, str], mesh: Layer) -> None:
    if ui.startswith("X:"):
        known = own.get(ui)
    else:
        entry = mesh.entry(ui)
        known = entry.name if entry else None
    if known != name:
        raise OverlayMistake(f"{ui} is {known!r}, not {name!r}")


def _entries(
    concepts: Iterable[CuratedConcept], own: Mapping[str, str], mesh: Layer
) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    parents: defaultdict[str, list[str]] = defaultdict(list)

    def entry_of(ui: str) -> Entry:
        found = entries.get(ui) or mesh.entry(ui)
        if found is None:
            raise OverlayMistake(f"{ui} is unknown")
        return found

    for concept in concepts:
        _check(concept.id, concept.name, own, mesh)
        if concept.id.startswith("X:"):
            if concept.id in entries:
                raise OverlayMistake(f"{concept.id} is given twice")
            if not concept.semantics:
                raise OverlayMistake(f"{concept.id} has no semantics")
            base = Entry(concept.id, concept.name, concept.semantics)
        else:
            base = entry_of(concept.id)
        entries[concept.id] = replace(
            base,
            semantics=concept.semantics or base.semantics,
            polarity=concept.polarity or base.polarity,
            synonyms=tuple(dict.fromkeys((*concept.names, *base.synonyms))),
        )
    for concept in concepts:
        for ui, name in concept.parents.items():
            _check(ui, name, own, mesh)
            parents[concept.id].append(ui)
        for ui, name in concept.members.items():
            _check(ui, name, own, mesh)
            parents[ui].append(concept.id)
    for ui, above in parents.items():
        base = entry_of(ui)
        entries[ui] = replace(base, parents=tuple(dict.fromkeys((*base.parents, *above))))
    return entries


def _namings(
    groups: Iterable[Group], own: Mapping[str, str], mesh: Layer
) -> dict[str, list[Naming]]:
    namings: dict[str, list[Naming]] = {}
    given: set[str] = set()

    def give(name: str, found: list[Naming]) -> None:
        folded = key(name)
        if not folded or BREAK in folded:
            raise OverlayMistake(f"no text can hold the name {name!r}")
        if folded in given:
            raise OverlayMistake(f"the name {name!r} is given twice")
        given.add(folded)
        namings[folded] = found
        namings.setdefault(key(name.upper()), found)  # "PCOS" keeps its s, "pcos" does not

    for group in groups:
        for concept in group.concept:
            names = [(concept.name, True)] if concept.id.startswith("X:") else []
            names += [(name, False) for name in concept.names]
            for name, preferred in names:
                capitals = name.isupper() and not preferred
                give(name, [Naming(concept.id, capitals=capitals, preferred=preferred)])
        for ambiguity in group.ambiguous:
            for ui, name in ambiguity.means.items():
                _check(ui, name, own, mesh)
            capitals = ambiguity.name.isupper()
            give(ambiguity.name, [Naming(ui, capitals=capitals) for ui in ambiguity.means])
        for name in group.unnamed:
            give(name, [Naming("")])
    return namings


def _voiced(groups: Iterable[Group], mesh: Layer) -> dict[str, list[Naming]]:
    """The keys of MeSH that fall silent, and those that speak because we curate the concept."""
    quiet = {ui: name for group in groups for ui, name in group.silent.items()}
    for ui, name in quiet.items():
        _check(ui, name, {}, mesh)
    loud = {concept.id for group in groups for concept in group.concept} - quiet.keys()
    voiced: dict[str, list[Naming]] = {}
    for folded in mesh.all_keys():
        found = mesh.namings(folded)
        heard = [replace(n, silent=n.id in quiet or (n.silent and n.id not in loud)) for n in found]
        if heard != list(found):
            voiced[folded] = heard
    return voiced
