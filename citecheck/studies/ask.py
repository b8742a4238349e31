"""A plan of searches put to the pool, narrow first, each with its receipt."""

from __future__ import annotations

from typing import NamedTuple

from citecheck.errors import SourceError
from citecheck.model.search import QueryPlan, Search
from citecheck.model.verdict import Counts
from citecheck.studies.pool import StudyPool

Handles = tuple[tuple[int, str], ...]


class Asked(NamedTuple):
    """What the evidence searches of one claim found; `all_read`: no match was left unread."""

    receipts: tuple[Search, ...]
    handles: Handles
    all_read: bool


class Explained(NamedTuple):
    """Why nothing was found: receipts, counts, and where the nearest studies are."""

    receipts: tuple[Search, ...]
    counts: Counts
    nearest: Handles


def ask(plan: QueryPlan, pool: StudyPool) -> Asked:
    """The evidence searches in turn, until one matched more than it may read.

    The strongest designs are then asked for as well.

    Raises: SourceError if a source fails.
    """
    receipts: list[Search] = []
    handles: list[tuple[int, str]] = []
    all_read = False
    for planned in plan.evidence:
        answer = pool.ask(planned.query, limit=planned.limit, purpose=planned.purpose)
        receipts += answer.receipts
        handles += answer.handles
        all_read = all(r.count <= planned.limit for r in answer.receipts)
        if not all_read:
            break
    for planned in () if all_read else plan.crowded:
        answer = pool.ask(planned.query, limit=planned.limit, purpose=planned.purpose)
        receipts += answer.receipts
        handles += answer.handles
    return Asked(tuple(receipts), tuple(dict.fromkeys(handles)), all_read)


def explain(plan: QueryPlan, pool: StudyPool) -> Explained:
    """The probes and the nearest studies of a claim that is unfound.

    They only illustrate a search that worked: where one of them fails, what came before
    it is kept and the verdict stands.
    """
    receipts: list[Search] = []
    handles: list[tuple[int, str]] = []
    counted: dict[str, int] = {}
    try:
        for planned in (*plan.nearest, *plan.probes):
            answer = pool.ask(planned.query, limit=planned.limit, purpose=planned.purpose)
            receipts += answer.receipts
            handles += answer.handles
            if planned.purpose in _COUNT_FIELDS:
                counted[_COUNT_FIELDS[planned.purpose]] = answer.count
    except SourceError:
        pass
    return Explained(tuple(receipts), Counts(**counted), tuple(dict.fromkeys(handles)))


_COUNT_FIELDS = {
    "count-intervention": "intervention",
    "count-condition": "condition",
    "count-both": "both",
    "count-type": "claimed_type",
}
