"""Runs of an audit: what is read, checked and reported, night after night."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck import extract
from citecheck.audit.ledger import occurrences, pages, runs
from citecheck.audit.ledger.claims import find
from citecheck.audit.ledger.counts import claims_on_pages
from citecheck.audit.ledger.lock import run_lock
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.ledger.past import pages_of
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import (
    CheckResult,
    CheckTask,
    FoundClaim,
    LookupResult,
    LookupTask,
    Spent,
)
from citecheck.audit.worker import Orders
from citecheck.errors import ConfigError, LedgerBusy
from citecheck.model.audit import RunSummary
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Trouble, Watch
from tests.audit.folder import list_files, read_file
from tests.audit.setting import PAGES, Site, said, said_on
from tests.site.pages import page


def named(summary: RunSummary, kind: str) -> set[str]:
    return {change.fingerprint for change in summary.changes if change.kind == kind}


FIRST = tuple((number, 0) for number in range(1, PAGES + 1))


def test_a_first_run_finds_every_claim_once_and_reports_it_as_new(
    site: Site, ledger: Ledger
) -> None:
    summary = site.run(ledger)
    assert named(summary, "new") == said_on(*FIRST)
    assert summary.pages.read == summary.pages.new == summary.pages.watched == PAGES
    assert summary.claims.checked == summary.claims.new == len(said_on(*FIRST))
    assert len(said_on(*FIRST)) < sum(len(said(*each)) for each in FIRST), "none is shared"


def test_a_second_run_reads_and_checks_nothing(site: Site, ledger: Ledger) -> None:
    first = site.run(ledger)
    site.later(hours=1)
    summary = site.run(ledger)
    assert (summary.pages.asked, summary.claims.checked, summary.changes) == (0, 0, ())
    assert summary.claims.unchanged == first.claims.new
    assert summary.verdicts == first.verdicts


def test_a_page_that_is_what_it_was_is_asked_for_and_not_read(site: Site, ledger: Ledger) -> None:
    site.run(ledger)
    site.later(days=1)
    summary = site.run(ledger)
    assert (summary.pages.asked, summary.pages.unchanged, summary.pages.read) == (PAGES, PAGES, 0)
    assert (summary.claims.checked, summary.changes) == (0, ())


def test_exactly_what_changed_is_reported(site: Site, ledger: Ledger) -> None:
    site.run(ledger)
    before = said_on(*FIRST)
    site.put(2, 1)
    site.put(5, 1)
    site.remove(7)
    site.later(days=1)
    summary = site.run(ledger)
    left = tuple(each for each in FIRST if each[0] not in (2, 5, 7))
    after = said_on(*left, (2, 1), (5, 1))
    assert named(summary, "new") == after - before
    assert named(summary, "gone") == before - after
    assert len(summary.changes) == len(after ^ before) > 0
    assert summary.pages.changed == 2
    assert summary.gone_pages == ("page-00007.md",)


def test_a_retraction_is_seen_and_what_leaned_on_the_study_is_checked_again(
    site: Site, ledger: Ledger
) -> None:
    first = site.run(ledger)
    leaning = [
        change
        for change in first.changes
        if change.after
        and change.after.outcome in ("supported", "contradicted")
        and len(change.after.speaking) == 1
    ]
    assert leaning
    assert leaning[0].after is not None
    [study] = leaning[0].after.speaking
    site.retract(study.key)
    site.later(days=1)
    summary = site.run(ledger)
    [retracted] = summary.retracted
    assert (retracted.key, retracted.before, retracted.after) == (study.key, "current", "retracted")
    changed = {change.fingerprint: change for change in summary.changes}
    assert set(changed) == {
        change.fingerprint
        for change in first.changes
        if change.after and study.key in {each.key for each in change.after.speaking}
    }
    change = changed[leaning[0].fingerprint]
    assert change.kind == "changed"
    assert change.after is not None
    assert change.after.outcome == "unfound"
    assert [(each.key, each.standing) for each in change.studies] == [(study.key, "retracted")]
    assert summary.claims.checked == len(changed)


def test_a_verdict_is_checked_again_when_it_is_old(site: Site, ledger: Ledger) -> None:
    site.run(ledger)
    for _ in range(2):
        site.later(days=14)
        assert site.run(ledger).claims.checked == 0
    site.later(days=2)
    again = site.run(ledger)
    assert again.claims.checked == len(said_on(*FIRST))
    assert again.changes == ()


def test_other_limits_of_the_search_are_told_apart_from_other_evidence(
    site: Site, ledger: Ledger
) -> None:
    site.run(ledger)
    summary = site.run(ledger, settings=site.settings(published_before="1990-01-01"))
    changed = [change for change in summary.changes if change.kind == "changed"]
    assert changed
    assert {change.method for change in changed} == {("limits",)}


def test_the_same_claim_on_another_page_is_not_checked_again(site: Site, ledger: Ledger) -> None:
    first = site.run(ledger)
    text = next(claim.text for claim in page(3).claims if "MMR" in claim.text)
    site.write(90, f"# Once more\n\nNothing here is new.\n\n> “{text.replace(' ', '  ')}”\n")
    site.later(days=1)
    summary = site.run(ledger)
    assert summary.pages.new == 1
    assert (summary.claims.checked, summary.changes) == (0, ())
    [name] = [c.fingerprint for c in first.changes if c.text == text]
    with ledger.reading() as connection:
        pages, total = pages_of(connection, find(connection, name)[0])
    assert "page-00090.md" in pages
    assert total == 1 + sum(name in said(*each) for each in FIRST)


def test_a_baseline_records_everything_and_reports_nothing(site: Site, ledger: Ledger) -> None:
    summary = site.run(ledger, baseline=True)
    assert (summary.changes, summary.claims.new, summary.exit_code) == ((), 0, 0)
    assert summary.verdicts.contradicted > 0
    site.put(3, 1)
    site.later(days=1)
    assert named(site.run(ledger), "new") == said_on((3, 1)) - said_on(*FIRST)


def test_a_page_that_comes_back_is_new_again(site: Site, ledger: Ledger) -> None:
    site.run(ledger)
    site.remove(8)
    site.later(days=1)
    gone = named(site.run(ledger), "gone")
    site.put(8)
    site.later(days=1)
    summary = site.run(ledger)
    assert named(summary, "new") == gone != set()
    assert summary.claims.checked == 0, "its verdicts were kept"


def test_a_page_that_cannot_be_read_keeps_its_claims_and_says_why(
    site: Site, ledger: Ledger
) -> None:
    first = site.run(ledger)
    (site.folder / "page-00001.md").write_bytes(b"\x7fELF" + bytes(500))
    site.later(days=1)
    summary = site.run(ledger)
    assert summary.changes == ()
    assert [trouble.origin for trouble in summary.troubles] == ["page-00001.md"]
    assert summary.verdicts == first.verdicts
    assert summary.exit_code == 3


def test_an_address_that_never_led_to_a_page_is_unreadable_and_not_gone(
    site: Site, ledger: Ledger
) -> None:
    def listing(watch: Watch, settings: Settings) -> Iterator[Listed | Trouble]:
        yield from list_files(watch, settings)
        yield Listed(origin="page-00404.md", watch=watch.name, by="file")

    tasks = Tasks(listing=listing, read=read_file)
    first = site.run(ledger, tasks=tasks)
    site.later(days=1)
    for summary, read in ((first, PAGES), (site.run(ledger, tasks=tasks), 0)):
        pages = summary.pages
        assert (pages.new, pages.read, pages.gone, pages.unreadable) == (read, read, 0, 1)
        assert pages.asked == pages.read + pages.unchanged + pages.gone + pages.unreadable
        assert summary.gone_pages == ()
        assert [each.origin for each in summary.troubles] == ["page-00404.md"]
    site.write(404, "# MMR\n\nThe MMR vaccine causes autism.\n")
    site.later(days=1)
    found = site.run(ledger, tasks=tasks)
    assert (found.pages.read, found.pages.unreadable, found.troubles) == (1, 0, ())
    site.remove(404)
    site.later(days=1)
    assert site.run(ledger, tasks=tasks).gone_pages == ("page-00404.md",)


def test_the_exit_code_is_that_of_what_is_new(site: Site, ledger: Ledger) -> None:
    assert site.run(ledger).exit_code == 1
    site.later(days=1)
    known = site.run(ledger)
    assert known.open.contradicted > 0
    assert known.exit_code == 0
    site.later(days=1)
    strict = site.settings(audit=AuditSettings(fail_on=("contradicted",)))
    assert site.run(ledger, settings=strict).exit_code == 1


def test_a_page_is_gone_though_its_listing_names_what_is_not_watched(
    site: Site, ledger: Ledger
) -> None:
    """A sitemap that names one page of another server is complete all the same."""
    reason = "The sitemap names 1 pages of other servers, which are not watched."

    left_out = ""

    def listing(watch: Watch, settings: Settings) -> Iterator[Listed | Trouble]:
        for each in list_files(watch, settings):
            if isinstance(each, Listed) and each.origin != left_out:
                yield each
        yield Trouble(watch=watch.name, source="sitemap.xml", reason=reason, incomplete=False)

    tasks = Tasks(listing=listing, read=read_file)
    site.run(ledger, tasks=tasks)
    left_out = "page-00008.md"
    site.later(days=1)
    summary = site.run(ledger, tasks=tasks)
    assert summary.gone_pages == ("page-00008.md",)
    assert [each.reason for each in summary.troubles] == [reason]


def test_what_failed_is_told_though_the_run_was_broken_off_afterwards(
    site: Site, ledger: Ledger
) -> None:
    def look_up(task: LookupTask, orders: Orders) -> LookupResult:
        spent = Spent(worker="1", requests=0)
        return LookupResult(standings={}, spent=spent, failure="The source was away.")

    def killed(task: CheckTask, orders: Orders) -> CheckResult:
        raise KeyboardInterrupt

    site.run(ledger)
    site.later(days=1)
    site.put(2, 1)
    with pytest.raises(KeyboardInterrupt):
        site.run(ledger, tasks=Tasks(list_files, read_file, check=killed, look_up=look_up))
    summary = site.run(ledger)
    assert summary.resumed == 1
    assert summary.notes == (
        "How some studies stand now could not be looked up: The source was away.",
    )
    assert summary.exit_code in (1, 3)
    site.later(days=1)
    assert site.run(ledger).notes == ()


def test_a_page_may_have_more_claims_than_a_statement_takes_values(
    site: Site, tmp_path: Path
) -> None:
    """SQLite may be built for 999 of them, and takes 32,766 as it comes."""
    name = "Zinc number {} shortens the common cold."
    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger, ledger.writing() as connection:
        run = runs.begin(connection, now="2026-03-01T12:00:00Z", baseline=False)
        pages.note_listed(connection, run, [Listed(origin="a.md", watch="w", by="file")])
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        [claim] = extract(name.format(0))
        found = [
            FoundClaim(
                claim=claim.model_copy(update={"fingerprint": f"{number:016x}"}),
                before="",
                after="",
            )
            for number in range(1_200)
        ]
        occurrences.replace(connection, run, 1, "a.md", found)
        occurrences.replace(connection, run, 1, "a.md", found)
        assert claims_on_pages(connection) == 1_200
        occurrences.replace(connection, run, 1, "a.md", ())
        assert claims_on_pages(connection) == 0


def test_two_runs_at_once_are_refused(site: Site, ledger: Ledger, ledger_name: str) -> None:
    with open_ledger(ledger_name) as other, run_lock(other), pytest.raises(LedgerBusy):
        site.run(ledger)
    assert site.run(ledger).run == 1


def test_nothing_watched_is_said(site: Site, ledger: Ledger) -> None:
    with pytest.raises(ConfigError, match="Nothing is watched"):
        site.run(ledger, settings=site.settings(watch=()))
    with ledger.reading() as connection:
        assert runs.unfinished(connection) is None
