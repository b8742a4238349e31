"""A plan of searches put to the pool, narrow first, each with its receipt."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from citecheck.errors import SourceError
from citecheck.model.search import Handle, Handles, PlannedSearch, QueryPlan, Search
from citecheck.model.verdict import Counts
from citecheck.studies.pool import Answer, StudyPool

FUSION = 60
"""How little the first ranks outweigh the next where two rankings become one (Cormack 2009)."""


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

    The strongest designs are then asked for as well. Where instead all matches were read,
    the words of the claim fill up what may be read, and both rankings become one; but not
    at a source that counts requests, unless they are needed.

    Raises: SourceError if a source fails.
    """
    receipts: list[Search] = []
    handles: list[Handle] = []
    all_read = True
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
    found = tuple(dict.fromkeys(handles))
    words = plan.words if plan.words_needed or not pool.metered else None
    if all_read and words is not None and len(found) < words.limit:
        answer = _filling(words, found, pool)
        receipts += answer.receipts
        found = fused(found, answer.handles)
    return Asked(tuple(receipts), found, all_read)


def fused(*rankings: Handles) -> Handles:
    """All that is ranked anywhere, once, by reciprocal rank fusion (Cormack 2009, SIGIR)."""
    scores: dict[Handle, float] = {}
    for ranking in rankings:
        for rank, handle in enumerate(ranking, 1):
            scores[handle] = scores.get(handle, 0.0) + 1 / (FUSION + rank)
    return tuple(sorted(scores, key=lambda handle: -scores[handle]))


def _filling(planned: PlannedSearch, found: Handles, pool: StudyPool) -> Answer:
    """As many of the best matches as bring what was found up to the limit."""
    answer = pool.ask(planned.query, limit=planned.limit, purpose=planned.purpose)
    ranks: Counter[int] = Counter()
    new: list[int] = []
    for handle in answer.handles:
        ranks[handle[0]] += 1
        if handle not in found:
            new.append(ranks[handle[0]])
    room = planned.limit - len(found)
    if len(new) <= room:
        return answer
    return pool.ask(planned.query, limit=sorted(new)[room - 1], purpose=planned.purpose)


def explain(plan: QueryPlan, pool: StudyPool) -> Explained:
    """The probes and the nearest studies of a claim that is unfound.

    They only illustrate a search that worked: where one of them fails, what came before
    it is kept and the verdict stands.
    """
    receipts: list[Search] = []
    handles: list[Handle] = []
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
