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
        # It has no places, so that its parts need not be kept apart.
        if tiab := " ".join(chain(*self.texts[: len(schema.TEXTS)])):
            yield schema.TIAB, tiab


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
        day = _day_number(fields.get("published"), year)
        texts = _texts(fields, ascii_only=bool(record) and record.isascii())
        return Entry(number, year, day, texts, " ".join(self._terms(fields)), record)

    def _terms(self, fields: Mapping[str, Any]) -> frozenset[str]:
        found: list[Iterable[str]] = []
        for heading in (*fields.get("mesh", ()), *fields.get("chemicals", ())):
            name, ui = heading["name"], heading.get("ui")
            found.append(self._tree_terms(name, ui, bool(heading.get("major"))))
            qualifiers = heading.get("qualifiers", ())
            found += [self._qualified(ui or "=" + name, each) for each in qualifiers]
        found += [self._type_terms(kind["name"]) for kind in fields.get("publication_types", ())]
        if fields.get("journal"):
            names = (fields["journal"], *fields.get("journal_names", ()))
            found.append(self._journal_terms(names))
        return frozenset((schema.STUDY, *_identifiers(fields), *_attributes(fields))).union(*found)

    def _above(self, name: str, ui: str | None, major: bool) -> frozenset[str]:
        if not ui:
            return frozenset({whole(schema.HEADING, "=" + name)})
        broader = self._tree.ancestors(ui)
        terms = {whole(schema.ABOVE, above) for above in broader}
        terms.add(whole(schema.HEADING, ui))
        if major:
            terms.add(whole(schema.MAJOR, ui))
            terms |= {whole(schema.MAJOR_ABOVE, above) for above in broader}
        return frozenset(terms)


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


def _texts(fields: Mapping[str, Any], *, ascii_only: bool) -> tuple[list[str], ...]:
    """The values of each word field; Greek letters are looked for where there may be any."""
    title, journal = fields.get("title"), fields.get("journal")
    names = [kind["name"] for kind in fields.get("publication_types", ())]
    for heading in (*fields.get("mesh", ()), *fields.get("chemicals", ())):
        names.append(heading["name"])
        names += heading.get("qualifiers", ())
    found: tuple[Iterable[str], ...] = (
        [title] if title else [],
        [part["text"] for part in fields.get("abstract", ()) if part["text"]],
        fields.get("keywords", ()),
        names,
        fields.get("authors", ()),
        (journal, *fields.get("journal_names", ())) if journal else (),
    )
    if ascii_only:
        return tuple(map(list, found))
    return tuple(list(map(spelt_out, texts)) for texts in found)


def _types(name: str) -> frozenset[str]:
    return frozenset(whole(schema.TYPE, broader) for broader in type_and_broader(name))


def _qualified(heading: str, qualifier: str) -> tuple[str, str]:
    return whole(schema.SUBHEADING, qualifier), pair(heading, qualifier)


def _journal(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(schema.journal_name, names))


@lru_cache(maxsize=16_384)
def _day_number(published: str | None, year: int | None) -> int | None:
    day = published_by(published, year)
    return None if day is None else schema.day_number(day)


def _identifiers(fields: Mapping[str, Any]) -> Iterable[str]:
    for identifier, label in (("doi", ""), ("pmcid", ""), ("pmid", "pmid:")):
        if fields.get(identifier):
            yield whole(schema.IDENTIFIER, label + fields[identifier])


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
