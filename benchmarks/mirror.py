"""How fast a mirror is made and asked: `python -m benchmarks.mirror` prints the tables.

Peers run in the same run, on the same files: `pip install '.[bench]'` first. On a machine
with other work, compare the columns of one run, not runs. Parts can be named to run alone:
parse, ingest, memory, queries, counts, growth, real, pages.
"""

from __future__ import annotations

import gzip
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.measure import command
from benchmarks.mirror_asking import COLUMNS, QUERIES, drawn, grown, row
from benchmarks.mirror_brute import Reader, read
from benchmarks.mirror_queries import Queries
from benchmarks.pubmed_shape import write_file, write_folder
from citecheck.concepts.lexicon import load
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.parsing import ParsedStream
from citecheck.mirror.selection import Selection
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.work import Inline, opened, parsing, processes
from citecheck.model.query import Query
from citecheck.pubmed.syntax import render
from citecheck.pubmed.vocabulary import parse_search

RECORDS, PER_FILE = 200_000, 20_000
CHECKED = 50_000
GROWTH = (20_000, 200_000, 2_000_000)
PUBMED = 38_000_000
PEER_RECORDS = 4_000
FILE_SIZES = (4_000, 30_000, 120_000)
"""Records in one file, to see whether memory grows with it; NLM's have 30,000 at most."""


class Timing(NamedTuple):
    """Seconds by the clock and of processors, over `records`."""

    wall: float
    cpu: float
    records: int

    def row(self, name: str) -> str:
        # A clock of processor time may stand still for work this short.
        cpu = max(self.cpu, 1e-9)
        return (
            f"| {name} | {self.records / self.wall:,.0f} | {self.records / cpu:,.0f} "
            f"| {1e6 * self.cpu / self.records:,.0f} |"
        )


def timed(records: int, work: Callable[[], object], rounds: int = 3) -> Timing:
    """The best of some rounds; processor time counts children that have ended."""
    best = Timing(1e9, 1e9, records)
    for _ in range(rounds):
        began, cpu = time.perf_counter(), _cpu()
        work()
        best = min(best, Timing(time.perf_counter() - began, _cpu() - cpu, records))
    return best


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def table(*columns: str) -> None:
    print("\n| " + " | ".join(columns) + " |")
    print("| " + " | ".join(["---"] + ["---:"] * (len(columns) - 1)) + " |")


def parse_part(folder: Path, count: int = PEER_RECORDS) -> None:
    """One core: our parsing to index entries, and what others parse, from the same .gz."""
    path = folder / "peer.xml.gz"
    write_file(path, count, 1)
    table("parsing alone, one process", "records/s", "records per CPU second", "CPU µs a record")
    for name, work in (
        ("citecheck: records and index entries", lambda: _ours(path)),
        ("lxml iterparse, nothing taken out", lambda: _iterparse(path)),
        ("pubmed_parser.parse_medline_xml", lambda: _pubmed_parser(path)),
        ("Bio.Entrez.read", lambda: _entrez(path)),
    ):
        try:
            print(timed(count, work).row(name), flush=True)
        except ModuleNotFoundError:
            print(f"| {name} | not installed | | |")


def _ours(path: Path) -> int:
    with opened(path) as stream:
        parsed = ParsedStream(stream, Selection(), Inline(), workers=1)
        return sum(len(piece.steps) for piece in parsed)


def _iterparse(path: Path) -> int:
    from lxml import etree

    count = 0
    with gzip.open(path) as stream:
        context: Any = etree.iterparse(stream, tag="PubmedArticle")
        for _, element in context:
            count += 1
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return count


def _pubmed_parser(path: Path) -> int:
    import pubmed_parser

    return sum(1 for _ in pubmed_parser.parse_medline_xml(str(path)))


def _entrez(path: Path) -> int:
    from Bio import Entrez

    # It fetches a DTD that it does not bring; this one it has.
    with gzip.open(path) as stream:
        content = stream.read()
    known = content.replace(b"http://dtd", b"https://dtd").replace(b"260101", b"250101")
    read: Any = Entrez.read
    return len(read(io.BytesIO(known))["PubmedArticle"])


