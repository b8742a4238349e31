"""Runs a term against the records, as PubMed would, and says how it was understood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from tests.eutils.dates import days_of, relative
from tests.eutils.headings import Headings
from tests.eutils.index import NOTHING, Hits, Index
from tests.eutils.mapping import Mapper
from tests.eutils.query import CannotRun, Chain, Node, Range, Stored, Words, parse
from tests.eutils.reading import Gaps, Notes, Part, joined
from tests.eutils.record import Record
from tests.eutils.text import normal, number, patterns, words
from tests.eutils.vocabulary import Field, vocabulary

MOST_WILDCARDS = 256
_DATES = {
    "published": "date_published", "entered": "date_entered", "created": "date_entered",
    "indexed": "date_entered",
}  # fmt: skip
_SUBSETS: dict[str, Callable[[Record], bool]] = {
    "all": lambda record: True,
    "medline": lambda record: record.is_indexed,
    "pubmed books": lambda record: bool(record.book),
}
_NEAR_FIELDS = ("title", "tiab", "affiliation")


class TooManyWildcards(CannotRun):
    """A term with more wildcards than PubMed takes."""


class HistoryGone(Exception):
    """A term that names an earlier query which the server does not hold; its number."""


class Evaluator:
    """Runs one term. `stored` gives the hits of an earlier query, or None."""

    def __init__(
        self,
        index: Index,
        headings: Headings,
        *,
        today: dt.date,
        gaps: Gaps = Gaps(),  # noqa: B008 - frozen
        stored: Callable[[int], Hits | None] = lambda key: None,
    ) -> None:
        self._index = index
        self._headings = headings
        self._today = today
        self._gaps = gaps
        self._stored = stored
        self.notes = Notes()
        self._mapper = Mapper(index, headings, gaps, self.notes)

    def run(self, term: str) -> Part:
        """The hits and the translation. Raises CannotRun or HistoryGone."""
        if term.count("*") > MOST_WILDCARDS:
            raise TooManyWildcards
        node = parse(term)
        part = self._node(node)
        if part is not None:
            return part
        text = " ".join(node.text.split()) if isinstance(node, Words) else term.strip()
        return Part(NOTHING, f"({text}[All Fields])")

    def _node(self, node: Node) -> Part | None:
        """A part of the term; None where all of it was dropped."""
        if isinstance(node, Chain):
            return self._chain(node)
        if isinstance(node, Stored):
            hits = self._stored(node.key)
            if hits is None:
                raise HistoryGone(node.key)
            return Part(hits, f"#{node.key}")
        if isinstance(node, Range):
            return self._range(node)
        return self._words(node)

    def _chain(self, chain: Chain) -> Part | None:
        so_far = self._node(chain.first)
        for operator, node in chain.rest:
            ranked = len(self.notes.sought)
            part = self._node(node)
            if operator == "NOT":
                del self.notes.sought[ranked:]
            # What was dropped leaves nothing to take away from.
            if part is None or (so_far is None and operator == "NOT"):
                continue
            so_far = part if so_far is None else joined(operator, so_far, part)
        return so_far

    def _words(self, node: Words) -> Part | None:
        if node.tag is None:
            return self._untagged(node)
        name, _, modifier = node.tag.partition(":")
        field = vocabulary().tags.get(name.strip().lower())
        if field is None or self._gaps.lack_tag(name.strip()):
            self.notes.fields_not_found.append(node.tag)
            return self._untagged(Words(node.text, node.quoted))
        if self._gaps.ignore(node.text):
            self.notes.phrases_ignored.append(node.text)
            return None
        if self._gaps.lack_word(node.text):
            return self._not_found(node.text, field)
        if field.kind == "text":
            found = self._mapper.property(node.text) if field.key in ("all", "word") else None
            return found or self._text(node, field, modifier)
        if ":" in node.text and field.kind == "date":
            low, _, high = node.text.partition(":")
            return self._range(Range(low, high, name))
        if field.kind == "heading":
            return self._heading(node, field, explode=modifier.lower() != "noexp")
        found = self._compared(node.text, field, quoted=node.quoted)
        return self._not_found(node.text, field) if found is None else found

    def _untagged(self, node: Words) -> Part | None:
        if not node.quoted:
            return self._mapper.map(node.text)
        if self._gaps.lack_word(node.text):
            self.notes.phrases_not_found.append(f'"{node.text}"')
            return None
        return self._text(node, vocabulary().fields["all"], "")

    def _text(self, node: Words, field: Field, modifier: str) -> Part | None:
        wanted = patterns(node.text)
        if not wanted:
            return None
        shape = f'"{" ".join(wanted)}"[{field.full}'
        if any("*" in word for word in wanted):
            return self._mapper.wildcards(wanted, field)
        self.notes.sought.extend(wanted)
        gap = number(modifier[1:]) if modifier.startswith("~") else None
        if gap is not None and field.key in _NEAR_FIELDS:
            hits = self._index.with_near(wanted, field.key, gap)
            return Part(hits, f"{shape}:{modifier}]")
        if len(wanted) > 1 and node.quoted and self._gaps.lack_phrase(node.text):
            self.notes.quoted_phrases_not_found.append(f'"{node.text}"')
            if "-" in node.text:
                return Part(NOTHING, f"{shape}]")
            return self._mapper.apart(wanted, field) if node.tag else self._mapper.map(node.text)
        hits = self._index.with_phrase(wanted, field.key)
        # Unquoted words are a phrase only where the phrase index has them side by side.
        if hits or node.quoted or len(wanted) == 1:
            return Part(hits, f"{shape}]")
        return self._mapper.apart(wanted, field)

    def _heading(self, node: Words, field: Field, *, explode: bool) -> Part | None:
        if node.text.endswith("*"):
            return Part(self._headings.beginning(node.text), f'"{node.text}"[{field.full}]')
        name, _, qualifier = node.text.partition("/")
        found = self._headings.find(name)
        if found is None:
            return self._not_found(node.text, field)
        ui, preferred = found
        hits = self._headings.hits(
            ui, explode=explode, major=field.key == "major", qualifier=normal(qualifier)
        )
        full = f"{preferred.lower()}/{normal(qualifier)}" if qualifier else preferred.lower()
        part = Part(hits, f'"{full}"[{field.full}{"" if explode else ":noexp"}]')
        if not node.quoted:
            self.notes.translations.append((f"{node.text}[{node.tag}]", part.translation))
        self.notes.sought.extend(words(preferred))
        return part

    def _compared(self, text: str, field: Field, *, quoted: bool) -> Part | None:
        """Fields whose values are compared whole; None for a value that nobody knows."""
        shape = f'"{text.lower()}"[{field.full}]'
        match field.kind:
            case "date":
                days = relative(text, self._today) or days_of(text, text)
                return None if days is None else self._between(*days, field)
            case "uid":
                pmids = frozenset(map(number, text.replace(",", " ").split()))
                return Part(self._index.all & pmids, f"{text}[UID]")
            case "filter":
                return self._filter(text)
            case "subheading":
                hits = self._headings.with_qualifier(text)
            case "substance":
                hits = self._headings.with_substance(text)
            case "publication-type":
                hits = self._of_type(text)
            case "language":
                code = vocabulary().language(text)
                hits = self._where(lambda record: record.language == code) if code else None
            case "author":
                hits = self._by_author(text, field, quoted=quoted)
            case _:
                hits = self._where(lambda record: normal(text) in record.values(field.key))
        return None if hits is None else Part(hits, shape)

    def _range(self, node: Range) -> Part | None:
        field = vocabulary().tags.get(node.tag.strip().lower())
        if field is not None and field.kind == "uid":
            low, high = number(node.low), number(node.high)
            if low is None or high is None:
                return None
            hits = self._where(lambda record: low <= record.pmid <= high)
            return Part(hits, f"{node.low}:{node.high}[UID]")
        days = days_of(node.low, node.high)
        if field is None or field.kind != "date" or days is None:
            self.notes.phrases_not_found.append(f"{node.low}:{node.high}[{node.tag}]")
            return None
        return self._between(*days, field)

    def _between(self, first: dt.date, last: dt.date, field: Field) -> Part:
        name = _DATES[field.key]
        hits = self._where(lambda record: first <= getattr(record, name) <= last)
        return Part(hits, f"{first:%Y/%m/%d}:{last:%Y/%m/%d}[{field.full}]")

    def _filter(self, name: str) -> Part | None:
        name = " ".join(name.lower().split())
        shape = f'"{name}"[Filter]'
        found = self._mapper.property(name)
        if found is not None:
            return Part(found.hits, shape)
        if name in _SUBSETS:
            return Part(self._where(_SUBSETS[name]), shape)
        term = vocabulary().filters.get(name)
        if term is None:
            return None
        inner = Evaluator(self._index, self._headings, today=self._today)
        return Part(inner.run(term).hits, shape)

    def _of_type(self, name: str) -> Hits | None:
        types = set(map(normal, vocabulary().types_under(name)))
        hits = self._where(lambda record: bool(types & record.values("publication_type")))
        return hits if hits or name.lower() in vocabulary().type_ui else None

    def _by_author(self, text: str, field: Field, *, quoted: bool) -> Hits:
        name = normal(text)

        def matches(author: str) -> bool:
            if author == name or quoted:
                return author == name
            # A family name alone finds all its bearers; initials may be cut short.
            return author.startswith(f"{name} ") or (" " in name and author.startswith(name))

        return self._where(lambda record: any(map(matches, record.values(field.key))))

    def _not_found(self, text: str, field: Field) -> Part | None:
        self.notes.phrases_not_found.append(f"{text}[{field.full}]")
        return None

    def _where(self, holds: Callable[[Record], bool]) -> Hits:
        return frozenset(record.pmid for record in self._index.records if holds(record))
