"""A source of studies that may be asked only so often: how a run keeps to its budget."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from citecheck.errors import BudgetSpent
from citecheck.model.query import Query
from citecheck.model.search import Fetched, SearchResult, SourceInfo, StudySource

RECORDS_A_REQUEST = 200


class Ration:
    """How many requests are left to several sources together. Thread-safe."""

    def __init__(self, allowance: int) -> None:
        self._left = allowance
        self._lock = threading.Lock()
        self.spent = False
        """Whether anything was asked for that the allowance did not suffice for."""

    def take(self, requests: int) -> None:
        """Raises: BudgetSpent if there are not so many left."""
        with self._lock:
            if requests > self._left:
                self.spent = True
                raise BudgetSpent("The requests that this run may make are spent.")
            self._left -= requests


class Rationed:
    """A source behind a ration; a search counts as one request, and so does a batch of records.

    What the source has kept is counted as if it were asked for: a ration is never exceeded, but
    for second tries after a failure.
    """

    def __init__(self, source: StudySource, ration: Ration) -> None:
        self._source, self._ration = source, ration

    @property
    def info(self) -> SourceInfo:
        return self._source.info

    def search(self, query: Query, *, limit: int) -> SearchResult:
        self._ration.take(1)
        return self._source.search(query, limit=limit)

    def fetch(self, keys: Sequence[str]) -> Fetched:
        self._ration.take(-(-len(keys) // RECORDS_A_REQUEST))
        return self._source.fetch(keys)

    def close(self) -> None:
        """Nothing: the source goes on."""
