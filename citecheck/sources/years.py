"""How many studies of an index are of which year."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from citecheck.sources import schema

if TYPE_CHECKING:
    import tantivy

FIRST, LAST = -9999, 9999
"""No record is of a year before or after these."""
_COUNTED = range(1500, 2200)


class Years:
    """Counts by year, replaced records included: to plan by, not to tell."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def about(self, first: int, last: int) -> int:
        """The studies from the first to the last year, at least 1."""
        return max(1, self._before(last + 1) - self._before(first))

    def back(self, last: int, studies: float) -> int:
        """The year from which on, until `last`, there are so many studies, or more."""
        wanted = self._before(last + 1) - studies
        place = bisect_right(self._sums, wanted) - 1
        return _COUNTED[place] if wanted >= 0 and place < len(_COUNTED) else FIRST

    @property
    def newest(self) -> int:
        """The last year of any study; `FIRST` if none has a year."""
        return self.back(LAST, 1)

    def _before(self, year: int) -> int:
        return self._sums[max(0, min(year - _COUNTED.start, len(_COUNTED)))]

    @cached_property
    def _sums(self) -> list[int]:
        counts = (self._searcher.doc_freq(schema.YEAR, year) for year in _COUNTED)
        return list(itertools.accumulate(counts, initial=0))
