"""Every work that a document cites, with all the places that cite it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from citecheck.model.document import Document, Span
from citecheck.model.reference import Cited, Form, Reference
from citecheck.references import files, mentions
from citecheck.references.entry import LONGEST, read_entry
from citecheck.references.identifiers import find as identifiers_in
from citecheck.references.identifiers import of_url
from citecheck.references.kinds import kind_of
from citecheck.references.lists import Entry, entries
from citecheck.references.names import surname
from citecheck.text.normalise import fold

_TOPIC_REACH = 400
_BLANK = re.compile(r"[^\n]")


def find_references(document: Document) -> list[Reference]:
    """The cited works in the order of the text, those of a list or file first seen there.

    A work that running text names by a number, by author and year or by an identifier of the
    list is a mention of its entry, not a work of its own. Linear in the text.
    """
    if document.kind in ("bibtex", "ris", "nbib", "csl-json"):
        return _with_ids(files.read(document.text, document.kind))
    view = fold(document.text)
    listed = entries(view)
    collected = _Collected(document, view)
    for entry in listed:
        collected.add_entry(entry)
    collected.add_links()
    prose = _masked(view, listed)
    collected.add_identifiers(prose)
    collected.add_numbers(prose)
    collected.add_named(prose)
    return _with_ids(collected.references())


class _Collected:
    """Works under way: each once, with its mentions."""

    def __init__(self, document: Document, view: str) -> None:
        self._document = document
        self._view = view
        self._works: list[Reference] = []
        self._mentions: list[list[Span]] = []
        self._by_identifier: dict[tuple[str, str], int] = {}
        self._by_label: dict[str, int] = {}
        self._by_author: dict[tuple[str, int | None], list[int]] = {}
        self._entries: list[Span] = []
        self._linked: list[tuple[int, int]] = []

    def references(self) -> list[Reference]:
        """All of them by their place, with their mentions in order."""
        whole = [
            work.model_copy(update={"mentions": tuple(sorted(spans, key=lambda s: s.start))})
            for work, spans in zip(self._works, self._mentions, strict=True)
        ]
        return sorted(whole, key=lambda work: (work.start, work.end))

    def add_entry(self, entry: Entry) -> None:
        """One entry of a list."""
        cited = read_entry(self._document.text[entry.start : entry.end])
        at = self._add(Span(start=entry.start, end=entry.end), "entry", cited, entry.label)
        self._entries.append(Span(start=entry.start, end=entry.end))
        if entry.label:
            self._by_label.setdefault(entry.label, at)
        if cited.authors:
            name = surname(cited.authors[0]).lower()
            for key in ((name, cited.year), (name, None)):
                self._by_author.setdefault(key, []).append(at)

    def add_links(self) -> None:
        """The addresses behind an HTML page's words: of an entry, or of a work of their own."""
        starts = [span.start for span in self._entries]
        for link in self._document.links:
            leads_to = of_url(link.url)
            if leads_to is None:
                continue
            inside = bisect_right(starts, link.start) - 1
            if inside >= 0 and link.start < self._entries[inside].end:
                self._complete(inside, leads_to.kind, leads_to.value)
            elif leads_to.kind in ("pmid", "pmcid", "doi") or kind_of("", link.url):
                self._identified(
                    Span(start=link.start, end=link.end), leads_to.kind, leads_to.value
                )
                self._linked.append((link.start, link.end))

    def add_identifiers(self, prose: str) -> None:
        """Identifiers and addresses in running text."""
        for each in identifiers_in(prose):
            if self._document.kind != "html" or each.kind != "url":
                self._identified(Span(start=each.start, end=each.end), each.kind, each.value)

    def add_numbers(self, prose: str) -> None:
        """Numbers in brackets and superscripts; those that no entry has are none of ours."""
        for each in mentions.numbers(prose, frozenset(self._by_label)):
            for label in each.labels:
                self._mentions[self._by_label[label]].append(each.span)

    def add_named(self, prose: str) -> None:
        """Works named by authors or journal; what a link or an entry settles is no new work."""
        for each in mentions.named(prose):
            if self._is_linked(each.span):
                continue
            name = each.authors[0].lower() if each.authors else ""
            at = self._by_author.get((name, each.year), [])
            if name and at:
                self._mentions[at[0]].append(each.span)
                continue
            cited = Cited(authors=each.authors, year=each.year, journal=each.journal)
            again = self._by_author.setdefault(
                (name or (each.journal or "").lower(), each.year), []
            )
            if again and name:
                self._mentions[again[0]].append(each.span)
            else:
                new = self._add(each.span, "inline", cited, None, self._around(each.span))
                self._mentions[new].append(each.span)
                again.append(new)

    def _is_linked(self, span: Span) -> bool:
        at = bisect_right(self._linked, span.start, key=lambda each: each[0]) - 1
        return at >= 0 and span.start < self._linked[at][1]

    def _identified(self, span: Span, kind: str, value: str) -> None:
        at = self._by_identifier.get((kind, value.lower()))
        if at is None:
            known: dict[str, object] = {kind: (value,) if kind == "malformed" else value}
            if kind == "url":
                known["kind"] = kind_of("", value) or "a web page"
            at = self._add(span, "identifier", Cited.model_validate(known), None)
        self._mentions[at].append(span)

    def _complete(self, at: int, kind: str, value: str) -> None:
        """An identifier that an entry's link holds and its words do not."""
        cited = self._works[at].cited
        if kind in ("pmid", "pmcid", "doi") and getattr(cited, kind) is None:
            update = {kind: value}
            self._works[at] = self._works[at].model_copy(
                update={"cited": cited.model_copy(update=update)}
            )
            self._by_identifier.setdefault((kind, value.lower()), at)

    def _add(self, span: Span, form: Form, cited: Cited, label: str | None, topic: str = "") -> int:
        end = min(span.end, span.start + LONGEST)
        self._works.append(
            Reference(
                id="",
                start=span.start,
                end=end,
                text=self._document.text[span.start : end],
                form=form,
                cited=cited,
                label=label,
                topic=topic,
            )
        )
        self._mentions.append([])
        at = len(self._works) - 1
        for kind in ("pmid", "pmcid", "doi", "url"):
            value = getattr(cited, kind)
            if value:
                self._by_identifier.setdefault((kind, value.lower()), at)
        return at

    def _around(self, span: Span) -> str:
        """The sentence of a mention without it: what the work must be about."""
        sentences = self._document.sentences
        at = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
        if at < 0:
            return ""
        start = max(sentences[at].start, span.start - _TOPIC_REACH)
        end = min(max(sentences[at].end, span.end), span.end + _TOPIC_REACH)
        return f"{self._view[start : span.start]} {self._view[span.end : end]}"


def _masked(view: str, listed: Sequence[Entry]) -> str:
    """The text with every entry blanked out, so that offsets stay."""
    parts: list[str] = []
    at = 0
    for entry in listed:
        parts += (view[at : entry.start], _BLANK.sub(" ", view[entry.start : entry.end]))
        at = entry.end
    return "".join((*parts, view[at:]))


def _with_ids(works: Iterable[Reference]) -> list[Reference]:
    return [work.model_copy(update={"id": f"r{number}"}) for number, work in enumerate(works, 1)]
