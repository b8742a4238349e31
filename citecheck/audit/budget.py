"""How many requests a run may still make to the sources of studies.

A run has a budget; each task that it hands out gets an allowance, set apart from the budget, and
draws on it request by request.
"""

from __future__ import annotations

import threading
from typing import Final

from citecheck.audit.values import Spent
from citecheck.errors import BudgetSpent

SPENT: Final = "The requests that the run may make (--max-requests) are spent."
RECORDS_A_REQUEST = 200
SEARCHES_A_CLAIM = 9
"""The searches of one claim at most: evidence and widened, the strongest designs among too many,
four counts, and the nearest studies of both ends."""


class Budget:
    """What is allowed, what was spent, and what is set apart for work under way.

    `most` is None without a bound. `before` was spent by the same run before it was broken off.
    """

    def __init__(self, most: int | None, *, before: int = 0) -> None:
        self._most, self._before = most, before
        self._by_worker: dict[str, int] = {}
        self._apart = 0

    @property
    def spent(self) -> int:
        """Requests of the whole run so far."""
        return self._before + sum(self._by_worker.values())

    @property
    def left(self) -> int | None:
        """What nothing is set apart from yet; None without a bound."""
        return None if self._most is None else max(0, self._most - self.spent - self._apart)

    def set_apart(self, wanted: int) -> int | None:
        """An allowance for some work: as much as it may need, or what is left of that."""
        left = self.left
        if left is None:
            return None
        allowance = min(wanted, left)
        self._apart += allowance
        return allowance

    def settle(self, allowance: int | None, spent: Spent | None) -> None:
        """The work is done: what was set apart for it is free again, but for what it spent."""
        self._apart -= allowance or 0
        if spent is not None:
            known = self._by_worker.get(spent.worker, 0)
            self._by_worker[spent.worker] = max(known, spent.requests)


class Ration:
    """What is left of one task's allowance. Thread-safe."""

    def __init__(self, allowance: int) -> None:
        self._left = allowance
        self._lock = threading.Lock()
        self.spent = False
        """Whether a request was wanted that the allowance did not suffice for."""

    def take(self) -> None:
        """One request. Raises: BudgetSpent if none is left."""
        with self._lock:
            if self._left == 0:
                self.spent = True
                raise BudgetSpent(SPENT)
            self._left -= 1


def most_requests(claims: int, max_studies: int) -> int:
    """How many requests the check of so many claims together takes at most, if none fails."""
    records = claims * max_studies * 2
    return claims * SEARCHES_A_CLAIM + 2 * -(-records // RECORDS_A_REQUEST)
