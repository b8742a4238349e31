"""PubMed on disk and on a cluster: what `python -m benchmarks.mirror` and `.cluster` print."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import mirror


def parsing(folder: Path, small: bool) -> Iterator[str]:
    """Records/s of PubMed's XML, beside lxml alone, pubmed_parser and Bio.Entrez."""
    yield from _printed(mirror.parse_part, folder, 20 if small else mirror.PEER_RECORDS)
    if data := _data():
        yield ""
        yield from _printed(mirror.real_part, data)


def making(folder: Path, small: bool) -> Iterator[str]:
    """Parsing and indexing on all cores beside pubmed_parser, and memory by the size of a file."""
    count, peers = (40, 20) if small else (mirror.RECORDS, mirror.PEER_RECORDS)
    yield from _printed(mirror.ingest_part, folder, count, peers)
    yield ""
    yield from _printed(mirror.memory_part, folder, (20, 40) if small else mirror.FILE_SIZES)


def asking(folder: Path, small: bool) -> Iterator[str]:
    """300 queries on ever larger mirrors, and what they find beside a plain reading."""
    sizes, per_file = ((20, 40, 80), 20) if small else (mirror.GROWTH, mirror.PER_FILE)
    yield from _printed(mirror.growth_part, folder, sizes, per_file)
    yield ""
    yield from _printed(mirror.counts_part, folder, 40 if small else mirror.CHECKED)


def spread(_folder: Path, small: bool) -> Iterator[str]:
    """The same queries on OpenSearch's protocol."""
    try:
        from benchmarks import cluster
    except ModuleNotFoundError as missing:
        yield f"Not measured: {missing.name} is not installed."
    else:
        yield from _printed(cluster.main, 40 if small else cluster.RECORDS)


def pages(folder: Path, small: bool) -> Iterator[str]:
    """Whole checks on a mirror of real records."""
    if data := _data():
        yield from _printed(mirror.pages_part, folder, data, 300 if small else None)
    else:
        yield "Not measured: CITECHECK_TEST_DATA names no folder of real records."


def _data() -> Path | None:
    told = os.environ.get("CITECHECK_TEST_DATA")
    return Path(told) if told else None


def _printed(part: Callable[..., object], *given: object) -> Iterator[str]:
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        part(*given)
    yield from printed.getvalue().strip().splitlines()
