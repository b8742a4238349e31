"""The fourth stage, second part: the claims that are due are checked, from all pages together."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from concurrent.futures import Future
from typing import NamedTuple

from sqlalchemy import Connection

from citecheck.audit import due
from citecheck.audit.budget import most_requests
from citecheck.audit.hours import wait_for_the_hour
from citecheck.audit.ledger import claims, runs, verdicts
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.progress import Progress
from citecheck.audit.pump import WAIT, Wait, failed, pump
from citecheck.audit.referencing import SPENT, plan_references
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import CheckResult, CheckTask
from citecheck.model.audit import Reason
from citecheck.model.claim import Claim
from citecheck.model.report import CheckedClaim
from citecheck.model.verdict import Tally, Unchecked

BATCH = 8
"""Claims checked together: their records come in one request, and little is lost by a kill."""
_NOTHING = Tally(supports=0, contradicts=0, silent=0, excluded=0)


class _Batch(NamedTuple):
    works: tuple[Work, ...]
    claims: tuple[Claim, ...]
    allowance: int | None = None


def plan_checks(run: Run, sitting: Sitting) -> Run:
    """The run at its next stage, with the references and claims that are due as its plan."""
    with sitting.ledger.writing() as connection:
        run = runs.advance(connection, run, "checking")
        plan_references(connection, run, sitting)
        runs.plan(connection, "checking", _due(connection, run, sitting))
    return run


def check_claims(run: Run, sitting: Sitting) -> str | None:
    """Every claim of the plan checked, as far as budget and hours go; why some were left."""
    with sitting.ledger.writing() as connection:
        total = runs.left(connection, "checking")
        method = verdicts.method_id(connection, sitting.method) if total else 0
    batches = _Batches(sitting, total)
    done = 0

    def settle(batch: _Batch, future: Future[CheckResult]) -> list[_Batch]:
        nonlocal done
        reason = failed(future)
        result = None if reason else future.result()
        sitting.budget.settle(batch.allowance, result.spent if result else None)
        batches.under_way -= 1
        if reason and len(batch.works) > 1:
            return batches.singly(batch)
        found = result.claims if result else (_failed(batch.claims[0], reason or ""),)
        with sitting.ledger.writing() as connection:
            runs.add_requests(connection, run, sitting.budget.spent)
            for work, checked in zip(batch.works, found, strict=True):
                if checked is None:
                    continue
                _put_down(connection, run, work, checked, method, sitting)
                done += 1
        sitting.tell(Progress(stage="checking", done=done, total=total))
        return []

    pump(
        batches.each(),
        lambda batch: sitting.submit(
            sitting.tasks.check, CheckTask(claims=batch.claims, allowance=batch.allowance)
        ),
        settle,
        window=sitting.crew.workers,
    )
    return batches.stopped


class _Batches:
    """The plan in batches, each as soon as there is budget for it and, for a big run, the hour.

    `stopped` says why some of the plan was left.
    """

    def __init__(self, sitting: Sitting, total: int) -> None:
        self._sitting, self._total = sitting, total
        self.under_way = 0
        self.stopped: str | None = None

    def each(self) -> Iterator[_Batch | Wait]:
        for works, found in self._plan():
            at = 0
            while at < len(works):
                self.stopped = yield from wait_for_the_hour(
                    self._sitting, "checking", self._total, lambda: self.under_way > 0
                )
                if self.stopped:
                    return
                size = yield from self._for_the_budget(len(works) - at)
                if self.stopped:
                    return
                yield self._handed_out(works[at : at + size], found)
                at += size

    def singly(self, batch: _Batch) -> list[_Batch]:
        """Each claim by itself, so that one on which citecheck fails does so alone."""
        found = dict(zip((work.subject for work in batch.works), batch.claims, strict=True))
        return [self._handed_out([work], found) for work in batch.works]

    def _plan(self) -> Iterator[tuple[list[Work], dict[int, Claim]]]:
        after = 0
        while True:
            with self._sitting.ledger.reading() as connection:
                works = runs.work(connection, "checking", after=after, limit=BATCH)
                found = claims.claims_of(connection, [work.subject for work in works])
            if not works:
                return
            yield works, found
            after = works[-1].id

    def _handed_out(self, works: list[Work], found: dict[int, Claim]) -> _Batch:
        self.under_way += 1
        wanted = most_requests(len(works), self._sitting.settings.max_studies)
        allowance = self._sitting.budget.set_apart(wanted)
        return _Batch(tuple(works), tuple(found[work.subject] for work in works), allowance)

    def _for_the_budget(self, size: int) -> Generator[Wait, None, int]:
        """How many claims there is budget for; waits for what work under way does not use."""
        budget, most = self._sitting.budget, self._sitting.settings.max_studies
        while (left := budget.left) is not None and left < most_requests(size, most):
            if not self.under_way:
                # The last ones go one by one, as far as it lasts.
                size = 1
                if left == 0:
                    self.stopped = SPENT
                break
            yield WAIT
        return size


def _put_down(
    connection: Connection,
    run: Run,
    work: Work,
    checked: CheckedClaim,
    method: int,
    sitting: Sitting,
) -> None:
    now = sitting.now()
    verdicts.record(
        connection, run, work.subject, checked, reason=work.reason, method=method, now=now
    )
    runs.done(connection, [work])


def _failed(claim: Claim, reason: str) -> CheckedClaim:
    return CheckedClaim.of(claim, Unchecked(reason="judge-failed", detail=reason), tally=_NOTHING)


def _due(connection: Connection, run: Run, sitting: Sitting) -> Iterator[tuple[int, Reason]]:
    now = due.moment(run.started_at)
    assert now is not None
    began = {number: due.moment(at) for number, at in runs.started(connection).items()}
    days = {name: watch.recheck_days for name, watch in sitting.watches.items()}
    fallback = max(days.values(), default=30.0)
    for claim in claims.facts(connection, now=run.started_at):
        state = due.ClaimState(
            confirmed_at=began[claim.confirmed_run] if claim.confirmed_run else None,
            method=claim.method,
            failed=claim.failed,
            moved=claim.moved,
        )
        recheck = due.shortest(days.get(name, fallback) for name in claim.watches)
        reason = due.claim_is_due(state, now, recheck, sitting.method)
        if reason or sitting.recheck == "all":
            yield claim.id, reason or "asked"
