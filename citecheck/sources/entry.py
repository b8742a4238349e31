"""A record as the index sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from citecheck.pubmed.publication_types import type_and_broader
from citecheck.sources import schema
from citecheck.sources.schema import pair, spelt_out, whole

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree


class Entry(NamedTuple):
    """What is indexed of one record, plain enough to travel between processes.

    `texts` are values of word fields in turn; `terms` is one text of terms for `TERMS`.
    """

    number: int
    year: int | None
    texts: tuple[tuple[str, str], ...]
    terms: str
    record: bytes = b""


class Indexing:
    """Turns records into entries; remembers what each heading and type stands for."""

    def __init__(self, tree: MeshTree) -> None:
        self._tree = tree
        self._tree_terms = lru_cache(maxsize=65_536)(self._above)
        self._type_terms = lru_cache(maxsize=4_096)(_types)
        self._qualified = lru_cache(maxsize=65_536)(_qualified)
        self._journal_terms = lru_cache(maxsize=65_536)(_journal)

    def entry(self, fields: Mapping[str, Any], number: int, record: bytes = b"") -> Entry:
        """The entry of a record, whose values have the names of a study's fields."""
        year = fields.get("year")
        return Entry(number, year, tuple(_texts(fields)), " ".join(self._terms(fields)), record)

    def _terms(self, fields: Mapping[str, Any]) -> Iterable[str]:
        terms = {schema.STUDY}
        for heading in (*fields.get("mesh", ()), *fields.get("chemicals", ())):
            name, ui = heading["name"], heading.get("ui")
            terms |= self._tree_terms(name, ui, bool(heading.get("major")))
            for qualifier in heading.get("qualifiers", ()):
                terms.update(self._qualified(ui or "=" + name, qualifier))
        for kind in fields.get("publication_types", ()):
            terms |= self._type_terms(kind["name"])
        for identifier in ("doi", "pmcid"):
            if fields.get(identifier):
                terms.add(whole(schema.IDENTIFIER, fields[identifier]))
        if fields.get("pmid"):
            terms.add(whole(schema.IDENTIFIER, "pmid:" + fields["pmid"]))
        if fields.get("journal"):
            names = (fields["journal"], *fields.get("journal_names", ()))
            terms.update(self._journal_terms(names))
        terms.update(_attributes(fields))
        return terms

    def _above(self, name: str, ui: str | None, major: bool) -> frozenset[str]:
        uis = {ui, *self._tree.ancestors(ui)} if ui else set()
        terms = {whole(schema.HEADING, "=" + name)}
        terms |= {whole(schema.ABOVE, above) for above in uis if above}
        if ui:
            terms.add(whole(schema.HEADING, ui))
        if ui and major:
            terms.add(whole(schema.MAJOR, ui))
            terms |= {whole(schema.MAJOR_ABOVE, above) for above in uis if above}
        return frozenset(terms)


def document(entry: Entry) -> tantivy.Document:
    """The entry as the engine takes it."""
    import tantivy

    made = tantivy.Document()
    made.add_unsigned(schema.NUMBER, entry.number)
    if entry.year is not None:
        made.add_integer(schema.YEAR, entry.year)
    for field, text in entry.texts:
        made.add_text(field, text)
    made.add_text(schema.TERMS, entry.terms)
    if entry.record:
        made.add_bytes(schema.RECORD, entry.record)
    return made


def _texts(fields: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    title = fields.get("title")
    if title:
        yield schema.TITLE, spelt_out(title)
    for section in fields.get("abstract", ()):
        yield schema.ABSTRACT, spelt_out(section["text"])
    for keyword in fields.get("keywords", ()):
        yield schema.KEYWORDS, spelt_out(keyword)
    for name in _names(fields):
        yield schema.NAMES, spelt_out(name)
    for author in fields.get("authors", ()):
        yield schema.AUTHORS, spelt_out(author)
    if fields.get("journal"):
        for name in (fields["journal"], *fields.get("journal_names", ())):
            yield schema.JOURNAL, spelt_out(name)


def _names(fields: Mapping[str, Any]) -> Iterable[str]:
    for heading in (*fields.get("mesh", ()), *fields.get("chemicals", ())):
        yield heading["name"]
        yield from heading.get("qualifiers", ())
    for kind in fields.get("publication_types", ()):
        yield kind["name"]


def _types(name: str) -> frozenset[str]:
    return frozenset(whole(schema.TYPE, broader) for broader in type_and_broader(name))


def _qualified(heading: str, qualifier: str) -> tuple[str, str]:
    return whole(schema.SUBHEADING, qualifier), pair(heading, qualifier)


def _journal(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(schema.journal_name, names))


def _attributes(fields: Mapping[str, Any]) -> Iterable[str]:
    marks = schema.ATTRIBUTES
    for language in fields.get("languages") or [fields.get("language")]:
        if language:
            yield whole(marks["language"], language)
    if fields.get("indexing"):
        yield whole(marks["indexing"], fields["indexing"])
    if fields.get("abstract"):
        yield whole(marks["has"], "abstract")
    for notice in fields.get("notices", ()):
        yield whole(marks["has"], notice["kind"])
