"""A list of studies as a StudySource."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from citecheck.model.query import Query
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.study import Study
from citecheck.sources.index import StudyIndex
from citecheck.sources.receipts import Receipts, utc_now
from citecheck.sources.tree import MeshTree


class LocalSource:
    """Studies held in memory and searched by the same trees as PubMed.

    `kind` is "file" or "folder", `detail` what the user called it. Of studies with the
    same key the last one stands.
    """

    def __init__(
        self,
        studies: Iterable[Study],
        tree: MeshTree,
        *,
        kind: str,
        detail: str,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._studies = {study.key: study for study in studies}
        self._index = StudyIndex(self._studies.values(), tree)
        self._receipts = Receipts(detail, now)
        self._info = SourceInfo(
            kind=kind,
            detail=detail,
            records=len(self._studies),
            demonstration=any(study.demonstration for study in self._studies.values()),
        )

    @property
    def info(self) -> SourceInfo:
        """Kind, name and size of the source."""
        return self._info

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The keys of the best `limit` matches and the exact count; `limit` 0 only counts.

        Raises: QueryRejected for a tree that PubMed could not run either.
        """
        count, keys = self._index.search(query, limit)
        return self._receipts.search(query, count, keys)

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The studies of these keys, in the order asked."""
        found = tuple(key for key in keys if key in self._studies)
        return Fetched(
            studies=tuple(self._studies[key] for key in found),
            missing=tuple(key for key in keys if key not in self._studies),
            asked=dict.fromkeys(keys, self._receipts.records(keys, found)),
        )

    def close(self) -> None:
        """Nothing to give back: the index goes with the object."""
