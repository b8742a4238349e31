"""PubMed XML as studies: a PubmedArticleSet with its articles, books and deletions."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, Any

from lxml import etree

from citecheck.errors import MalformedRecord
from citecheck.model.study import Study
from citecheck.pubmed.identifiers import clean_pmid
from citecheck.pubmed.records import Element, Record, article_record, book_record

_ROOTS = frozenset({"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle"})
_LONGEST_REASON = 200
"""Of what the XML parser says, which repeats the names that it read."""
_UNITS = ("PubmedArticle", "PubmedBookArticle", "DeleteCitation")


@dataclass(frozen=True, slots=True)
class Deletion:
    """PMIDs that a bulk update takes out again."""

    pmids: tuple[str, ...]


def parse_articles(
    source: IO[bytes] | bytes, *, on_malformed: Callable[[MalformedRecord], None] | None = None
) -> Iterator[Study]:
    """The studies of one reply or file, in its order; deletions are left out.

    Raises: as `parse_records`.
    """
    for unit in parse_records(source, on_malformed=on_malformed):
        if isinstance(unit, Record):
            yield unit.study


def latest(units: Iterable[Record | Deletion]) -> list[Record]:
    """The records that stand after all units, each in its highest version.

    Of equal versions the later one stands; the order is that of first appearance.
    """
    kept: dict[str, Record] = {}
    for unit in units:
        if isinstance(unit, Deletion):
            for pmid in unit.pmids:
                kept.pop(pmid, None)
        elif (known := kept.get(unit.key)) is None or known.version <= unit.version:
            kept[unit.key] = unit
    return list(kept.values())


def parse_records(
    source: IO[bytes] | bytes,
    *,
    on_malformed: Callable[[MalformedRecord], None] | None = None,
    known: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[Record | Deletion]:
    """The records and deletions of one PubmedArticleSet, read as a stream.

    Records whose PMID is `known` in the same or a higher version are passed over.
    A record without PMID or article goes to `on_malformed`, or is raised where that is
    None. No entity is resolved and nothing is fetched.

    Raises: MalformedRecord for broken XML and for XML that is no PubmedArticleSet.
    """
    if isinstance(source, bytes):
        whole = _whole(source)
        if whole is not None:
            yield from _units(whole.iterchildren(*_UNITS), known, on_malformed)
            return
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    context: Any = etree.iterparse(
        stream,
        events=("end",),
        tag=_UNITS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    last = "the start"
    try:
        for _, element in context:
            if not _stands_by_itself(element):
                continue
            for unit in _units((element,), known, on_malformed):
                if isinstance(unit, Record):
                    last = f"PMID {unit.key}"
                yield unit
            _release(element)
    except etree.XMLSyntaxError as error:
        reason = " ".join((error.msg or "not XML").split()).replace(" ,", ",")[:_LONGEST_REASON]
        raise MalformedRecord(f"Broken XML after {last}: {reason}.") from error
    root = getattr(context.root, "tag", None)
    if root not in _ROOTS:
        raise MalformedRecord(f"Not a PubmedArticleSet: its root is <{root}>.")


def _stands_by_itself(element: Element) -> bool:
    """Whether it is no part of another record, as a PubmedArticle within one would be."""
    if next(element.iterancestors(*_UNITS), None) is not None:
        return False
    parent = element.getparent()
    if parent is not None and parent.getparent() is not None:
        _release(element)
        return False
    return True


def _whole(source: bytes) -> Element:
    """The root of a PubmedArticleSet at hand, read at once, which is faster; None for any
    other XML, and for broken XML, of which a stream can tell how far it is whole."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False
    )
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root if root.tag == "PubmedArticleSet" else None


def _units(
    elements: Iterable[Element],
    known: Mapping[str, int],
    on_malformed: Callable[[MalformedRecord], None] | None,
) -> Iterator[Record | Deletion]:
    for element in elements:
        try:
            unit = _unit(element, known)
        except MalformedRecord as error:
            if on_malformed is None:
                raise
            on_malformed(error)
        else:
            if unit is not None:
                yield unit


def _release(element: Element) -> None:
    """Free what was read, so that memory stays that of one record."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _unit(element: Element, known: Mapping[str, int]) -> Record | Deletion | None:
    if element.tag == "PubmedArticle":
        return article_record(element, known)
    if element.tag == "PubmedBookArticle":
        return book_record(element, known)
    pmids = (clean_pmid(child.text) for child in element.iterchildren("PMID"))
    return Deletion(tuple(pmid for pmid in pmids if pmid))
