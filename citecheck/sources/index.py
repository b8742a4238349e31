"""A full-text index in memory over a list of studies."""

from __future__ import annotations

from collections.abc import Iterable

from citecheck.model.query import Query
from citecheck.model.study import Study
from citecheck.sources import schema
from citecheck.sources.engine import Engine
from citecheck.sources.entry import Indexing, document
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
        indexing = Indexing(tree)
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for position, study in enumerate(ordered):
            writer.add_document(document(indexing.entry(study.fields, position)))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._engine = Engine(index, tree)

    def search(self, query: Query, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many studies match, and the keys of the best `limit` of them."""
        count, positions = self._engine.search(query, limit)
        return count, tuple(self._keys[position] for position in positions)
