"""Decisions of people, remarks in pages, and checks that fail: what is shown and what counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.audit import worker
from citecheck.audit.ledger import decisions
from citecheck.audit.ledger.look import diff, history, status
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.ledger.report import documents_with
from citecheck.audit.progress import Progress
from citecheck.audit.show.changed import changed_report
from citecheck.audit.show.formats import render
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import CheckResult, CheckTask, PageRead, PageTask, Spent
from citecheck.audit.worker import Orders
from citecheck.errors import ConfigError
from citecheck.model.audit import Change, Decision, DecisionVerdict, RunSummary
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.report import CheckedClaim
from citecheck.model.verdict import Tally, Unchecked
from citecheck.model.watch import Watch
from citecheck.report.formats import FORMATS
from citecheck.report.view import View
from tests.audit.folder import FOLDER, list_files, read_file
from tests.audit.setting import Site

STRICT = AuditSettings(fail_on=("contradicted",))
LATER = "2026-03-09T12:00:00Z"


def contradicted(summary: RunSummary) -> list[Change]:
    return [c for c in summary.changes if c.after and c.after.outcome == "contradicted"]


def decide(
    ledger: Ledger, change: Change, verdict: DecisionVerdict = "accepted", until: str | None = None
) -> None:
    on = change.after.outcome if change.after and verdict != "not-a-claim" else None
    decision = Decision(
        fingerprint=change.fingerprint,
        verdict=verdict,
        reason="The desk has read the trials.",
        by="Jo",
        at="2026-03-01T13:00:00Z",
        until=until,
        on=on,
    )
    with ledger.writing() as connection:
        decisions.decide(connection, decision)


@pytest.fixture
def alone(site: Site) -> Site:
    """A site of one page that says one thing, which is contradicted."""
    for path in site.folder.glob("*.md"):
        path.unlink()
    site.write(1, text_with(""))
    return site


def text_with(remark: str) -> str:
    return (
        "# MMR\n\nParents ask us about this every spring, and we answer as well as we can.\n\n"
        f"{remark}\nThe MMR vaccine causes autism.\n"
    )


def html_with(remark: str) -> str:
    """The same page as markup: a remark is no part of its text."""
    return (
        "<html><head><title>MMR</title></head><body><article><h1>MMR</h1><p>Parents ask us about "
        f"this every spring, and we answer as well as we can.</p>{remark}<p>The MMR vaccine causes "
        "autism.</p><p>We say no more about it today.</p></article></body></html>"
    )


def test_a_claim_that_was_decided_on_fails_no_run_and_stays_to_be_seen(
    alone: Site, ledger: Ledger
) -> None:
    [change] = contradicted(alone.run(ledger, settings=alone.settings(audit=STRICT)))
    decide(ledger, change, until="2026-03-05")
    alone.later(days=1)
    summary = alone.run(ledger, settings=alone.settings(audit=STRICT))
    assert (summary.exit_code, summary.verdicts.contradicted, summary.open.contradicted) == (
        0,
        1,
        0,
    )
    found = history(ledger, change.fingerprint)
    assert [(d.verdict, d.by, d.until) for d in found.decisions] == [
        ("accepted", "Jo", "2026-03-05")
    ]
    shown = render(found, "terminal", View(width=100))
    assert (
        "Decided accepted when it was contradicted by Jo on 2026-03-01, until 2026-03-05" in shown
    )
    alone.later(days=5)
    after = alone.run(ledger, settings=alone.settings(audit=STRICT))
    assert (after.exit_code, after.open.contradicted) == (1, 1), "it has expired"


def test_a_decision_holds_for_the_same_claim_on_a_new_page_and_not_for_another_verdict(
    alone: Site, ledger: Ledger
) -> None:
    [change] = contradicted(alone.run(ledger))
    decide(ledger, change)
    alone.write(2, text_with("").replace("# MMR", "# More"))
    alone.write(1, "# Nothing\n\nThis page was taken down by the desk, and says so.\n")
    alone.later(days=1)
    assert alone.run(ledger).exit_code == 0
    alone.change_studies(lambda _: None)
    alone.studies.write_text('{"id": "x", "title": "A study of nothing at all"}\n', "utf-8")
    alone.later(days=1)
    moved = alone.run(ledger, recheck="all", settings=alone.settings(audit=STRICT))
    [change] = [c for c in moved.changes if c.kind == "changed"]
    assert change.decision is not None
    assert moved.open.unfound == 1, "the decision was on another verdict"


def test_what_is_no_claim_is_not_checked(alone: Site, ledger: Ledger) -> None:
    [change] = contradicted(alone.run(ledger))
    decide(ledger, change, "not-a-claim")
    alone.later(days=40)
    summary = alone.run(ledger, recheck="all")
    assert (summary.claims.checked, summary.open.contradicted) == (0, 0)


def test_a_decision_can_be_withdrawn(alone: Site, ledger: Ledger) -> None:
    [change] = contradicted(alone.run(ledger))
    decide(ledger, change)
    with ledger.writing() as connection:
        assert decisions.withdraw(connection, change.fingerprint, at=LATER)
        assert not decisions.withdraw(connection, change.fingerprint, at=LATER)
    assert status(ledger, now=LATER).open.contradicted == 1
    assert history(ledger, change.fingerprint).decisions[0].withdrawn_at == LATER


def test_a_remark_with_a_reason_lets_a_sentence_stand(alone: Site, ledger: Ledger) -> None:
    alone.write(1, text_with("<!-- citecheck: ignore we quote the fraud here -->"))
    settings = alone.settings(audit=AuditSettings(fail_on=("new-contradicted", "contradicted")))
    summary = alone.run(ledger, settings=settings)
    [change] = contradicted(summary)
    assert (change.ignored, summary.exit_code, summary.verdicts.ignored) == (True, 0, 1)
    [place] = history(ledger, change.fingerprint).places
    assert place.ignored == "we quote the fraud here"


def test_a_remark_that_comes_or_goes_alone_is_heeded_on_the_next_run(
    alone: Site, ledger: Ledger
) -> None:
    page = alone.folder / "mmr.html"
    watch = Watch(name="site", folder=str(alone.folder), files=("*.html",))
    settings = alone.settings(watch=(watch,), audit=STRICT)

    def run(remark: str) -> tuple[int, int]:
        page.write_text(html_with(remark), "utf-8")
        alone.later(days=1)
        summary = alone.run(ledger, settings=settings, tasks=Tasks())
        assert (summary.claims.checked, len(contradicted(summary))) in ((1, 1), (0, 0))
        return summary.exit_code, summary.verdicts.ignored

    remark = "<!-- citecheck: ignore we quote the fraud here -->"
    assert [run(""), run(remark), run(f"{remark} "), run("")] == [(1, 0), (0, 1), (0, 1), (1, 0)]


def test_a_remark_without_a_reason_is_told_and_not_heeded(alone: Site, ledger: Ledger) -> None:
    alone.write(1, text_with("<!-- citecheck: ignore -->"))
    summary = alone.run(ledger)
    assert (summary.exit_code, summary.pages.bare_ignores) == (1, 1)
    assert "not heeded" in render(summary, "terminal", View(width=200))


def test_a_claim_that_stands_elsewhere_without_the_remark_still_counts(
    alone: Site, ledger: Ledger
) -> None:
    alone.write(1, text_with("<!-- citecheck: ignore we quote the fraud here -->"))
    alone.write(2, text_with(""))
    summary = alone.run(ledger)
    assert (summary.exit_code, summary.verdicts.ignored) == (1, 0)


def fail(task: CheckTask, orders: Orders) -> CheckResult:
    """A source that does not answer."""
    unchecked = Unchecked(reason="source-unavailable", detail="PubMed gave no usable answer.")
    nothing = Tally(supports=0, contradicts=0, silent=0, excluded=0)
    return CheckResult(
        found=tuple(CheckedClaim.of(claim, unchecked, tally=nothing) for claim in task.claims),
        spent=Spent(worker="one", requests=0),
    )


FAILING = Tasks(listing=list_files, read=read_file, check=fail)


def test_a_check_that_fails_keeps_the_last_verdict_and_says_how_old_it_is(
    alone: Site, ledger: Ledger
) -> None:
    [change] = contradicted(alone.run(ledger))
    alone.later(days=31)
    summary = alone.run(ledger, tasks=FAILING)
    [failed] = summary.changes
    assert failed.kind == "unchecked"
    assert failed.after is not None
    assert (failed.after.outcome, failed.after.checked_at) == (
        "contradicted",
        "2026-03-01T12:00:00Z",
    )
    assert (summary.exit_code, summary.verdicts.stale, summary.verdicts.contradicted) == (3, 1, 1)
    with ledger.reading() as connection:
        [document] = documents_with(connection, [change.fingerprint])
    [claim] = document.claims
    assert claim.verdict == "contradicted"
    [stale] = [flag.message for flag in claim.flags if flag.code == "stale"]
    assert "2026-03-01" in stale
    alone.later(hours=2)
    mended = alone.run(ledger)
    assert (mended.claims.checked, mended.changes, mended.verdicts.stale) == (1, (), 0)


def test_a_first_check_that_fails_is_no_verdict_and_the_claim_is_new_when_it_has_one(
    alone: Site, ledger: Ledger
) -> None:
    summary = alone.run(ledger, tasks=FAILING)
    [failed] = summary.changes
    assert (failed.kind, summary.exit_code, summary.verdicts.unchecked) == ("unchecked", 3, 1)
    alone.later(hours=1)
    [change] = alone.run(ledger).changes
    assert change.kind == "new"


def bug(task: CheckTask, orders: Orders) -> CheckResult:
    """citecheck itself fails on one claim, whatever it is checked with."""
    if any("MMR" in claim.text for claim in task.claims):
        raise RuntimeError("no such thing")
    return worker.check(task, orders)


def bad_page(task: PageTask, orders: Orders) -> PageRead:
    if task.listed.origin.endswith("2.md"):
        raise RuntimeError("no such page")
    return read_file(task, orders)


def test_a_bug_on_one_page_and_on_one_claim_keeps_no_other_from_being_checked(
    site: Site, ledger: Ledger
) -> None:
    site.write(1, text_with(""))
    site.put(2)
    summary = site.run(ledger, tasks=Tasks(listing=list_files, read=bad_page, check=bug))
    assert [t.reason for t in summary.troubles] == [
        "citecheck failed on it (RuntimeError: no such page)."
    ]
    failed = [c for c in summary.changes if c.kind == "unchecked"]
    assert all("MMR" in c.text for c in failed)
    assert failed
    assert summary.claims.new > 5
    assert summary.exit_code in (1, 3)


def test_runs_can_be_compared_whenever(site: Site, ledger: Ledger) -> None:
    first = site.run(ledger)
    site.put(2, 1)
    site.later(days=1)
    second = site.run(ledger)
    site.put(2)
    site.later(days=1)
    site.run(ledger)
    assert diff(ledger, 0, 1, now=LATER).changes == first.changes
    assert diff(ledger, 1, 2, now=LATER).changes == second.changes
    assert diff(ledger, 1, 3, now=LATER).changes == ()
    for since, until in ((2, 2), (3, 1), (0, 9)):
        with pytest.raises(ConfigError):
            diff(ledger, since, until, now=LATER)


def test_what_changed_goes_through_every_format_of_reports(site: Site, ledger: Ledger) -> None:
    summary = site.run(ledger)
    report = changed_report(ledger, summary, site.settings())
    names = {claim.fingerprint for document in report.documents for claim in document.claims}
    assert names == {change.fingerprint for change in summary.changes}
    for document in report.documents:
        for claim in document.claims:
            assert document.text[claim.start : claim.end] == claim.text
    for name, format_ in FORMATS.items():
        assert format_.render(report, View()).strip(), name


def test_pages_cannot_steer_what_is_shown(alone: Site, ledger: Ledger) -> None:
    alone.write(1, text_with("").replace("causes autism", "causes \x1b[31mautism](javascript:x)"))
    summary = alone.run(ledger)
    assert "\x1b" not in render(summary, "terminal", View())
    assert "\\](javascript" in render(summary, "markdown", View())


def test_a_claim_is_named_by_the_beginning_of_its_fingerprint(site: Site, ledger: Ledger) -> None:
    [name, *_] = [change.fingerprint for change in site.run(ledger).changes]
    assert history(ledger, name[:8].upper()).fingerprint == name
    for wrong in ("", "abc", "zzzzzzzz", "0" * 16, "%%%%"):
        with pytest.raises(ConfigError):
            history(ledger, wrong)


def test_only_what_was_read_is_kept_of_a_page(site: Site, ledger: Ledger, tmp_path: Path) -> None:
    """The ledger is no copy of the site."""
    site.write(1, text_with(""))
    site.run(ledger, tasks=FOLDER)
    with ledger.reading() as connection:
        found = connection.exec_driver_sql("SELECT before, text, after FROM occurrences").all()
    assert not any("every spring" in part for row in found for part in row)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_claims_of_a_broken_off_run_are_told_as_not_reached_yet(
    site: Site, ledger: Ledger, form: str
) -> None:
    def stop(progress: Progress) -> None:
        if progress.stage == "reading" and progress.done == progress.total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site.run(ledger, on_progress=stop)
    found = status(ledger, now=LATER)
    assert found.verdicts.waiting == found.verdicts.unchecked > 0
    shown = " ".join(render(found, form, View(width=200)).split())
    assert f"Of the unchecked, {found.verdicts.waiting} not reached yet." in shown
    assert "citecheck audit run goes on with it." in shown
    assert "`" not in shown
    failing = site.run(ledger, tasks=FAILING)
    assert failing.verdicts.unchecked > 0
    assert failing.verdicts.waiting == 0, "a check that failed was reached"
