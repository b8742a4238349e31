"""Bulk files taken apart: a stream of bytes becomes what the index does, in order.

One process unpacks and cuts the XML after whole records; the pieces are parsed by any
`Executor`. Only a few pieces are on their way at a time, so that memory does not grow with
the files.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from typing import IO, NamedTuple

from pydantic_core import to_json

from citecheck.concepts.lexicon import load
from citecheck.errors import MalformedRecord
from citecheck.mirror.selection import Selection
from citecheck.model.collector import collector_paused
from citecheck.pubmed.parse import Deletion
from citecheck.pubmed.plain import bulk_records
from citecheck.pubmed.records import Record
from citecheck.pubmed.split import pieces
from citecheck.sources.entry import Entry, Indexing

PIECE_BYTES = 1_500_000
"""About two hundred records."""
AHEAD = 12
"""Pieces for each worker that may be parsed, or wait for it, before they are asked for: about what
is parsed while the file before is committed. Parsed, each takes some 2 MB."""


class Step(NamedTuple):
    """One thing to do: put in `entry`, or take the PMID out where that is None.

    `version` is None for a deletion that NLM asks for, which holds for every version.
    """

    pmid: int
    version: int | None
    entry: Entry | None


class Parsed(NamedTuple):
    """The steps of a piece in its order, and a sentence for each record that is none."""

    steps: list[Step]
    unreadable: list[str]


def parse_piece(piece: bytes, selection: Selection) -> Parsed:
    """The steps of one piece. Raises: MalformedRecord."""
    unreadable: list[str] = []
    with collector_paused():
        records = bulk_records(piece, on_malformed=lambda e: unreadable.append(str(e)))
        return Parsed(list(steps(records, selection)), unreadable)


def steps(units: Iterable[Record | Deletion], selection: Selection) -> Iterator[Step]:
    """What each record and deletion means for the index.

    Raises: MalformedRecord for a record without a PMID.
    """
    indexing = _indexing()
    for unit in units:
        if isinstance(unit, Deletion):
            for pmid in unit.pmids:
                yield Step(int(pmid), None, None)
            continue
        fields = unit.fields
        if not fields.get("pmid"):
            raise MalformedRecord(f"The record {unit.key!r} has no PMID, by which a mirror goes.")
        number = int(fields["pmid"])
        entry = None
        if selection.keeps(fields):
            entry = indexing.entry(fields, number, to_json(fields))
        yield Step(number, unit.version, entry)


class ParsedStream:
    """The pieces of one file in its order, parsed by `executor`, a few of them ahead.

    Raises, on iteration: MalformedRecord for what is no whole PubmedArticleSet.
    """

    def __init__(
        self, stream: IO[bytes], selection: Selection, executor: Executor, *, workers: int
    ) -> None:
        self._pieces = pieces(stream, PIECE_BYTES)
        self._selection = selection
        self._executor = executor
        self._most = AHEAD * workers
        self._waiting: deque[Future[Parsed]] = deque()

    def begin(self) -> None:
        """Have as many pieces parsed as may wait. Raises: MalformedRecord."""
        while len(self._waiting) < self._most and (piece := next(self._pieces, None)):
            self._waiting.append(self._executor.submit(parse_piece, piece, self._selection))

    def __iter__(self) -> Iterator[Parsed]:
        try:
            self.begin()
            while self._waiting:
                yield self._waiting.popleft().result()
                self.begin()
        finally:
            for future in self._waiting:
                future.cancel()


@cache
def _indexing() -> Indexing:
    return Indexing(load())
