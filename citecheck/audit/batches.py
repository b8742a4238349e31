"""Work that asks sources of studies, in batches, as there is budget and, for big runs, the hour."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, NamedTuple, Protocol, TypeVar

from sqlalchemy import Connection

from citecheck.audit import due
from citecheck.audit.budget import SPENT
from citecheck.audit.due import Known
from citecheck.audit.hours import wait_for_the_hour
from citecheck.audit.ledger import runs
from citecheck.audit.ledger.plain import StrangeValue
from citecheck.audit.ledger.runs import Run, Stage, Work
from citecheck.audit.progress import Progress
from citecheck.audit.pump import WAIT, Wait, failed, pump
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import Spent
from citecheck.model.audit import Method, Reason
from citecheck.model.moments import moment

_Subject = TypeVar("_Subject")
_Found = TypeVar("_Found")
_Outcome = TypeVar("_Outcome", covariant=True)


class Result(Protocol[_Outcome]):
    """What came of a batch: in the order asked, None for what the allowance did not suffice for."""

    @property
    def found(self) -> tuple[_Outcome | None, ...]: ...

    @property
    def spent(self) -> Spent: ...


@dataclass(frozen=True)
class Job(Generic[_Subject, _Found]):
    """What a stage does with each subject of its plan.

    `size` subjects go together, and take `most_requests` of so many; the last ones of a budget
    take `least` each. `failure` is what is put down for one on which citecheck itself fails.
    """

    stage: Stage
    size: int
    least: int
    most_requests: Callable[[int], int]
    subjects: Callable[[Connection, Collection[int]], Mapping[int, _Subject]]
    hand_out: Callable[[tuple[_Subject, ...], int | None], Future[Result[_Found]]]
    failure: Callable[[_Subject, str], _Found]
    put_down: Callable[[Connection, Work, _Found], None]


class _Batch(NamedTuple, Generic[_Subject]):
    works: tuple[Work, ...]
    subjects: tuple[_Subject, ...]
    allowance: int | None


def due_now(
    connection: Connection, run: Run, sitting: Sitting, known: Iterable[Known], method: Method
) -> Iterator[tuple[int, Reason]]:
    """Which of what is known is to be asked about again in this run, and why."""
    now = moment(run.started_at)
    assert now is not None
    began = {number: moment(at) for number, at in runs.started(connection).items()}
    days = {name: watch.recheck_days for name, watch in sitting.watches.items()}
    fallback = max(days.values(), default=30.0)
    for each in known:
        state = due.ClaimState(
            confirmed_at=began.get(each.confirmed_run or 0),
            method=each.method,
            failed=each.failed,
            moved=each.moved,
        )
        recheck = due.shortest(days.get(name, fallback) for name in each.watches)
        reason = due.claim_is_due(state, now, recheck, method)
        if reason or sitting.recheck == "all":
            yield each.id, reason or "asked"


def carry_out(run: Run, sitting: Sitting, job: Job[_Subject, _Found], *, total: int) -> str | None:
    """The plan of a stage, as far as budget and hours go; why some was left.

    A subject leaves the plan in the transaction that records what came of it. In a batch on which
    citecheck fails each is tried by itself, so that one does not keep the others from it.
    """
    batches = _Batches(sitting, job, total)
    done = 0

    def settle(batch: _Batch[_Subject], future: Future[Result[_Found]]) -> list[_Batch[_Subject]]:
        nonlocal done
        reason = failed(future)
        result = None if reason else future.result()
        sitting.budget.settle(batch.allowance, result.spent if result else None)
        batches.under_way -= 1
        if reason and len(batch.works) > 1:
            return [
                batches.handed_out((work,), (subject,))
                for work, subject in zip(batch.works, batch.subjects, strict=True)
            ]
        found = result.found if result else (job.failure(batch.subjects[0], reason or ""),)
        with sitting.ledger.writing() as connection:
            runs.add_requests(connection, run, sitting.budget.spent)
            for work, each in zip(batch.works, found, strict=True):
                if each is not None:
                    job.put_down(connection, work, each)
                    runs.done(connection, [work])
                    done += 1
        sitting.tell(Progress(stage=job.stage, done=done, total=total))
        return []

    pump(
        batches.each(),
        lambda batch: job.hand_out(batch.subjects, batch.allowance),
        settle,
        window=sitting.crew.workers,
    )
    return batches.stopped


class _Batches(Generic[_Subject, _Found]):
    """The plan in batches, each as soon as it may go out; `stopped` says why some was left."""

    def __init__(self, sitting: Sitting, job: Job[_Subject, _Found], total: int) -> None:
        self._sitting, self._job, self._total = sitting, job, total
        self.under_way = 0
        self.stopped: str | None = None

    def each(self) -> Iterator[_Batch[_Subject] | Wait]:
        job = self._job
        after = 0
        while True:
            with self._sitting.ledger.reading() as connection:
                works = runs.work(connection, job.stage, after=after, limit=job.size)
                known = job.subjects(connection, [work.subject for work in works])
                if any(work.subject not in known for work in works):
                    raise StrangeValue("work on what is not there")
            if not works:
                return
            self.stopped = yield from wait_for_the_hour(
                self._sitting, job.stage, self._total, lambda: self.under_way > 0
            )
            size = 0 if self.stopped else (yield from self._for_the_budget(len(works)))
            if self.stopped:
                return
            works = works[:size]
            yield self.handed_out(tuple(works), tuple(known[work.subject] for work in works))
            after = works[-1].id

    def handed_out(
        self, works: tuple[Work, ...], subjects: tuple[_Subject, ...]
    ) -> _Batch[_Subject]:
        """A batch with its allowance set apart."""
        self.under_way += 1
        allowance = self._sitting.budget.set_apart(self._job.most_requests(len(works)))
        return _Batch(works, subjects, allowance)

    def _for_the_budget(self, size: int) -> Generator[Wait, None, int]:
        """How many there is budget for; waits for what work under way does not use."""
        budget = self._sitting.budget
        while (left := budget.left) is not None and left < self._job.most_requests(size):
            if not self.under_way:
                # Small batches, as far as it lasts: one that is cut short settles nothing.
                self.stopped = SPENT if left == 0 else None
                return max(1, min(size, left // self._job.least))
            yield WAIT
        return size
