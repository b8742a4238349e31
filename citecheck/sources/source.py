"""A list of studies as a StudySource."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from citecheck.model.query import Query
from citecheck.model.search import Fetched, SearchResult, SourceInfo
from citecheck.model.study import Study
from citecheck.pubmed.syntax import render
from citecheck.sources.describe import describe
from citecheck.sources.index import StudyIndex
from citecheck.sources.tree import MeshTree


def utc_now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


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
        self._now = now
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
        term = render(query)
        count, keys = self._index.search(query, limit)
        return SearchResult(
            source=self._info.detail,
            term=term,
            translation=describe(query),
            count=count,
            keys=keys,
            searched_at=self._searched_at(),
        )

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The studies of these keys, in the order asked."""
        found = tuple(key for key in keys if key in self._studies)
        names = " ".join(dict.fromkeys(keys))
        asked = SearchResult(
            source=self._info.detail,
            term=names,
            translation=f"records by identifier: {names}",
            count=len(found),
            keys=found,
            searched_at=self._searched_at(),
        )
        return Fetched(
            studies=tuple(self._studies[key] for key in found),
            missing=tuple(key for key in keys if key not in self._studies),
            asked=dict.fromkeys(keys, asked),
        )

    def _searched_at(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def close(self) -> None:
        """Nothing to give back: the index goes with the object."""
