"""The same queries on a cluster, a mirror and a plain reading.

The cluster is osmem-server, which speaks OpenSearch's protocol from memory: what is found is
compared, its speed is not that of a real one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.mirror_asking import QUERIES
from benchmarks.mirror_brute import Reader, read
from benchmarks.mirror_queries import Queries
from benchmarks.pubmed_shape import write_file
from citecheck.cluster.connect import Address, address_of
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
from tools.pages.table import table

RECORDS: Final = 10_000
PATIENCE_S: Final = 900
"""Of the client: the server answers from one process, and may have to wait for its turn."""
_HEAD = ("records", "loaded a second, parsing included", "queries", "the same in all", "of any")


def lines(folder: Path, small: bool) -> Iterator[str]:
    """How many queries find the same in all three; those that do not are named."""
    try:
        from tests.cluster.osmem import running
    except ModuleNotFoundError as missing:
        yield f"Not measured: {missing.name} is not installed."
        return
    count = 40 if small else RECORDS
    bulk = folder / "cluster" / "pubmed26n0001.xml.gz"
    bulk.parent.mkdir(exist_ok=True)
    write_file(bulk, count, 1)
    with running() as server:
        address = address_of(f"opensearch+{server.url.rstrip('/')}/pubmed")
        took = _loaded(address, Library(bulk.parent / "mirror"), bulk)
        differing, some = _asked(address, bulk.parent / "mirror", bulk, count)
    if differing:
        yield from (*differing, "")
    figures = (count, int(count / took), QUERIES, QUERIES - len(differing), some)
    yield from table(_HEAD, [[f"{figure:,}" for figure in figures]])


def _loaded(address: Address, mirror: Library, bulk: Path) -> float:
    """The records in a mirror and in the cluster; the seconds that the latter took."""
    with processes() as work:
        bring(mirror, [bulk], work)
        started = time.perf_counter()
        with ClusterStore(address, shards=3, replicas=0, timeout_s=PATIENCE_S) as store:
            bring_to_cluster(store, [bulk], work)
        return time.perf_counter() - started


def _asked(address: Address, mirror: Path, bulk: Path, count: int) -> tuple[list[str], int]:
    """A sentence for each query that does not find the same, and how many find any record."""
    lexicon, records = load(), read([bulk], count)
    reader, draw = Reader(records, lexicon), Queries(records, lexicon, seed=8)
    sources = (
        ClusterSource(address, lexicon, timeout_s=PATIENCE_S),
        MirrorSource(mirror, lexicon),
    )
    differing, some = [], 0
    for _ in range(QUERIES):
        query = parse_search(render(draw.query()), lexicon)
        plain = frozenset(records[place].pmid for place in reader.found(query))
        answers = tuple(_found(source, query, count) for source in sources)
        some += bool(plain)
        if answers != (plain, plain):
            told = [each if isinstance(each, str) else len(each) for each in answers]
            differing.append(
                f"differs: cluster {told[0]}, mirror {told[1]}, plain {len(plain)}: {render(query)}"
            )
    return differing, some


def _found(source: StudySource, query: Query, count: int) -> frozenset[int] | str:
    try:
        result = source.search(query, limit=min(count, 10_000))
    except QueryRejected as error:
        return str(error)
    keys = frozenset(map(int, result.keys))
    if result.count > len(keys):
        return f"{result.count} matches, too many to compare one by one"
    return keys
