"""How long a mirror takes to answer, and how that grows with its records."""

from __future__ import annotations

import json
import shutil
import statistics
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.mirror_brute import read
from benchmarks.mirror_queries import Queries
from benchmarks.pubmed_shape import write_folder
from citecheck.concepts.lexicon import load
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.work import processes
from citecheck.model.query import Query

QUERIES = 300
ROUNDS = 3
COLUMNS = (
    "records", "p50 ms", "p95 ms", "p99 ms", "CPU p50", "CPU p95", "CPU p99", "median count",
)  # fmt: skip


def row(mirror: Path, queries: list[Query]) -> tuple[str, ...]:
    """The times of a query's best 20 with the exact count, warm, the best of some rounds."""
    source = MirrorSource(mirror, load())
    times, used, counts = [], [], []
    for query in queries:
        best, cpu = 1e9, 1e9
        for _ in range(ROUNDS):
            began, before = time.perf_counter(), time.thread_time()
            found = source.search(query, limit=20)
            best = min(best, time.perf_counter() - began)
            cpu = min(cpu, time.thread_time() - before)
        times.append(1e3 * best)
        used.append(1e3 * cpu)
        counts.append(found.count)
    records, median = source.info.records, statistics.median(counts)
    return (f"{records:,}", *_percentiles(times), *_percentiles(used), f"{median:,.0f}")


def _percentiles(values: list[float]) -> tuple[str, str, str]:
    cuts = statistics.quantiles(values, n=100)
    return f"{cuts[49]:.2f}", f"{cuts[94]:.1f}", f"{cuts[98]:.1f}"


def drawn(files: list[Path]) -> list[Query]:
    """The queries, whose words and phrases stand in the first records of these files."""
    draw = Queries(read(files, 5_000), load(), seed=8)
    return [draw.query() for _ in range(QUERIES)]


def grown(folder: Path, per_file: int, sizes: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    """A row for each of the sizes; of the first two the records are all different.

    The others hold those of the second, several times over: words and headings then have as
    many studies as in so large an index, in as many more segments.
    """
    small, middle, *large = sizes
    files = write_folder(folder / "bulk", middle, per_file)
    queries = drawn(files)
    for count in (small, middle):
        mirror = folder / f"mirror-{count}"
        if Library(mirror).current is None:
            with processes() as work:
                bring(Library(mirror), files[: count // per_file], work)
        yield row(mirror, queries)
    for count in large:
        mirror = folder / f"mirror-{count}"
        shutil.rmtree(mirror, ignore_errors=True)
        multiply(folder / f"mirror-{middle}", mirror, count // middle)
        yield row(mirror, queries)
        shutil.rmtree(mirror)


def multiply(mirror: Path, into: Path, times: int) -> None:
    """Another mirror with each segment of this one several times, under names of their own."""
    index = Library(mirror).current
    if index is None:
        raise FileNotFoundError(mirror)
    copy = into / index.name
    copy.mkdir(parents=True)
    meta: dict[str, Any] = json.loads((index / "meta.json").read_text("utf-8"))
    segments = []
    for segment in meta["segments"] * times:
        new = uuid.uuid4()
        for file in index.glob(f"{segment['segment_id'].replace('-', '')}.*"):
            target = copy / file.name.replace(file.name.partition(".")[0], new.hex)
            # The records themselves are not read by a search.
            target.hardlink_to(file) if file.suffix == ".store" else shutil.copy(file, target)
        segments.append(segment | {"segment_id": str(new)})
    (copy / "meta.json").write_text(json.dumps(meta | {"segments": segments}), "utf-8")
    shutil.copy(index / "pmids.bits", copy)
    Library(into).use(copy)
