"""The fourth stage, first part: the works that pages cite are looked up, of all pages together."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from typing import Final, NamedTuple

from sqlalchemy import Connection

from citecheck._version import __version__
from citecheck.audit import due
from citecheck.audit.hours import wait_for_the_hour
from citecheck.audit.ledger import citations, findings, runs, verdicts
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.progress import Progress
from citecheck.audit.pump import WAIT, Wait, failed, pump
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import ReferenceFound, ReferenceResult, ReferenceTask
from citecheck.model.audit import Method, Reason
from citecheck.model.reference import Reference

BATCH: Final = 50
"""References looked up together: one search for all their identifiers."""
_LAST: Final = 3
"""Requests for each of the last references: by place or identifier, by words, the record."""
SPENT: Final = "The requests that the run may make (--max-requests) are spent."


class _Batch(NamedTuple):
    works: tuple[Work, ...]
    references: tuple[Reference, ...]
    allowance: int | None


def most_requests(references: int) -> int:
    """How many requests so many references together take, by far most of the time at most."""
    return 2 * references + 6


def plan_references(connection: Connection, run: Run, sitting: Sitting) -> None:
    """Put down the references that are due."""
    runs.plan(connection, "references", _due(connection, run, sitting))


def look_up_references(run: Run, sitting: Sitting) -> str | None:
    """Every reference of the plan looked up, as far as budget and hours go; why some were left."""
    with sitting.ledger.writing() as connection:
        total = runs.left(connection, "references")
        method = verdicts.method_id(connection, _method(sitting)) if total else 0
    batches = _Batches(sitting, total)
    done = 0

    def settle(batch: _Batch, future: Future[ReferenceResult]) -> list[_Batch]:
        nonlocal done
        reason = failed(future)
        result = None if reason else future.result()
        sitting.budget.settle(batch.allowance, result.spent if result else None)
        batches.under_way -= 1
        if reason and len(batch.works) > 1:
            pairs = zip(batch.works, batch.references, strict=True)
            return [batches.handed_out((work,), (reference,)) for work, reference in pairs]
        failure = ReferenceFound(finding="unchecked", why=reason or "")
        found = result.references if result else (failure,)
        with sitting.ledger.writing() as connection:
            runs.add_requests(connection, run, sitting.budget.spent)
            for work, each in zip(batch.works, found, strict=True):
                if each is not None:
                    findings.record(
                        connection, run, work.subject, each,
                        reason=work.reason, method=method, now=sitting.now(),
                    )  # fmt: skip
                    runs.done(connection, [work])
                    done += 1
        sitting.tell(Progress(stage="references", done=done, total=total))
        return []

    pump(
        batches.each(),
        lambda batch: sitting.submit(
            sitting.tasks.look_up_references,
            ReferenceTask(references=batch.references, allowance=batch.allowance),
        ),
        settle,
        window=sitting.crew.workers,
    )
    return batches.stopped


class _Batches:
    """The plan in batches, as there is budget and, for a big run, the hour; `stopped` says why
    some of the plan was left."""

    def __init__(self, sitting: Sitting, total: int) -> None:
        self._sitting, self._total = sitting, total
        self.under_way = 0
        self.stopped: str | None = None

    def each(self) -> Iterator[_Batch | Wait]:
        after = 0
        while True:
            with self._sitting.ledger.reading() as connection:
                works = runs.work(connection, "references", after=after, limit=BATCH)
                known = citations.references_of(connection, [work.subject for work in works])
            if not works:
                return
            self.stopped = yield from wait_for_the_hour(
                self._sitting, "references", self._total, lambda: self.under_way > 0
            )
            if self.stopped:
                return
            size = yield from self._for_the_budget(len(works))
            if self.stopped:
                return
            works = works[:size]
            yield self.handed_out(tuple(works), tuple(known[work.subject] for work in works))
            after = works[-1].id

    def handed_out(self, works: tuple[Work, ...], references: tuple[Reference, ...]) -> _Batch:
        self.under_way += 1
        allowance = self._sitting.budget.set_apart(most_requests(len(works)))
        return _Batch(works, references, allowance)

    def _for_the_budget(self, size: int) -> Generator[Wait, None, int]:
        """How many references there is budget for; waits for what work under way does not use."""
        budget = self._sitting.budget
        while (left := budget.left) is not None and left < most_requests(size):
            if not self.under_way:
                # Small batches, as far as it lasts: one that is cut short settles nothing.
                self.stopped = SPENT if left == 0 else None
                return max(1, min(size, left // _LAST))
            yield WAIT
        return size


def _method(sitting: Sitting) -> Method:
    """How findings are come by: no judge and no rule of verdicts has a part in it."""
    sources = sitting.settings.sources
    return Method(rules_version=__version__, judge="references", sources=sources, max_studies=0)


def _due(connection: Connection, run: Run, sitting: Sitting) -> Iterator[tuple[int, Reason]]:
    now = due.moment(run.started_at)
    assert now is not None
    began = {number: due.moment(at) for number, at in runs.started(connection).items()}
    days = {name: watch.recheck_days for name, watch in sitting.watches.items()}
    fallback = max(days.values(), default=30.0)
    method = _method(sitting)
    for reference in citations.facts(connection):
        state = due.ClaimState(
            confirmed_at=began[reference.confirmed_run] if reference.confirmed_run else None,
            method=reference.method,
            failed=reference.failed,
            moved=reference.moved,
        )
        recheck = due.shortest(days.get(name, fallback) for name in reference.watches)
        reason = due.claim_is_due(state, now, recheck, method)
        if reason or sitting.recheck == "all":
            yield reference.id, reason or "asked"