def ingest_part(folder: Path, count: int, of_peers: int = PEER_RECORDS) -> None:
    """Parsing and indexing on all cores, beside pubmed_parser's parsing on one and on all."""
    files = write_folder(folder / "bulk", count, PER_FILE)
    mirror = folder / f"mirror-{count}"
    shutil.rmtree(mirror, ignore_errors=True)
    cores = os.cpu_count() or 1
    some = [folder / f"peer{number}.xml.gz" for number in range(cores)]
    for number, path in enumerate(some):
        write_file(path, of_peers, 1 + number * of_peers)

    def ours() -> None:
        with parsing() as work:
            bring(Library(mirror), files, work)

    table(f"{count:,} records, {cores} cores", "records/s", "per CPU second", "CPU µs a record")
    made = timed(count, ours, 1)
    print(made.row("citecheck: parsed, indexed and stored"))
    if find_spec("pubmed_parser"):
        one = timed(min(count, PER_FILE), lambda: _pubmed_parser(files[0]), 1)
        print(one.row("pubmed_parser, parsing alone, one process"))
        every = timed(of_peers * cores, lambda: _on_all_cores(some), 2)
        print(every.row(f"pubmed_parser, parsing alone, {cores} processes"))
        by_clock = made.records / made.wall * one.wall / one.records
        by_cpu = cores * made.records / max(made.cpu, 1e-9) * one.cpu / one.records
        print(
            f"\n{by_clock:.2f} times as fast by the clock as pubmed_parser's parsing alone in one "
            f"process; {by_cpu:.2f} times if all {cores} cores had been busy with it "
            f"({made.cpu / made.wall:.2f} were)."
        )
    else:
        print("| pubmed_parser | not installed | | |")
    size = Library(mirror).size()
    packed = sum(path.stat().st_size for path in files)
    print(
        f"\n{size / count:,.0f} bytes a record on disk ({size / packed:.2f} of the .xml.gz); for "
        f"{PUBMED:,} records {size / count * PUBMED / 1e9:,.0f} GB and "
        f"{PUBMED / count * made.wall / 3600:,.1f} hours at this speed."
    )


def _on_all_cores(paths: Sequence[Path]) -> None:
    with ProcessPoolExecutor(len(paths)) as pool:
        list(pool.map(_pubmed_parser, paths))


def memory_part(folder: Path, sizes: Sequence[int] = FILE_SIZES) -> None:
    """The most memory that making a mirror of one file takes, by the size of the file."""
    table("records in one file", "MB of .xml.gz", "most memory, MB", "its own", "CPU µs a record")
    for count in sizes:
        path = folder / f"one-{count}.xml.gz"
        if not path.exists():
            write_file(path, count, 1)
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            most, own, cpu = pool.submit(_alone, folder / "mirror-one", path).result()
        print(
            f"| {count:,} | {path.stat().st_size / 1e6:,.0f} | {most / 1024:,.0f} "
            f"| {own / 1024:,.0f} | {1e6 * cpu / count:,.0f} |",
            flush=True,
        )


def _alone(mirror: Path, path: Path) -> tuple[int, int, float]:
    """Most memory in kB, in all and without files that are mapped, and seconds of processors."""
    shutil.rmtree(mirror, ignore_errors=True)
    before, done, own = _cpu(), threading.Event(), [0]

    def watch() -> None:
        while not done.wait(0.05):
            status = Path("/proc/self/status").read_text("ascii")
            own.append(int(status.partition("RssAnon:")[2].split()[0]))

    watching = threading.Thread(target=watch)
    watching.start()
    with parsing() as work:
        bring(Library(mirror), [path], work)
    done.set()
    watching.join()
    # What getrusage tells as the most was that of the parent, from before this process was one.
    status = Path("/proc/self/status").read_text("ascii")
    whole = int(status.partition("VmHWM:")[2].split()[0])
    return whole, max(own), _cpu() - before


def queries_part(folder: Path, count: int) -> None:
    """Time of a query's best 20 with the exact count."""
    table(*COLUMNS)
    files = write_folder(folder / "bulk", count, PER_FILE)
    print(row(folder / f"mirror-{count}", drawn(files)), flush=True)


def growth_part(folder: Path, sizes: tuple[int, ...] = GROWTH, per_file: int = PER_FILE) -> None:
    """The same queries on ever larger mirrors."""
    table(*COLUMNS)
    for line in grown(folder, per_file, sizes):
        print(line, flush=True)


def counts_part(folder: Path, checked: int = CHECKED) -> None:
    """Counts of 300 random queries, written in PubMed's syntax and read back, by both ways."""
    some = folder / "checked.xml.gz"
    write_file(some, checked, 1)
    records = read([some], checked)
    mirror = folder / "mirror-checked"
    shutil.rmtree(mirror, ignore_errors=True)
    with processes() as work:
        bring(Library(mirror), [some], work)
    lexicon = load()
    source, reader = MirrorSource(mirror, lexicon), Reader(records, lexicon)
    draw = Queries(records, lexicon, seed=8)
    equal = several = 0
    for _ in range(QUERIES):
        query = draw.query()
        read_back: Query = parse_search(render(query), lexicon)
        expected = {records[place].pmid for place in reader.found(query)}
        found = source.search(read_back, limit=checked)
        several += bool(expected)
        if (found.count, set(map(int, found.keys))) == (len(expected), expected):
            equal += 1
        else:
            print(f"differs: {found.count} and not {len(expected)}: {render(query)}", flush=True)
    print(
        f"\n{equal} of {QUERIES} queries find the very records that reading {checked:,} records "
        f"one by one finds; {several} of them find any."
    )


