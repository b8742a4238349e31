"""A run makes no more requests than it may, and the next one goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from citecheck.audit.budget import Budget, Ration, most_requests
from citecheck.audit.hours import asks_ncbi
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import CheckResult, CheckTask, LookupResult, LookupTask, Spent
from citecheck.audit.worker import Orders, check
from citecheck.errors import BudgetSpent
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.report import CheckedClaim
from citecheck.model.settings import Settings
from tests.audit.folder import list_files, read_file
from tests.audit.setting import Site

MONDAY_MORNING = datetime.fromisoformat("2026-03-02T15:00:00+00:00")


class Counting:
    """Checks that count nine requests a claim, and stop where their allowance does."""

    def __init__(self) -> None:
        self.requests = 0

    def __call__(self, task: CheckTask, orders: Orders) -> CheckResult:
        checked = check(task.model_copy(update={"allowance": None}), orders)
        claims: list[CheckedClaim | None] = []
        left = task.allowance
        for claim in checked.found:
            if left is not None and left < 9:
                claims.append(None)
                continue
            left = None if left is None else left - 9
            self.requests += 9
            claims.append(claim)
        spent = Spent(worker="one", requests=self.requests)
        return CheckResult(found=tuple(claims), spent=spent)


def cut_short(task: LookupTask, orders: Orders) -> LookupResult:
    """A look-up whose allowance did not suffice."""
    return LookupResult(standings={}, spent=Spent(worker="one", requests=0), cut=True)


def allowed(site: Site, most: int, ledger: Ledger) -> tuple[int, int, int, int]:
    """One run within a budget: requests made, claims checked and postponed, the exit code."""
    counting = Counting()
    summary = site.run(
        ledger,
        settings=site.settings(audit=AuditSettings(max_requests=most, fail_on=("never",))),
        tasks=Tasks(listing=list_files, read=read_file, check=counting),
    )
    assert summary.requests == counting.requests
    claims = summary.claims
    return counting.requests, claims.checked, claims.postponed, summary.exit_code


def test_what_the_budget_leaves_is_postponed_and_checked_by_the_next_run(
    site: Site, ledger: Ledger
) -> None:
    site.executor = "threads:1"
    requests, checked, postponed, code = allowed(site, 100, ledger)
    assert 0 < requests <= 100
    assert (checked, code) == (requests // 9, 0)
    assert postponed > 0
    total = checked + postponed
    while postponed:
        before = postponed
        requests, more, postponed, _ = allowed(site, 100, ledger)
        assert requests <= 100
        assert before - postponed == more > 0
        checked += more
    assert checked == total


def test_no_requests_at_all_is_a_budget_too(site: Site, ledger: Ledger) -> None:
    requests, checked, postponed, _ = allowed(site, 0, ledger)
    assert (requests, checked) == (0, 0)
    assert postponed > 0


def test_how_studies_stand_is_left_to_the_next_run_too_and_that_is_said(
    site: Site, ledger: Ledger
) -> None:
    first = site.run(ledger)
    site.later(days=60)
    plain = Tasks(listing=list_files, read=read_file)
    for tasks, most in ((plain, 0), (replace(plain, look_up=cut_short), None)):
        audit = AuditSettings(max_requests=most, fail_on=("never",))
        summary = site.run(ledger, settings=site.settings(audit=audit), tasks=tasks)
        assert any("--max-requests" in note for note in summary.notes)
        assert summary.exit_code == 0
    [study, *_] = [s for each in first.changes if each.after for s in each.after.speaking]
    site.retract(study.key)
    site.later(days=60)
    assert [each.after for each in site.run(ledger).retracted] == ["retracted"]


def test_what_is_set_apart_is_not_given_away_twice() -> None:
    budget = Budget(20, before=5)
    first = budget.set_apart(10)
    second = budget.set_apart(10)
    assert (first, second, budget.left) == (10, 5, 0)
    budget.settle(first, Spent(worker="a", requests=2))
    assert (budget.spent, budget.left) == (7, 8)
    budget.settle(second, Spent(worker="b", requests=5))
    assert (budget.spent, budget.left) == (12, 8)
    assert Budget(None).set_apart(10) is None


def test_a_ration_gives_so_many_requests_and_no_more() -> None:
    ration = Ration(2)
    ration.take()
    ration.take()
    assert not ration.spent
    with pytest.raises(BudgetSpent):
        ration.take()
    assert ration.spent


def test_a_batch_of_claims_needs_less_than_its_claims_alone() -> None:
    assert 9 < most_requests(1, 40) <= 12
    assert most_requests(8, 40) < 8 * most_requests(1, 40)


def big(site: Site, ledger: Ledger, **audit: Any) -> Any:
    settings = site.settings(audit=AuditSettings(big_run=5, fail_on=("never",), **audit))
    entrez = settings.model_copy(update={"sources": ("entrez",)})
    plain = site.settings()
    tasks = Tasks(
        listing=list_files,
        read=read_file,
        check=lambda task, orders: check(task, orders.model_copy(update={"settings": plain})),
    )
    return site.run(ledger, settings=entrez, tasks=tasks)


def test_a_big_run_by_day_leaves_its_checks_to_the_night(site: Site, ledger: Ledger) -> None:
    site.clock.now = MONDAY_MORNING
    summary = big(site, ledger)
    assert (summary.claims.checked, summary.exit_code) == (0, 0)
    assert summary.claims.postponed > 5
    assert "2026-03-03T02:00:00Z" in summary.notes[0]
    site.later(hours=12)
    assert big(site, ledger).claims.postponed == 0


def test_a_big_run_may_wait_for_the_night_or_take_no_notice(site: Site, ledger: Ledger) -> None:
    site.clock.now = MONDAY_MORNING
    summary = big(site, ledger, off_peak="wait")
    assert summary.claims.postponed == 0
    assert site.clock.now >= datetime.fromisoformat("2026-03-03T02:00:00+00:00")
    assert max(site.clock.slept) <= 60
    site.put(1, 1)
    site.clock.now = MONDAY_MORNING.replace(day=4)
    slept = len(site.clock.slept)
    big(site, ledger, off_peak="ignore")
    assert len(site.clock.slept) == slept


def test_only_ncbis_own_servers_have_quiet_hours() -> None:
    assert asks_ncbi(Settings())
    assert asks_ncbi(Settings(eutils_url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"))
    assert not asks_ncbi(Settings(eutils_url="http://127.0.0.1:8000"))
    assert not asks_ncbi(Settings(eutils_url="https://nih.gov.example.org/"))
    assert not asks_ncbi(Settings(sources=("studies.jsonl",)))
    assert not asks_ncbi(Settings(offline=True))
