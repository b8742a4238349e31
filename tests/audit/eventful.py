"""A ledger to which much has happened: changes, retractions, decisions, failures, gone pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from citecheck.audit import worker
from citecheck.audit.ledger import decisions
from citecheck.audit.ledger.look import diff
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import CheckResult, CheckTask, PageRead, PageTask, Spent
from citecheck.audit.worker import Orders
from citecheck.model.audit import Decision, DecisionVerdict, RunSummary
from citecheck.model.report import CheckedClaim
from citecheck.model.verdict import Tally, Unchecked
from tests.audit.folder import list_files, read_file
from tests.audit.setting import Site

NOW: Final = "2026-04-20T08:30:00Z"
FAILURE: Final = "PubMed gave no usable answer."
PAGE_FAILURE: Final = "It could not be decoded."
REASON: Final = "The desk has read the trials."


def fail(task: CheckTask, orders: Orders) -> CheckResult:
    """A source that answers every other time."""
    unchecked = Unchecked(reason="source-unavailable", detail=FAILURE)
    nothing = Tally(supports=0, contradicts=0, silent=0, excluded=0)
    claims = tuple(
        claim if number % 2 else CheckedClaim.of(task.claims[number], unchecked, tally=nothing)
        for number, claim in enumerate(worker.check(task, orders).found)
    )
    return CheckResult(found=claims, spent=Spent(worker="one", requests=0))


def misread(task: PageTask, orders: Orders) -> PageRead:
    """A reader that page 4 is too much for."""
    if task.listed.origin.endswith("4.md"):
        return PageRead(page=task.page, outcome="unreadable", reason=PAGE_FAILURE)
    return read_file(task, orders)


WELL: Final = Tasks(listing=list_files, read=read_file)
ILL: Final = Tasks(listing=list_files, read=misread, check=fail)


def live(site: Site, ledger: Ledger) -> list[RunSummary]:
    """Six weeks of the site, a run a week."""
    site.write(9, "# MMR\n\nWe answer as well as we can.\n\nThe MMR vaccine causes autism.\n")
    runs = [site.run(ledger)]
    contradicted, other = (
        next(
            change.fingerprint
            for change in runs[0].changes
            if change.after and (change.after.outcome == "contradicted") is so
        )
        for so in (True, False)
    )
    decide(ledger, contradicted, "accepted", until=None)
    decide(ledger, contradicted, "wrong", until="2026-03-10")
    decide(ledger, other, "accepted", until="2027-01-01")
    site.put(2, 1)
    runs.append(_week(site, ledger))
    [change, *_] = [c for c in diff(ledger, 0, 2, now=NOW).changes if c.after and c.after.speaking]
    assert change.after
    site.retract(change.after.speaking[0].key)
    site.remove(3)
    runs.append(_week(site, ledger))
    site.put(5, 1)
    runs.append(_week(site, ledger, recheck="all"))
    site.put(6, 1)
    site.write(4, "# Other\n\nWe changed this page so that it is read again.\n")
    site.later(days=7)
    runs.append(site.run(ledger, tasks=ILL, recheck="all"))
    return runs


def decide(
    ledger: Ledger, fingerprint: str, verdict: DecisionVerdict, *, until: str | None
) -> None:
    """A decision of Jo's, on a claim that was contradicted."""
    decision = Decision(
        fingerprint=fingerprint,
        verdict=verdict,
        reason=REASON,
        by="Jo",
        at="2026-03-02T09:00:00Z",
        until=until,
        on="contradicted",
    )
    with ledger.writing() as connection:
        decisions.decide(connection, decision)


def _week(site: Site, ledger: Ledger, **how: Any) -> RunSummary:
    site.later(days=7)
    return site.run(ledger, tasks=WELL, **how)


def eventful(folder: Path, ledger: Ledger) -> list[RunSummary]:
    """A site in the folder, and in the ledger what its audits found."""
    return live(Site(folder / "site"), ledger)
