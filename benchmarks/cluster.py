"""The same 300 queries on a cluster, a mirror and a plain reading: `python -m benchmarks.cluster`.

The cluster is osmem-server, which speaks OpenSearch's protocol from memory: counts are what is
compared, its speed is not that of a real one. The number of records may follow the command.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osmem_server import OsmemServer

from benchmarks.mirror import table
from benchmarks.mirror_brute import Reader, read
from benchmarks.mirror_queries import Queries
from benchmarks.pubmed_shape import write_file
from citecheck.cluster.connect import address_of
from citecheck.cluster.source import ClusterSource
from citecheck.cluster.store import ClusterStore, bring_to_cluster
from citecheck.concepts.lexicon import load
from citecheck.errors import QueryRejected
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.work import processes
from citecheck.model.query import Query
from citecheck.model.search import StudySource
from citecheck.pubmed.syntax import render
from citecheck.pubmed.vocabulary import parse_search

RECORDS = 10_000
QUERIES = 300
PATIENCE_S = 900
"""Of the client: the server answers from one process, and may have to wait for its turn."""


def main(count: int) -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as name, _server() as server:
        bulk = Path(name) / "pubmed26n0001.xml.gz"
        write_file(bulk, count, 1)
        lexicon = load()
        address = address_of(f"opensearch+{server.url.rstrip('/')}/pubmed")
        with processes() as work:
            bring(Library(Path(name) / "mirror"), [bulk], work)
            started = time.perf_counter()
            with ClusterStore(
                address, loaders=2, shards=3, replicas=0, timeout_s=PATIENCE_S
            ) as store:
                bring_to_cluster(store, [bulk], work)
            took = time.perf_counter() - started
        mirror = MirrorSource(Path(name) / "mirror", lexicon)
        cluster = ClusterSource(address, lexicon, timeout_s=PATIENCE_S)
        records = read([bulk], count)
        reader = Reader(records, lexicon)
        draw = Queries(records, lexicon, seed=8)
        equal = some = 0
        for _ in range(QUERIES):
            query = parse_search(render(draw.query()), lexicon)
            plain = frozenset(records[place].pmid for place in reader.found(query))
            answers = (_found(cluster, query, count), _found(mirror, query, count))
            some += bool(plain)
            if answers == (plain, plain):
                equal += 1
            else:
                told = [each if isinstance(each, str) else len(each) for each in answers]
                print(f"differs: cluster {told[0]}, mirror {told[1]}, plain {len(plain)}: ", end="")
                print(render(query), flush=True)
        table(
            "records", "loaded a second, parsing included", "queries", "the same in all", "of any"
        )
        print(f"| {count:,} | {count / took:,.0f} | {QUERIES} | {equal} | {some} |")


@contextmanager
def _server() -> Iterator[OsmemServer]:
    with OsmemServer.start() as server:
        yield server
    for pipe in (server.process.stdout, server.process.stderr):
        if pipe is not None:
            pipe.close()


def _found(source: StudySource, query: Query, count: int) -> frozenset[int] | str:
    try:
        result = source.search(query, limit=min(count, 10_000))
    except QueryRejected as error:
        return str(error)
    keys = frozenset(map(int, result.keys))
    if result.count > len(keys):
        return f"{result.count} matches, too many to compare one by one"
    return keys


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
