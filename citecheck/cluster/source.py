"""A cluster as a source of studies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from citecheck.cluster.connect import Address, address_of, connect, translated
from citecheck.cluster.layout import MANIFEST
from citecheck.cluster.queries import ClusterQueries, Dsl
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
        count, numbers = self._ask(self._lowering.lower(query), limit)
        return self._receipts.search(query, count, tuple(map(str, numbers)))

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
                for each in reply["docs"]:
                    if "error" in each:
                        raise SourceUnavailable(
                            f"The cluster {self._address.shown} could not read a record."
                        )
                    if each["found"]:
                        record = each["_source"][schema.RECORD]
                        found[each["_id"]] = Study.model_validate_json(record)
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

    def _ask(self, query: Dsl, limit: int) -> tuple[int, list[int]]:
        """The count and the numbers, by score, then year, the newest first, then number."""
        body: dict[str, Any] = {
            "query": query,
            "size": limit,
            "track_total_hits": True,
            "_source": False,
            "docvalue_fields": [schema.NUMBER],
            "sort": ["_score", {schema.YEAR: "desc"}, {schema.NUMBER: "asc"}],
        }
        with translated(self._address):
            reply = self._client.search(
                index=self._address.index, body=body, allow_partial_search_results=False
            )
            shards, total = reply["_shards"], reply["hits"]["total"]
            if reply["timed_out"] or shards["failed"] or total["relation"] != "eq":
                raise SourceUnavailable(
                    f"The cluster {self._address.shown} answered in part only: "
                    f"{shards['failed']} of {shards['total']} shards failed."
                )
            return int(total["value"]), [int(hit["_id"]) for hit in reply["hits"]["hits"]]

    def _has_terms(self, mark: str) -> bool:
        return self._ask({"prefix": {schema.TERMS: {"value": mark}}}, 0)[0] > 0

    def _manifest(self) -> Manifest:
        with translated(self._address):
            reply = self._client.get(index=self._address.files, id=MANIFEST)
            return Manifest.model_validate_json(reply["_source"]["json"])


def open_cluster(spec: str, tree: MeshTree, settings: Settings) -> ClusterSource:
    """The cluster that `--source opensearch+https://...` names.

    Raises: BadSource, one sentence, if it cannot be used.
    """
    address = address_of(spec, settings.cluster_password)
    try:
        return ClusterSource(address, tree, timeout_s=settings.timeout_s)
    except (SourceUnavailable, QueryRejected) as error:
        raise BadSource(str(error)) from None
