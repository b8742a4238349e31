"""A full-text index in memory over a list of studies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from citecheck.model.query import Query
from citecheck.model.study import Study
from citecheck.sources import schema
from citecheck.sources.lower import Lowering
from citecheck.sources.tree import MeshTree

_HEAP_BYTES = 2_000_000_000
"""Where the writer would start a second segment; memory is taken as needed.

One thread and one segment keep the documents in the order they were added, which is what
makes equal scores come out in the same order every time.
"""


class StudyIndex:
    """Exact counts and ranked keys for query trees; safe to search from several threads.

    Equal scores are ordered by year, the newest first, then by key.
    """

    def __init__(self, studies: Iterable[Study], tree: MeshTree) -> None:
        ordered = sorted(studies, key=lambda study: (-(study.year or 0), study.key))
        self._keys = [study.key for study in ordered]
        index = schema.new_index()
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for position, study in enumerate(ordered):
            writer.add_document(schema.document(study, position, tree))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._lowering = Lowering(index, self._searcher)

    def search(self, query: Query, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many studies match, and the keys of the best `limit` of them."""
        lowered = self._lowering.lower(query)
        # The engine refuses a limit of 0.
        # Its type stub forgets `count`.
        found: Any = self._searcher.search(lowered, limit=max(1, min(limit, len(self._keys))))
        if not limit:
            return found.count, ()
        addresses = [address for _, address in found.hits]
        positions = self._searcher.fast_field_values(schema.POSITION, addresses)
        return found.count, tuple(self._keys[int(p)] for p in positions if p is not None)
