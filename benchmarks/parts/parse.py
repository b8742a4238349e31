"""How fast PubMed's XML is read on one core, beside lxml alone, pubmed_parser and Bio.Entrez."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.peers import entrez, iterparse, pubmed_parser
from benchmarks.pubmed_shape import write_file
from benchmarks.rates import COLUMNS, timed
from citecheck.errors import MalformedRecord
from citecheck.mirror.parsing import PIECE_BYTES, ParsedStream
from citecheck.mirror.selection import Selection
from citecheck.mirror.work import Inline
from citecheck.pubmed.parse import parse_articles
from citecheck.pubmed.plain import bulk_records
from citecheck.pubmed.split import pieces
from citecheck.sources.files import opened
from tools.pages.table import table

RECORDS: Final = 4_000


def lines(folder: Path, small: bool) -> Iterator[str]:
    """Records of our own, from the same .gz; and real ones, where they are at hand."""
    head = ("parsing alone, one process", *COLUMNS)
    yield from table(head, _made(folder, 20 if small else RECORDS))
    if data := os.environ.get("CITECHECK_TEST_DATA"):
        yield ""
        yield from table(("real records", *COLUMNS), _real(Path(data), folder))


def _made(folder: Path, count: int) -> Iterator[tuple[str, ...]]:
    path = folder / "peer.xml.gz"
    write_file(path, count, 1)
    for name, work in (
        ("citecheck: records and index entries", _ours),
        ("lxml iterparse, nothing taken out", iterparse),
        ("pubmed_parser.parse_medline_xml", pubmed_parser),
        ("Bio.Entrez.read", entrez),
    ):
        try:
            yield timed(count, lambda work=work: work(path)).row(name)  # type: ignore[misc]
        except ModuleNotFoundError:
            yield (name, "not installed", "", "")


def _ours(path: Path) -> int:
    with opened(path) as stream:
        parsed = ParsedStream(stream, Selection(), Inline(), workers=1)
        return sum(len(piece.steps) for piece in parsed)


def _real(data: Path, folder: Path) -> Iterator[tuple[str, ...]]:
    """Every real record at hand, by us and by pubmed_parser where it can."""
    contents = [path.read_bytes() for path in sorted((data / "pubmed").rglob("*.xml"))]

    def as_studies() -> int:
        count = 0
        for content in contents:
            with suppress(MalformedRecord):
                count += sum(1 for _ in parse_articles(content))
        return count

    def as_bulk_files() -> int:
        count = 0
        for content in contents:
            for piece in pieces(io.BytesIO(content), PIECE_BYTES):
                with suppress(MalformedRecord):
                    count += sum(1 for _ in bulk_records(piece, on_malformed=lambda _: None))
        return count

    studies, records = as_studies(), as_bulk_files()
    yield timed(studies, as_studies).row(f"citecheck: {studies:,} studies")
    yield timed(records, as_bulk_files).row(f"citecheck, as bulk files: {records:,} records")
    paths = []
    for number, content in enumerate(contents):
        path = folder / f"real-{number}.xml.gz"
        path.write_bytes(gzip.compress(content))
        try:
            paths += [path] * bool(pubmed_parser(path))
        except Exception as error:  # noqa: BLE001  the peer's own failures are its row
            print(f"pubmed_parser: {type(error).__name__}", file=sys.stderr)
    if theirs := sum(map(pubmed_parser, paths)):
        timing = timed(theirs, lambda: [pubmed_parser(path) for path in paths])
        yield timing.row(f"pubmed_parser: {theirs:,} records")
