"""How fast a mirror is made, and in how much memory."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.measure import alone, peak_mb
from benchmarks.parts.parse import RECORDS as PEER_RECORDS
from benchmarks.peers import pubmed_parser, pubmed_parser_on_all_cores
from benchmarks.pubmed_shape import write_file, write_folder
from benchmarks.rates import COLUMNS, Timing, cpu_s, timed
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.work import parsing
from tools.pages.table import table

RECORDS: Final = 200_000
PER_FILE: Final = 20_000
FILE_SIZES: Final = (4_000, 30_000, 120_000)
"""Records in one file, to see whether memory grows with it; NLM's have 30,000 at most."""
_PUBMED: Final = 38_000_000


def lines(folder: Path, small: bool) -> Iterator[str]:
    """Parsing and indexing on all cores beside pubmed_parser, and memory by the size of a file."""
    yield from _ingest(folder, *((40, 20) if small else (RECORDS, PEER_RECORDS)))
    yield ""
    head = ("records in one file", "MB of .xml.gz", "most memory, MB", "its own", COLUMNS[-1])
    yield from table(head, _memory(folder, (20, 40) if small else FILE_SIZES))


def _ingest(folder: Path, count: int, of_peers: int) -> Iterator[str]:
    files = write_folder(folder / "bulk", count, PER_FILE)
    mirror, cores = folder / f"mirror-{count}", os.cpu_count() or 1
    shutil.rmtree(mirror, ignore_errors=True)
    made = timed(count, lambda: _make(mirror, files), 1)
    rows = [made.row("citecheck: parsed, indexed and stored")]
    compared = []
    if find_spec("pubmed_parser"):
        some = [folder / f"peer{number}.xml.gz" for number in range(cores)]
        for number, path in enumerate(some):
            write_file(path, of_peers, 1 + number * of_peers)
        one = timed(min(count, PER_FILE), lambda: pubmed_parser(files[0]), 1)
        every = timed(of_peers * cores, lambda: pubmed_parser_on_all_cores(some), 2)
        rows.append(one.row("pubmed_parser, parsing alone, one process"))
        rows.append(every.row(f"pubmed_parser, parsing alone, {cores} processes"))
        compared = ["", _compared(made, one, cores)]
    else:
        rows.append(("pubmed_parser", "not installed", "", ""))
    yield from table((f"{count:,} records, {cores} cores", *COLUMNS), rows)
    yield from compared
    size, packed = Library(mirror).size(), sum(path.stat().st_size for path in files)
    yield ""
    yield (
        f"{size / count:,.0f} bytes a record on disk ({size / packed:.2f} of the .xml.gz); for "
        f"{_PUBMED:,} records {size / count * _PUBMED / 1e9:,.0f} GB and "
        f"{_PUBMED / count * made.wall / 3600:,.1f} hours at this speed."
    )


def _make(mirror: Path, files: Sequence[Path]) -> None:
    with parsing() as work:
        bring(Library(mirror), files, work)


def _compared(made: Timing, one: Timing, cores: int) -> str:
    by_clock = made.records / made.wall * one.wall / one.records
    by_cpu = cores * made.records / max(made.cpu, 1e-9) * one.cpu / one.records
    return (
        f"{by_clock:.2f} times as fast by the clock as pubmed_parser's parsing alone in one "
        f"process; {by_cpu:.2f} times if all {cores} cores had been busy with it "
        f"({made.cpu / made.wall:.2f} were)."
    )


def _memory(folder: Path, sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    for count in sizes:
        path = folder / f"one-{count}.xml.gz"
        write_file(path, count, 1)
        most, own, cpu = alone(_taken, folder / "mirror-one", path)
        packed = path.stat().st_size / 1e6
        figures = (packed, most, own, 1e6 * cpu / count)
        yield (f"{count:,}", *(f"{figure:,.0f}" for figure in figures))


def _taken(mirror: Path, path: Path) -> tuple[float, float, float]:
    """Most memory in MB, in all and without files that are mapped, and processor seconds."""
    shutil.rmtree(mirror, ignore_errors=True)
    before, done, own = cpu_s(), threading.Event(), [0]

    def watch() -> None:
        while not done.wait(0.05):
            status = Path("/proc/self/status").read_text("ascii")
            own.append(int(status.partition("RssAnon:")[2].split()[0]))

    watching = threading.Thread(target=watch)
    watching.start()
    _make(mirror, [path])
    done.set()
    watching.join()
    return peak_mb(), max(own) / 1024, cpu_s() - before