def real_part(data: Path) -> None:
    """Every real record at hand, parsed by us and by pubmed_parser where it can."""
    from citecheck.errors import MalformedRecord
    from citecheck.mirror.parsing import PIECE_BYTES
    from citecheck.pubmed.parse import parse_articles
    from citecheck.pubmed.plain import bulk_records
    from citecheck.pubmed.split import pieces

    contents = [path.read_bytes() for path in sorted((data / "pubmed").rglob("*.xml"))]

    def ours() -> int:
        count = 0
        for content in contents:
            try:
                count += sum(1 for _ in parse_articles(content))
            except MalformedRecord:
                continue
        return count

    def as_bulk_files() -> int:
        count = 0
        for content in contents:
            for piece in pieces(io.BytesIO(content), PIECE_BYTES):
                with suppress(MalformedRecord):
                    count += sum(1 for _ in bulk_records(piece, on_malformed=lambda _: None))
        return count

    count = ours()
    table("real records", "records/s", "per CPU second", "CPU µs a record")
    print(timed(count, ours).row(f"citecheck: {count:,} studies"))
    count = as_bulk_files()
    print(timed(count, as_bulk_files).row(f"citecheck, as bulk files: {count:,} records"))
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, content in enumerate(contents):
            path = Path(folder, f"{number}.xml.gz")
            path.write_bytes(gzip.compress(content))
            try:
                paths += [path] * bool(_pubmed_parser(path))
            except Exception as error:  # noqa: BLE001  the peer's own failures are its row
                print(f"pubmed_parser: {type(error).__name__}", file=sys.stderr)
        theirs = sum(map(_pubmed_parser, paths))
        if not theirs:
            return
        timing = timed(theirs, lambda: [_pubmed_parser(path) for path in paths])
    print(timing.row(f"pubmed_parser: {theirs:,} records"))


def pages_part(folder: Path, data: Path, most: int | None = None) -> None:
    """The three pages on a mirror of real records, warm; of `most` of them, or of all.

    By a new `Checker` in this process, the best of three, and by the command with its start.
    """
    import json

    from citecheck.checker import Checker
    from citecheck.model.settings import Settings

    lines = []
    with gzip.open(data / "data" / "pubmed_union.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in islice(stream, most):
            row = json.loads(line)
            row.pop("pmcid", None)
            lines.append(json.dumps(row))
    path, mirror = folder / "union.jsonl", folder / "mirror-union"
    path.write_text("\n".join(lines), "utf-8")
    shutil.rmtree(mirror, ignore_errors=True)
    with processes(1) as work:
        bring(Library(mirror), [path], work)
    whole = ("whole command, s", "CPU s", "peak MB")
    table("page", "claims", "seconds", "CPU seconds", *whole)
    for page in sorted((data / "articles").glob("*.txt")):
        best, cpu, claims = 1e9, 1e9, 0
        for _ in range(3):
            with Checker(Settings(sources=(f"mirror:{mirror}",))) as checker:
                began, used = time.perf_counter(), time.process_time()
                claims = checker.check(page).summary.claims
                best = min(best, time.perf_counter() - began)
                cpu = min(cpu, time.process_time() - used)
        source = ("--source", f"mirror:{mirror}", "--fail-on", "never", "--quiet")
        all_of_it = command("check", str(page), *source, repeats=3)
        print(
            f"| {page.stem} | {claims} | {best:.2f} | {cpu:.2f} "
            f"| {all_of_it.wall_s:.2f} | {all_of_it.cpu_s:.2f} | {all_of_it.peak_mb:.0f} |"
        )


def main(parts: Sequence[str]) -> None:
    """Run the parts, by default all."""
    folder = Path(os.environ.get("CITECHECK_BENCHMARK_FOLDER", tempfile.gettempdir()), "citecheck")
    folder.mkdir(parents=True, exist_ok=True)
    count = int(os.environ.get("CITECHECK_BENCHMARK_RECORDS", RECORDS))
    data = os.environ.get("CITECHECK_TEST_DATA")
    chosen = parts or ("parse", "ingest", "memory", "queries", "growth", "counts", "real", "pages")
    load_average = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"{os.cpu_count()} cores; load before: {load_average}")
    if "parse" in chosen:
        parse_part(folder)
    if "ingest" in chosen:
        ingest_part(folder, count)
    if "memory" in chosen:
        memory_part(folder)
    if "queries" in chosen:
        queries_part(folder, count)
    if "growth" in chosen:
        growth_part(folder)
    if "counts" in chosen:
        counts_part(folder)
    if data and "real" in chosen:
        real_part(Path(data))
    if data and "pages" in chosen:
        pages_part(folder, Path(data))


if __name__ == "__main__":
    main(sys.argv[1:])
