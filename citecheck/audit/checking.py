"""The fourth stage, second part: the claims that are due are checked, from all pages together."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

from sqlalchemy import Connection

from citecheck.audit.batches import Job, Result, carry_out, due_now
from citecheck.audit.budget import most_requests
from citecheck.audit.ledger import claims, runs, verdicts
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.referencing import plan_references
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import CheckTask
from citecheck.model.claim import Claim
from citecheck.model.report import CheckedClaim
from citecheck.model.verdict import Tally, Unchecked

BATCH = 8
"""Claims checked together: their records come in one request, and little is lost by a kill."""
_NOTHING = Tally(supports=0, contradicts=0, silent=0, excluded=0)


def plan_checks(run: Run, sitting: Sitting) -> Run:
    """The run at its next stage, with the references and claims that are due as its plan."""
    with sitting.ledger.writing() as connection:
        run = runs.advance(connection, run, "checking")
        plan_references(connection, run, sitting)
        known = claims.facts(connection, now=run.started_at)
        found = due_now(connection, run, sitting, known, sitting.method)
        runs.plan(connection, "checking", found)
    return run


def check_claims(run: Run, sitting: Sitting) -> str | None:
    """Every claim of the plan checked, as far as budget and hours go; why some were left."""
    with sitting.ledger.writing() as connection:
        total = runs.left(connection, "checking")
        method = verdicts.method_id(connection, sitting.method) if total else 0
    most = partial(most_requests, max_studies=sitting.settings.max_studies)

    def hand_out(
        together: tuple[Claim, ...], allowance: int | None
    ) -> Future[Result[CheckedClaim]]:
        return sitting.submit(sitting.tasks.check, CheckTask(claims=together, allowance=allowance))

    def put_down(connection: Connection, work: Work, checked: CheckedClaim) -> None:
        verdicts.record(
            connection, run, work.subject, checked,
            reason=work.reason, method=method, now=sitting.now(),
        )  # fmt: skip

    job = Job("checking", BATCH, most(1), most, claims.claims_of, hand_out, _failed, put_down)
    return carry_out(run, sitting, job, total=total)


def _failed(claim: Claim, reason: str) -> CheckedClaim:
    return CheckedClaim.of(claim, Unchecked(reason="judge-failed", detail=reason), tally=_NOTHING)
