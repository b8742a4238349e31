"""The lexicon's files: memory-mapped tries and tables, how they are written and read.

A layer is three tries, each with a table beside it that is indexed by the trie's key number:
`names`  key of a name   -> for each concept of that name its number and flags
`ids`    concept id      -> the concept's entry, as text (empty where a lower layer has it)
`trees`  tree number + . -> the number of the concept that stands there
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import marisa_trie

from citecheck.model.concept import Concept, Polarity, Semantic

MESH, OVERLAY = "mesh", "overlay"
SEMANTICS: tuple[Semantic, ...] = get_args(Semantic)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_NONE = "-"
_FLAG_BITS = 3


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

    @property
    def flags(self) -> int:
        return self.capitals | self.silent << 1 | self.preferred << 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A concept with what only the lexicon needs: its other names and its parents out of tree."""

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


def save(trie: marisa_trie.Trie | marisa_trie.BytesTrie, path: Path) -> None:
    """Writes a trie to `path` in one step, for other processes may have the old file mapped."""
    _replace(path, trie.tobytes())


def _replace(path: Path, content: bytes) -> None:
    new = path.with_name(path.name + ".new")
    new.write_bytes(content)
    new.replace(path)


class _Table:
    """A trie and the bytes that belong to each of its keys, both mapped and not read."""

    def __init__(self, stem: Path) -> None:
        self.keys = marisa_trie.Trie().mmap(f"{stem}.marisa")
        with Path(f"{stem}.bin").open("rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def at(self, number: int) -> bytes:
        start, stop = struct.unpack_from("<2I", self._bytes, 4 * number)
        return self._bytes[start:stop]

    def get(self, key: str) -> bytes:
        """The bytes of a key; empty if it is unknown."""
        number = self.keys.get(key)
        return b"" if number is None else self.at(number)

    @staticmethod
    def write(stem: Path, values: Mapping[str, bytes], keys: marisa_trie.Trie) -> None:
        ordered = [values[keys.restore_key(number)] for number in range(len(keys))]
        offset = 4 * (len(ordered) + 1)
        offsets = [offset := offset + size for size in (0, *map(len, ordered))]
        save(keys, Path(f"{stem}.marisa"))
        table = struct.pack(f"<{len(offsets)}I", *offsets)
        _replace(Path(f"{stem}.bin"), table + b"".join(ordered))


class Layer:
    """The names and concepts of one source; a later layer speaks before an earlier one."""

    def __init__(self, folder: Path, name: str) -> None:
        self._names = _Table(folder / f"{name}.names")
        self._ids = _Table(folder / f"{name}.ids")
        self._trees = _Table(folder / f"{name}.trees")

    def starting(self, keys: str) -> Iterator[str]:
        """The keys of the layer that begin with `keys`."""
        yield from self._names.keys.iterkeys(keys)

    def prefixes(self, keys: str) -> list[str]:
        """The keys of the layer that `keys` begins with, shortest first."""
        found: list[str] = self._names.keys.prefixes(keys)
        return found

    def namings(self, key: str) -> tuple[Naming, ...]:
        """What a key names, sorted by id; empty if the layer does not know the key."""
        found = [
            self._naming(packed) for (packed,) in struct.iter_unpack("<I", self._names.get(key))
        ]
        return tuple(found) if len(found) < 2 else tuple(sorted(found, key=lambda n: n.id))

    def entry(self, concept_id: str) -> Entry | None:
        raw = self._ids.get(concept_id)
        return Entry.unpack(concept_id, raw) if raw else None

    def broader(self, tree_number: str) -> tuple[str, ...]:
        """The ids at this tree number and above it."""
        above = self._trees.keys.prefixes(tree_number + ".")
        return tuple(self._id(int.from_bytes(self._trees.get(place), "little")) for place in above)

    def below(self, tree_number: str) -> Iterator[str]:
        """The ids at this tree number and below it."""
        for place in self._trees.keys.keys(tree_number + "."):
            yield self._id(int.from_bytes(self._trees.get(place), "little"))

    def ids(self) -> Iterator[str]:
        """Every concept that the layer has an entry for."""
        yield from (found for found in self._ids.keys if self._ids.get(found))

    def all_keys(self) -> Iterator[str]:
        """Every key of the layer."""
        yield from self._names.keys

    def _id(self, number: int) -> str:
        found: str = self._ids.keys.restore_key(number)
        return found

    def _naming(self, packed: int) -> Naming:
        flags = packed & (1 << _FLAG_BITS) - 1
        found = self._id(packed >> _FLAG_BITS)
        return Naming(found.rstrip("-"), bool(flags & 1), bool(flags & 2), bool(flags & 4))


def write_layer(
    folder: Path,
    name: str,
    namings: Mapping[str, Iterable[Naming]],
    entries: Iterable[Entry],
    places: Mapping[str, str],
) -> None:
    """Writes a layer; `places` gives the id at each tree number. Same input, same bytes."""
    packed = {entry.id: entry.pack() for entry in entries}
    named = {naming.id or _NONE for found in namings.values() for naming in found}
    ids = marisa_trie.Trie(sorted({*packed, *named}))
    _Table.write(folder / f"{name}.ids", {i: packed.get(i, b"") for i in ids}, ids)

    def pack(found: Iterable[Naming]) -> bytes:
        numbers = (ids[n.id or _NONE] << _FLAG_BITS | n.flags for n in found)
        return b"".join(struct.pack("<I", number) for number in numbers)

    names = {key: pack(found) for key, found in namings.items()}
    _Table.write(folder / f"{name}.names", names, marisa_trie.Trie(sorted(names)))
    trees = {f"{place}.": ids[ui].to_bytes(4, "little") for place, ui in places.items()}
    _Table.write(folder / f"{name}.trees", trees, marisa_trie.Trie(sorted(trees)))
