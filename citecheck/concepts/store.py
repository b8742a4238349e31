"""The lexicon's files: memory-mapped tries and how their records are written and read.

A layer is two tries. `names`: key -> one `Naming` for each concept of that name.
`concepts`: id -> one `Entry`; the MeSH layer also holds `tree number.` -> id there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import marisa_trie

from citecheck.model.concept import Concept, Polarity, Semantic

SEMANTICS: tuple[Semantic, ...] = get_args(Semantic)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_NONE = "-"
MESH, OVERLAY = "mesh", "overlay"


@dataclass(frozen=True, slots=True)
class Naming:
    """That a key names a concept, and when.

    `capitals`: only where the text has it in capitals ("REST"). `silent`: never in running
    text, only when looked up (generic words, place names). `preferred`: the concept's own name.
    An empty `id` says that the key names nothing, whatever a lower layer says.
    """

    id: str
    capitals: bool = False
    silent: bool = False
    preferred: bool = False

    def pack(self) -> bytes:
        flags = self.capitals | self.silent << 1 | self.preferred << 2
        return f"{flags}{self.id}".encode("ascii")

    @classmethod
    def unpack(cls, raw: bytes) -> Naming:
        flags = raw[0] - 48
        return cls(raw[1:].decode("ascii"), bool(flags & 1), bool(flags & 2), bool(flags & 4))


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with what only the lexicon needs: its other names and overlay parents."""

    id: str
    name: str
    semantics: tuple[Semantic, ...]
    polarity: Polarity | None = None
    tree_numbers: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()

    def pack(self) -> bytes:
        fields = (
            self.name,
            "".join(chr(97 + SEMANTICS.index(s)) for s in self.semantics),
            _NONE if self.polarity is None else str(POLARITIES.index(self.polarity)),
            " ".join(self.tree_numbers),
            " ".join(self.parents),
            "\n".join(self.synonyms),
        )
        return "\t".join(fields).encode()

    @classmethod
    def unpack(cls, concept_id: str, raw: bytes) -> Entry:
        name, semantics, polarity, trees, parents, synonyms = raw.decode().split("\t")
        return cls(
            concept_id,
            name,
            tuple(SEMANTICS[ord(code) - 97] for code in semantics),
            None if polarity == _NONE else POLARITIES[int(polarity)],
            tuple(trees.split()),
            tuple(parents.split()),
            tuple(synonyms.split("\n")) if synonyms else (),
        )

    def concept(self) -> Concept:
        return Concept(
            id=self.id,
            name=self.name,
            semantics=self.semantics,
            tree_numbers=self.tree_numbers,
            polarity=self.polarity,
        )


class Layer:
    """One pair of tries on disk, mapped and not read; later layers speak before earlier ones."""

    def __init__(self, folder: Path, name: str) -> None:
        self._names = marisa_trie.BytesTrie().mmap(str(folder / f"{name}.names.marisa"))
        self._concepts = marisa_trie.BytesTrie().mmap(str(folder / f"{name}.concepts.marisa"))

    def prefixes(self, keys: str) -> list[str]:
        """The keys of the layer that `keys` begins with, shortest first."""
        found: list[str] = self._names.prefixes(keys)
        return found

    def namings(self, key: str) -> tuple[Naming, ...]:
        """What a key names, sorted by id; empty if the layer does not know the key."""
        return tuple(sorted(map(Naming.unpack, self._names.get(key, ())), key=lambda n: n.id))

    def entry(self, concept_id: str) -> Entry | None:
        raw = self._concepts.get(concept_id)
        return Entry.unpack(concept_id, raw[0]) if raw else None

    def broader(self, tree_number: str) -> tuple[str, ...]:
        """The ids at this tree number and above it."""
        above = self._concepts.prefixes(tree_number + ".")
        return tuple(self._concepts[place][0].decode("ascii") for place in above)

    def ids(self) -> Iterator[str]:
        """Every concept of the layer."""
        yield from (key for key in self._concepts if not key.endswith("."))

    def all_keys(self) -> Iterator[str]:
        """Every key of the layer."""
        yield from self._names


def write_layer(
    folder: Path,
    name: str,
    namings: Iterable[tuple[str, Naming]],
    entries: Iterable[Entry],
    places: Iterable[tuple[str, str]] = (),
) -> None:
    """Writes the two tries; the same input gives the same bytes."""
    names = sorted((key, naming.pack()) for key, naming in namings)
    concepts = [(entry.id, entry.pack()) for entry in entries]
    concepts += [(f"{tree_number}.", ui.encode("ascii")) for tree_number, ui in places]
    marisa_trie.BytesTrie(names).save(str(folder / f"{name}.names.marisa"))
    marisa_trie.BytesTrie(sorted(concepts)).save(str(folder / f"{name}.concepts.marisa"))
