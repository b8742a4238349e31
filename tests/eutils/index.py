"""An inverted index over the server's records: words, phrases, prefixes, neighbourhoods."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from tests.eutils.record import Record
from tests.eutils.text import words

Hits = frozenset[int]
NOTHING: Hits = frozenset()

_TITLE = ("title",)
_TIAB = (*_TITLE, "abstract", "keyword")
_WORD = (*_TIAB, "mesh", "subheading", "type", "substance")
PARTS = {
    "title": _TITLE,
    "keyword": ("keyword",),
    "affiliation": ("affiliation",),
    "tiab": _TIAB,
    "word": _WORD,
    "all": (*_WORD, "journal", "author", "affiliation", "other"),
}
"""The parts of a record that each text field searches."""


class Index:
    """What each record says, by part and word. Built when first searched."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self.by_pmid = {record.pmid: record for record in self.records}
        self.all: Hits = frozenset(self.by_pmid)

    @cached_property
    def _segments(self) -> dict[int, dict[str, list[tuple[str, ...]]]]:
        return {record.pmid: _segments(record) for record in self.records}

    @cached_property
    def _postings(self) -> dict[str, dict[str, set[int]]]:
        postings: dict[str, dict[str, set[int]]] = {}
        for pmid, parts in self._segments.items():
            for part, segments in parts.items():
                by_word = postings.setdefault(part, {})
                for word in set(itertools.chain.from_iterable(segments)):
                    by_word.setdefault(word, set()).add(pmid)
        return postings

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every record."""
        return frozenset(itertools.chain.from_iterable(self._postings.values()))

    def expand(self, pattern: str, field: str) -> Collection[str]:
        """The words of a field that match a pattern with `*`; a plain word is itself."""
        if "*" not in pattern:
            return (pattern,)
        shape = re.compile("[^ ]*".join(map(re.escape, re.split(r"\*+", pattern))))
        known = (self._postings.get(part, {}) for part in PARTS[field])
        return {word for by_word in known for word in by_word if shape.fullmatch(word)}

    def with_all(self, wanted: Sequence[str], field: str) -> Hits:
        """Records that hold every word (or pattern) somewhere in the field."""
        hits: Hits | None = None
        for pattern in wanted:
            found: set[int] = set()
            for word in self.expand(pattern, field):
                for part in PARTS[field]:
                    found |= self._postings.get(part, {}).get(word, set())
            hits = frozenset(found) if hits is None else hits & found
        return hits or NOTHING

    def with_phrase(self, wanted: Sequence[str], field: str) -> Hits:
        """Records that hold the words side by side, in order, in one part of the field."""
        choices = [self.expand(pattern, field) for pattern in wanted]
        return frozenset(
            pmid
            for pmid in self.with_all(wanted, field)
            if any(_has_phrase(segment, choices) for segment in self._of(pmid, field))
        )

    def with_near(self, wanted: Sequence[str], field: str, gap: int) -> Hits:
        """Records with all the words, in any order, at most `gap` other words among them."""
        return frozenset(
            pmid
            for pmid in self.with_all(wanted, field)
            if any(_has_near(segment, wanted, gap) for segment in self._of(pmid, field))
        )

    def occurrences(self, word: str, pmid: int) -> tuple[int, int]:
        """How often a record says a word in its title, and in abstract and keywords."""
        parts = self._segments[pmid]
        title, rest = (
            sum(segment.count(word) for part in names for segment in parts.get(part, ()))
            for names in (_TITLE, _TIAB[1:])
        )
        return title, rest

    def _of(self, pmid: int, field: str) -> Iterable[tuple[str, ...]]:
        parts = self._segments[pmid]
        return itertools.chain.from_iterable(parts.get(part, ()) for part in PARTS[field])


def _segments(record: Record) -> dict[str, list[tuple[str, ...]]]:
    study = record.study
    headings = [*study.mesh, *study.chemicals]
    texts = {
        "title": [study.title, record.vernacular_title],
        "abstract": [record.abstract, record.other_abstract],
        "keyword": study.keywords,
        "mesh": [heading.name for heading in study.mesh],
        "subheading": {name for heading in headings for name in heading.qualifiers},
        "type": [kind.name for kind in study.publication_types],
        "substance": [heading.name for heading in study.chemicals],
        "journal": [study.journal or "", record.abbreviation],
        "author": study.authors,
        "affiliation": [record.affiliation],
        "other": [str(record.pmid), study.doi or "", study.pmcid or "", str(record.published[0])],
    }
    split = {part: [words(text) for text in values] for part, values in texts.items()}
    return {part: [segment for segment in found if segment] for part, found in split.items()}


def _has_phrase(segment: Sequence[str], choices: Sequence[Collection[str]]) -> bool:
    last = len(segment) - len(choices)
    return any(
        all(segment[at + step] in choice for step, choice in enumerate(choices))
        for at in range(last + 1)
    )


def _has_near(segment: Sequence[str], wanted: Sequence[str], gap: int) -> bool:
    places = sorted((at, word) for at, word in enumerate(segment) if word in wanted)
    room = len(set(wanted)) + gap
    return any(
        set(wanted) <= {word for at, word in places if start <= at < start + room}
        for start, _ in places
    )
