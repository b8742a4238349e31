"""The fourth stage, first part: the works that pages cite are looked up, of all pages together."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Final

from sqlalchemy import Connection

from citecheck._version import __version__
from citecheck.audit.batches import Job, Result, carry_out, due_now
from citecheck.audit.ledger import citations, findings, runs, verdicts
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import ReferenceFound, ReferenceTask
from citecheck.model.audit import Method
from citecheck.model.reference import Reference

BATCH: Final = 50
"""References looked up together: one search for all their identifiers."""
_LEAST: Final = 3
"""Requests for each of the last references: by place or identifier, by words, the record."""


def most_requests(references: int) -> int:
    """How many requests so many references together take, by far most of the time at most."""
    return 2 * references + 6


def plan_references(connection: Connection, run: Run, sitting: Sitting) -> None:
    """Put down the references that are due."""
    found = due_now(connection, run, sitting, citations.facts(connection), _method(sitting))
    runs.plan(connection, "references", found)


def look_up_references(run: Run, sitting: Sitting) -> str | None:
    """Every reference of the plan looked up, as far as budget and hours go; why some were left."""
    with sitting.ledger.writing() as connection:
        total = runs.left(connection, "references")
        method = verdicts.method_id(connection, _method(sitting)) if total else 0

    def hand_out(
        together: tuple[Reference, ...], allowance: int | None
    ) -> Future[Result[ReferenceFound]]:
        task = ReferenceTask(references=together, allowance=allowance)
        return sitting.submit(sitting.tasks.look_up_references, task)

    def put_down(connection: Connection, work: Work, found: ReferenceFound) -> None:
        findings.record(
            connection, run, work.subject, found,
            reason=work.reason, method=method, now=sitting.now(),
        )  # fmt: skip

    job = Job(
        "references", BATCH, _LEAST, most_requests, citations.references_of,
        hand_out, _failed, put_down,
    )  # fmt: skip
    return carry_out(run, sitting, job, total=total)


def _failed(_: Reference, reason: str) -> ReferenceFound:
    return ReferenceFound(finding="unchecked", why=reason)


def _method(sitting: Sitting) -> Method:
    """How findings are come by: no judge and no rule of verdicts has a part in it."""
    sources = sitting.settings.sources
    return Method(rules_version=__version__, judge="references", sources=sources, max_studies=0)
