"""What a cluster answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, Final
from unittest.mock import patch

from citecheck.errors import MirrorError, QueryRejected, SourceUnavailable
from citecheck.model.query import Words
from tests.fuzz.target import Target
from tests.sources.trees import FakeTree

_TOKENS: Final = (
    b'"_shards": {"total": 3, "failed": 1}', b'"hits": ', b'"value": ', b'"relation": "gte"',
    b'"timed_out": true', b'"_id": "7"', b'"_source": ', b'"found": false', b'"docs": [',
    b'"error": ', b'"record": ', b'"json": ', b'"_seq_no": ', b"1e999", b"null", b"-1", b"[]",
    b"{}", b"\xff", b"[" * 3_000, b'"items": [', b'"status": 404', b'"delete": ',
)  # fmt: skip


def _client(data: bytes) -> Any:
    """The client, whose server answers these bytes to whatever it is asked."""
    from opensearchpy import Connection, OpenSearch

    class Answers(Connection):
        def perform_request(self, *_: Any, **__: Any) -> Any:
            return 200, {"content-type": "application/json"}, data.decode("utf-8", "surrogatepass")

        def close(self) -> None:
            """Nothing is open."""

    return OpenSearch(hosts=["http://127.0.0.1:9"], connection_class=Answers, max_retries=0)


def _asked(data: bytes) -> object:
    """A search and its records: no more than was asked for, and nothing twice."""
    from citecheck.cluster.source import ClusterSource

    with patch("citecheck.cluster.source.connect", lambda *_, **__: _client(_whole())):
        source = ClusterSource(_address(), FakeTree())
    source._client = _client(data)
    found = _search(source)
    fetched = source.fetch(("7", "8"))
    assert {study.key for study in fetched.studies} <= {"7", "8"}
    return found, fetched


def _search(source: Any) -> object:
    try:
        found = source.search(Words(text="zinc"), limit=5)
    except (SourceUnavailable, QueryRejected):
        return None
    assert len(set(found.keys)) == len(found.keys) == min(found.count, 5)
    return found


def _loaded(data: bytes) -> object:
    """A file sent to it."""
    from citecheck.cluster.store import ClusterStore
    from citecheck.mirror.parsing import Parsed

    with (
        patch("citecheck.cluster.store.connect", lambda *_, **__: _client(data)),
        ClusterStore(_address()) as store,
    ):
        return store.apply("a", "1", "2026-01-02", [Parsed([], [])])


@cache
def _address() -> Any:
    from citecheck.cluster.connect import address_of

    return address_of("opensearch+http://127.0.0.1:9/pubmed")


@cache
def _whole(*pmids: str) -> bytes:
    """All that it is asked for, in one reply: these are what a search finds."""
    from citecheck.mirror.manifest import Manifest
    from citecheck.model.study import Study

    records = [Study(pmid=pmid, title="Zinc and colds", publication_types=()) for pmid in "78"]
    docs = [
        {"_id": study.pmid, "found": True, "_source": {"record": study.model_dump_json()}}
        for study in records
    ]
    shards = {"total": 1, "successful": 1, "failed": 0}
    hits = {"total": {"value": 2, "relation": "eq"}, "hits": [{"_id": p} for p in pmids]}
    written = {"_seq_no": 3, "_primary_term": 1, "result": "created"}
    kept = {"found": True, "_source": {"json": Manifest().model_dump_json()}}
    reply = {"timed_out": False, "_shards": shards, "hits": hits, "docs": docs}
    return json.dumps(reply | written | kept | {"errors": False, "items": []}).encode()


def _seeds() -> Iterator[bytes]:
    yield _whole("7", "8")
    yield b'{"error": {"reason": "no such index"}, "status": 404}'
    yield b"[]"


TARGETS: Final = (
    Target("cluster-search", _asked, _seeds, (SourceUnavailable, QueryRejected), _TOKENS),
    Target("cluster-load", _loaded, _seeds, (MirrorError,), _TOKENS, weight=1),
)
