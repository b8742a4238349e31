"""A cluster as a source of studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from citecheck.cluster.connect import Address, address_of, connect, translated
from citecheck.cluster.layout import MANIFEST
from citecheck.cluster.queries import ClusterQueries, Dsl
from citecheck.cluster.replies import read_manifest, read_records, read_search
from citecheck.errors import BadSource, QueryRejected, SourceUnavailable
from citecheck.mirror.manifest import Manifest
from citecheck.model.query import Query
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.sources import schema
from citecheck.sources.lower import Lowering
from citecheck.sources.receipts import Receipts, utc_now
from citecheck.sources.tree import MeshTree

_FETCHED_AT_ONCE = 200


class ClusterSource:
    """PubMed's records in an index of OpenSearch.

    Thread-safe. Raises: SourceUnavailable if the cluster does not answer or has no such index.
    """

    def __init__(
        self,
        address: Address,
        tree: MeshTree,
        *,
        timeout_s: float = 30.0,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._address = address
        self._client = connect(address, timeout_s=timeout_s)
        self._lowering: Lowering[Dsl] = Lowering(ClusterQueries(cache(self._has_terms)), tree)
        self._receipts = Receipts(address.shown, now)
        manifest = self._manifest()
        self._info = SourceInfo(
            kind="cluster",
            detail=manifest.told_of(address.shown),
            data_as_of=manifest.data_as_of,
            records=self._ask({"term": {schema.TERMS: schema.STUDY}}, 0)[0],
        )

    @property
    def info(self) -> SourceInfo:
        """Where the index is, the date of its data, its size, and what it lacks."""
        return self._info

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The keys of the best `limit` matches and the exact count; `limit` 0 only counts.

        Raises: QueryRejected for what the cluster refuses; SourceUnavailable if a shard or all
        of it gave no answer.
        """
        count, pmids = self._ask(self._lowering.lower(query), limit)
        return self._receipts.search(query, count, pmids)

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The records of these PMIDs, in the order asked. Raises: SourceUnavailable."""
        asked = list(dict.fromkeys(key for key in keys if key.isascii() and key.isdecimal()))
        found: dict[str, Study] = {}
        for start in range(0, len(asked), _FETCHED_AT_ONCE):
            part = asked[start : start + _FETCHED_AT_ONCE]
            with translated(self._address):
                reply = self._client.mget(
                    index=self._address.index, body={"ids": part}, _source=[schema.RECORD]
                )
                found |= read_records(reply)
        studies = tuple(found[key] for key in keys if key in found)
        receipt = self._receipts.records(keys, tuple(study.key for study in studies))
        return Fetched(
            studies=studies,
            missing=tuple(key for key in keys if key not in found),
            asked=dict.fromkeys(keys, receipt),
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _ask(self, query: Dsl, limit: int) -> tuple[int, tuple[str, ...]]:
        """The count and the PMIDs, by score, then year, the newest first, then number."""
        body: dict[str, Any] = {
            "query": query,
            "size": limit,
            "track_total_hits": True,
            "_source": False,
            "sort": ["_score", {schema.YEAR: "desc"}, {schema.NUMBER: "asc"}],
        }
        with translated(self._address):
            reply = self._client.search(
                index=self._address.index, body=body, allow_partial_search_results=False
            )
            return read_search(reply, limit=limit)

    def _has_terms(self, mark: str) -> bool:
        return self._ask({"prefix": {schema.TERMS: {"value": mark}}}, 0)[0] > 0

    def _manifest(self) -> Manifest:
        with translated(self._address):
            reply = self._client.get(index=self._address.files, id=MANIFEST)
            return read_manifest(reply)[0]


def open_cluster(spec: str, tree: MeshTree, settings: Settings) -> ClusterSource:
    """The cluster that `--source opensearch+https://...` names.

    Raises: BadSource, one sentence, if it cannot be used.
    """
    address = address_of(spec, settings.cluster_password)
    try:
        return ClusterSource(address, tree, timeout_s=settings.timeout_s)
    except (SourceUnavailable, QueryRejected) as error:
        raise BadSource(str(error)) from None
