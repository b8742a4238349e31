"""References put to the sources, many at a time: by identifier, by place, by words.

    by identifier   PMIDs are fetched together; DOIs and PMCIDs are one search for fifty
    by place        journal, year, volume and page go to the citation matcher, a hundred a time
    by words        titles, authors and years of twenty references are one search

A search by words that matches more than it may read is cut in two and asked again, so that
what comes back is all that there is. A source that fails leaves those references unchecked
whose search it was, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

from citecheck.errors import IncompleteResults, QueryRejected, SourceError
from citecheck.model.query import Identifier, Or, Query
from citecheck.model.reference import Cited, Reference
from citecheck.model.search import Handle, Search
from citecheck.model.study import Study
from citecheck.references.compare import compare
from citecheck.references.library import Library
from citecheck.references.queries import by_words, citation_key

IDENTIFIERS_TOGETHER: Final = 50
WORDS_TOGETHER: Final = 20
READ_AT_MOST: Final = 200
"""Matches of one search by words that are read."""

_T = TypeVar("_T")


class Found(NamedTuple):
    """What the sources hold for one reference.

    `by_identifier` is the record that an identifier leads to, `by_place` the one that journal,
    year, volume and page do. `candidates` came by place or words. `searches` are all that were
    made for it, many of them together with others. `failed` is why the reference could not be
    looked up in full, or None.
    """

    by_identifier: Study | None = None
    by_place: Study | None = None
    candidates: tuple[Study, ...] = ()
    searches: tuple[Search, ...] = ()
    failed: str | None = None


def look_up(references: Sequence[Reference], library: Library) -> list[Found]:
    """What the sources hold for each reference, in their order."""
    found = _by_identifier(references, library)
    rest = [at for at, each in enumerate(references) if _needs_words(each, found[at])]
    _by_place(references, rest, found, library)
    rest = [at for at in rest if _needs_words(references[at], found[at])]
    _by_words(references, rest, found, library)
    return found


def _needs_words(reference: Reference, found: Found) -> bool:
    """Whether what is known does not settle the reference yet."""
    if found.failed is not None:
        return False
    cited = reference.cited
    for study in (found.by_identifier, *found.candidates):
        if study is None:
            continue
        same = compare(cited, study, entry=reference.text)
        if same.fits or (same.title is None and study is found.by_identifier):
            return False
    return by_words(reference) is not None or (
        found.by_place is None and citation_key(cited) is not None
    )


def _by_identifier(references: Sequence[Reference], library: Library) -> list[Found]:
    handles: dict[int, tuple[Handle, ...]] = {}
    pmids: dict[int, tuple[Handle, ...]] = {}
    failed: dict[int, str] = {}
    searches: dict[int, tuple[Search, ...]] = {}
    everywhere = range(len(library.sources))
    numbered: list[int] = []
    for at, each in enumerate(references):
        if each.cited.pmid:
            handles[at] = pmids[at] = tuple((i, each.cited.pmid) for i in everywhere)
        if each.cited.doi or each.cited.pmcid:
            numbered.append(at)
    for batch in _batches(numbered, IDENTIFIERS_TOGETHER):
        names = tuple(name for at in batch for name in _identifiers(references[at].cited))
        query: Query = names[0] if len(names) == 1 else Or(parts=names)
        try:
            answer = library.ask(query, limit=READ_AT_MOST, purpose="reference")
            for at in batch:
                handles[at] = (*handles.get(at, ()), *answer.handles)
                searches[at] = answer.receipts
        except SourceError as error:
            failed.update(dict.fromkeys(batch, str(error)))
    _read(handles, failed, library)
    for at, by_number in pmids.items():
        searches[at] = (*library.receipts_of(by_number, "reference"), *searches.get(at, ()))
    return [
        Found(
            by_identifier=_named(each.cited, library.studies(handles.get(at, ()))[0]),
            searches=searches.get(at, ()),
            failed=failed.get(at),
        )
        for at, each in enumerate(references)
    ]


def _identifiers(cited: Cited) -> Iterator[Identifier]:
    if cited.doi:
        yield Identifier(kind="doi", value=cited.doi)
    if cited.pmcid:
        yield Identifier(kind="pmcid", value=cited.pmcid)


def _named(cited: Cited, studies: Iterable[Study]) -> Study | None:
    """The study that carries an identifier of the reference, by PMID first."""
    known = list(studies)
    for field in ("pmid", "doi", "pmcid"):
        wanted = getattr(cited, field)
        for study in known:
            has = getattr(study, field)
            if wanted and has and wanted.lower() == has.lower():
                return study
    return None


def _by_place(
    references: Sequence[Reference], rest: Sequence[int], found: list[Found], library: Library
) -> None:
    keys = {at: key for at in rest if (key := citation_key(references[at].cited)) is not None}
    if not keys:
        return
    try:
        matched = library.match_citations(list(keys.values()), purpose="reference")
        library.read(handle for each in matched for handle in each.handles)
    except SourceError:
        return  # the search by words stands in, and fails aloud if it must
    for at, each in zip(keys, matched, strict=True):
        studies = library.studies(each.handles)[0]
        found[at] = found[at]._replace(
            by_place=next(iter(studies), None),
            candidates=studies,
            searches=(*found[at].searches, *each.receipts),
        )


def _by_words(
    references: Sequence[Reference], rest: Sequence[int], found: list[Found], library: Library
) -> None:
    queries = {at: query for at in rest if (query := by_words(references[at])) is not None}
    handles: dict[int, tuple[Handle, ...]] = {}
    failed: dict[int, str] = {}
    searches: dict[int, tuple[Search, ...]] = {}
    for batch in _batches(list(queries), WORDS_TOGETHER):
        _ask_together(batch, queries, library, handles, searches, failed)
    _read(handles, failed, library)
    for at in queries:
        studies = library.studies(handles.get(at, ()))[0]
        found[at] = found[at]._replace(
            candidates=(*found[at].candidates, *studies),
            searches=(*found[at].searches, *searches.get(at, ())),
            failed=failed.get(at),
        )


def _ask_together(
    batch: Sequence[int],
    queries: Mapping[int, Query],
    library: Library,
    handles: dict[int, tuple[Handle, ...]],
    searches: dict[int, tuple[Search, ...]],
    failed: dict[int, str],
) -> None:
    """One search for a batch; halves of it where it is refused or matches too much."""
    parts = tuple(queries[at] for at in batch)
    query = parts[0] if len(parts) == 1 else Or(parts=parts)
    try:
        answer = library.ask(query, limit=READ_AT_MOST, purpose="reference")
    except (QueryRejected, IncompleteResults) as error:
        if len(batch) == 1:
            failed[batch[0]] = str(error)
            return
        answer = None
    except SourceError as error:
        failed.update(dict.fromkeys(batch, str(error)))
        return
    if answer is not None:
        for at in batch:
            searches[at] = (*searches.get(at, ()), *answer.receipts)
        if len(batch) == 1 or all(r.count <= READ_AT_MOST for r in answer.receipts):
            handles.update(dict.fromkeys(batch, answer.handles))
            return
    middle = len(batch) // 2
    for half in (batch[:middle], batch[middle:]):
        _ask_together(half, queries, library, handles, searches, failed)


def _read(
    handles: Mapping[int, tuple[Handle, ...]], failed: dict[int, str], library: Library
) -> None:
    """Fetch all records at once; if that fails, reference by reference, to know whom it hits."""
    try:
        library.read(handle for each in handles.values() for handle in each)
    except SourceError:
        for at, each in handles.items():
            try:
                library.read(each)
            except SourceError as error:
                failed[at] = str(error)


def _batches(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
