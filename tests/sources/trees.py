"""A small MeSH tree for tests that need no lexicon."""

from __future__ import annotations

HEADACHE_DISORDERS = "D020773"
CLUSTER_HEADACHE = "D003027"
KETAMINE = "D007649"
ESKETAMINE = "C000629870"

_NAMES = {
    HEADACHE_DISORDERS: ("Headache Disorders",),
    CLUSTER_HEADACHE: ("Cluster Headache", "Ciliary Neuralgia"),
    KETAMINE: ("Ketamine",),
    ESKETAMINE: ("Esketamine",),
    "D003139": ("Common Cold", "Cold"),
    "D003080": ("Cold Temperature", "Cold"),
    "D000003": ("Twin",),
    "D000004": ("Twin",),
    "D000001": ("Flu",),
    "D000002": ("Influenza", "Flu"),
}
_BROADER = {
    CLUSTER_HEADACHE: frozenset({HEADACHE_DISORDERS}),
    ESKETAMINE: frozenset({KETAMINE}),
}


class FakeTree:
    """Headache disorders above cluster headache; "cold" is the name of two headings."""

    def lookup(self, name: str, /) -> tuple[str, ...]:
        wanted = name.casefold()
        return tuple(ui for ui, names in _NAMES.items() if wanted in map(str.casefold, names))

    def names(self, concept_id: str, /) -> tuple[str, ...]:
        return _NAMES.get(concept_id, ())

    def ancestors(self, concept_id: str, /) -> frozenset[str]:
        return _BROADER.get(concept_id, frozenset())

    def descendants(self, concept_id: str, /) -> frozenset[str]:
        return frozenset(ui for ui, broader in _BROADER.items() if concept_id in broader)
