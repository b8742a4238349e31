"""The curated overlay as written in curated/*.toml, checked for shape.

Only building and testing read it; a run maps what `compile_overlay` made of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.concept import Polarity, Semantic

FOLDER = Path(__file__).parent / "curated"


class Example(Frozen):
    """A text in which a mention of `concept` must be found, or must not."""

    text: str
    concept: str


class CuratedConcept(Frozen):
    """A concept of ours (`X:...`) or what we change about one of MeSH.

    `name` is the preferred name; for a MeSH UI it must be MeSH's own. `names` are further
    names: one in capitals ("OCD") counts only in capitals, any other in any case.
    `members` (UI to name) are put below this concept, `parents` are put above it.
    What is left out stays as MeSH has it, but that its names are heard in running text
    wherever MeSH files it.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    semantics: tuple[Semantic, ...] = ()
    polarity: Polarity | None = None
    parents: dict[str, str] = Field(default={})
    members: dict[str, str] = Field(default={})


class Ambiguity(Frozen):
    """A name of several concepts (UI to name); the text or nothing decides between them."""

    name: str
    means: dict[str, str]


class Group(Frozen):
    """Entries with one theme and one source.

    `unnamed` are words that name nothing, whatever MeSH says ("pilot", "pay attention").
    `silent` (UI to name) are concepts that are found when looked up, never in running text.
    """

    what: str
    source: str
    fires: Example | None = None
    misses: Example | None = None
    concept: tuple[CuratedConcept, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    unnamed: tuple[str, ...] = ()
    silent: dict[str, str] = Field(default={})

    def uis(self) -> Iterator[str]:
        """Every id that the group's concepts and lists name."""
        for concept in self.concept:
            yield from (concept.id, *concept.parents, *concept.members)
        for ambiguity in self.ambiguous:
            yield from ambiguity.means
        yield from self.silent


class OverlayFile(Frozen):
    """One file of the overlay."""

    group: tuple[Group, ...]


def read_groups(folder: Path = FOLDER) -> Iterator[Group]:
    """Every group of every overlay file in the folder, by file name.

    Raises: pydantic.ValidationError where an entry has not the shape above."""
    for path in sorted(folder.glob("*.toml")):
        if path.name != "semantics.toml":
            with path.open("rb") as stream:
                yield from OverlayFile.model_validate(tomllib.load(stream)).group
