"""A record as the index sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from citecheck.model.study import published_by
from citecheck.pubmed.publication_types import type_and_broader
from citecheck.sources import schema
from citecheck.sources.schema import pair, spelt_out, whole

if TYPE_CHECKING:
    import tantivy

    from citecheck.sources.tree import MeshTree


_HEADINGS = 32_768
"""Of which the terms are remembered."""


class Entry(NamedTuple):
    """What is indexed of one record, plain enough to travel between processes.

    `texts` are the values of each word field, in the order of `WORD_FIELDS`; `terms` is one
    text of terms for `TERMS`.
    """

    number: int
    year: int | None
    day: int | None
    texts: tuple[list[str], ...]
    terms: str
    record: bytes = b""

    def by_field(self) -> Iterator[tuple[str, str]]:
        """Each text with the field that it belongs to."""
        for field, texts in zip(schema.WORD_FIELDS, self.texts, strict=True):
            for text in texts:
                yield field, text


class _Named(NamedTuple):
    """What a heading adds to `NAMES` and to `TERMS`."""

    names: tuple[str, ...]
    terms: str


class Indexing:
    """Turns records into entries; remembers what each heading, type and journal stands for."""

    def __init__(self, tree: MeshTree) -> None:
        self._tree = tree
        self._named = lru_cache(maxsize=_HEADINGS)(self._name)
        self._heading_terms = lru_cache(maxsize=_HEADINGS)(self._heading)
        self._type_terms = lru_cache(maxsize=4_096)(_type)
        self._journal_terms = lru_cache(maxsize=_HEADINGS)(_journal)
        self._attribute = lru_cache(maxsize=4_096)(_attribute)

    def entry(self, fields: Mapping[str, Any], number: int, record: bytes = b"") -> Entry:
        """The entry of a record, whose values have the names of a study's fields."""
        year = fields.get("year")
        day = _day_number(fields.get("published"), year)
        types = [kind["name"] for kind in fields.get("publication_types", ())]
        headings = [
            self._named(
                heading["name"],
                heading.get("ui"),
                bool(heading.get("major")),
                tuple(heading.get("qualifiers", ())),
            )
            for heading in chain(fields.get("mesh", ()), fields.get("chemicals", ()))
        ]
        names = types + [name for heading in headings for name in heading.names]
        texts = _texts(fields, names, ascii_only=bool(record) and record.isascii())
        terms = [heading.terms for heading in headings]
        terms += map(self._type_terms, types)
        terms += self._others(fields)
        return Entry(number, year, day, texts, " ".join(terms), record)

    def _others(self, fields: Mapping[str, Any]) -> Iterator[str]:
        yield schema.STUDY
        yield from _identifiers(fields)
        if fields.get("journal"):
            yield self._journal_terms((fields["journal"], *fields.get("journal_names", ())))
        for language in fields.get("languages") or [fields.get("language")]:
            if language:
                yield self._attribute("language", language)
        if fields.get("indexing"):
            yield self._attribute("indexing", fields["indexing"])
        if fields.get("abstract"):
            yield self._attribute("has", "abstract")
        for notice in fields.get("notices", ()):
            yield self._attribute("has", notice["kind"])

    def _name(self, name: str, ui: str | None, major: bool, qualifiers: tuple[str, ...]) -> _Named:
        terms = [self._heading_terms(name, ui, major)]
        for each in qualifiers:
            terms += whole(schema.SUBHEADING, each), pair(ui or "=" + name, each)
        return _Named((name, *qualifiers), " ".join(terms))

    def _heading(self, name: str, ui: str | None, major: bool) -> str:
        """The terms of a heading; those of broader ones come again where two share them."""
        if not ui:
            return whole(schema.HEADING, "=" + name)
        broader = sorted(self._tree.ancestors(ui))
        terms = [whole(schema.HEADING, ui), *(whole(schema.ABOVE, above) for above in broader)]
        if major:
            terms.append(whole(schema.MAJOR, ui))
            terms += (whole(schema.MAJOR_ABOVE, above) for above in broader)
        return " ".join(terms)


def document(entry: Entry) -> tantivy.Document:
    """The entry as the engine takes it."""
    import tantivy

    made = tantivy.Document()
    made.add_unsigned(schema.NUMBER, entry.number)
    if entry.year is not None:
        made.add_integer(schema.YEAR, entry.year)
    if entry.day is not None:
        made.add_integer(schema.DAY, entry.day)
    add = made.add_text
    for field, text in entry.by_field():
        add(field, text)
    made.add_text(schema.TERMS, entry.terms)
    if entry.record:
        made.add_bytes(schema.RECORD, entry.record)
    return made


def _texts(
    fields: Mapping[str, Any], names: list[str], *, ascii_only: bool
) -> tuple[list[str], ...]:
    """The values of each word field; Greek letters are looked for where there may be any."""
    title, journal = fields.get("title"), fields.get("journal")
    found: tuple[list[str], ...] = (
        [title] if title else [],
        [part["text"] for part in fields.get("abstract", ()) if part["text"]],
        [*fields.get("keywords", ())],
        names,
        [*fields.get("authors", ())],
        [journal, *fields.get("journal_names", ())] if journal else [],
    )
    return found if ascii_only else tuple(list(map(spelt_out, texts)) for texts in found)


def _type(name: str) -> str:
    return " ".join(sorted(whole(schema.TYPE, broader) for broader in type_and_broader(name)))


def _journal(names: tuple[str, ...]) -> str:
    return " ".join(dict.fromkeys(map(schema.journal_name, names)))


def _attribute(kind: str, value: str) -> str:
    return whole(schema.ATTRIBUTES[kind], value)


@lru_cache(maxsize=16_384)
def _day_number(published: str | None, year: int | None) -> int | None:
    day = published_by(published, year)
    return None if day is None else schema.day_number(day)


def _identifiers(fields: Mapping[str, Any]) -> Iterable[str]:
    for identifier, label in (("doi", ""), ("pmcid", ""), ("pmid", "pmid:")):
        if fields.get(identifier):
            yield whole(schema.IDENTIFIER, label + fields[identifier])
