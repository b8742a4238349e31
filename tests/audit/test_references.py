"""Works that pages cite, night after night: looked up once, and only what changed is told."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from citecheck.audit import worker
from citecheck.audit.cited import kept
from citecheck.audit.ledger.look import diff
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.show.changed import changed_report
from citecheck.audit.show.formats import render
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import ReferenceFound, ReferenceResult, ReferenceTask
from citecheck.documents.read import from_text
from citecheck.model.audit import RunSummary
from citecheck.model.audit_settings import AuditSettings
from citecheck.model.document import Document
from citecheck.model.reference import Reference
from citecheck.model.watch import Watch
from citecheck.references.find import find_references
from citecheck.report.formats import FORMATS as REPORTS
from citecheck.report.view import View
from citecheck.sources.jsonl import read_jsonl
from tests.audit.folder import list_files, read_file
from tests.audit.setting import STUDIES, Site, lines_of
from tests.audit.test_kill import SEED, Breaking, Broken
from tests.eutils.faults import Fault
from tests.eutils.server import EutilsServer

KETAMINE = "10.1038/npp.2013.150"
CITED = (
    "Rodriguez CI. Randomized controlled crossover trial of ketamine in obsessive-compulsive "
    f"disorder: proof-of-concept. Neuropsychopharmacology. 2013. doi:{KETAMINE}"
)
INVENTED = (
    "Marsh D, Okoro AB. Singing to houseplants and the common cold. J Colds. 2016;4(2):10-19."
)


def citing(*entries: str) -> str:
    """A page with a list of references."""
    listed = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, 1))
    return f"# What we read\n\nWe read these works with care.\n\n## References\n\n{listed}\n"


def references_in(text: str) -> list[Reference]:
    return [kept(each) for each in find_references(from_text(text))]


class Counted:
    """The tasks of a folder, and which references were looked up."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.failing = False
        self.tasks = Tasks(listing=list_files, read=read_file, look_up_references=self.look_up)

    @property
    def looked_up(self) -> list[str]:
        return sorted(text for batch in self.batches for text in batch)

    def look_up(self, task: ReferenceTask, orders: worker.Orders) -> ReferenceResult:
        self.batches.append([each.text for each in task.references])
        result = worker.look_up_references(task, orders)
        if self.failing:
            failed = ReferenceFound(finding="unchecked", why="The source was away.")
            return result.model_copy(update={"found": (failed,) * len(task.references)})
        return result


@pytest.fixture
def counted() -> Counted:
    return Counted()


@pytest.fixture
def citing_site(site: Site) -> Site:
    """Two pages that cite: both the trial, one a work that is nowhere."""
    site.write(1, citing(CITED, INVENTED))
    site.write(2, citing(CITED))
    return site


def night(site: Site, ledger: Ledger, counted: Counted, **audit: Any) -> RunSummary:
    counted.batches.clear()
    settings = site.settings(audit=AuditSettings(**audit))
    return site.run(ledger, settings=settings, tasks=counted.tasks)


def told(summary: RunSummary) -> list[tuple[str, str | None, str | None]]:
    return [
        (each.kind, each.after.finding, each.after.standing)
        for each in summary.reference_changes
        if each.after is not None
    ]


def test_a_work_that_two_pages_cite_is_looked_up_once_with_all_others(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    summary = night(citing_site, ledger, counted)
    assert [len(batch) for batch in counted.batches] == [2]
    assert (summary.references.cited, summary.references.new) == (2, 2)
    assert (summary.references.resolved, summary.references.look) == (1, 1)
    assert told(summary) == [("new", "not-found", None)], "what is resolved is no news"
    [change] = summary.reference_changes
    assert change.pages == ("page-00001.md",)


def test_nothing_is_asked_again_while_nothing_changed(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.later(days=1)
    citing_site.write(1, citing(INVENTED, CITED) + "\nAnother sentence stands here.\n")
    summary = night(citing_site, ledger, counted)
    assert summary.pages.changed == 1
    assert counted.batches == []
    assert (summary.reference_changes, summary.references.cited) == ((), 2)


def test_a_cited_work_that_was_retracted_since_is_told_once(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.retract(KETAMINE)
    citing_site.later(days=1)
    summary = night(citing_site, ledger, counted, fail_on=("new-reference",))
    assert counted.looked_up == [CITED]
    assert told(summary) == [("changed", "resolved", "retracted")]
    [change] = summary.reference_changes
    assert change.before is not None
    assert change.before.standing == "current"
    assert change.pages_total == 2
    assert [each.after for each in summary.retracted] == ["retracted"]
    assert summary.exit_code == 1
    citing_site.later(days=1)
    quiet = night(citing_site, ledger, counted, fail_on=("new-reference",))
    assert (quiet.reference_changes, quiet.exit_code, counted.batches) == ((), 0, [])
    assert quiet.references.look == 2
    assert night(citing_site, ledger, counted, fail_on=("reference",)).exit_code == 1


def test_a_reference_that_is_found_no_more_is_told_when_it_is_due(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.change_studies(lambda row: None if row.get("doi") == KETAMINE else row)
    citing_site.later(days=1)
    assert told(night(citing_site, ledger, counted)) == []
    citing_site.later(days=40)
    assert told(night(citing_site, ledger, counted)) == [("changed", "not-found", None)]


def test_a_link_that_leads_to_another_work_is_looked_up_though_the_text_stays(
    site: Site, ledger: Ledger, counted: Counted
) -> None:
    pages = Watch(name="site", folder=str(site.folder), files=("*.html",))

    def cited_after(address: str) -> list[str]:
        words = f'We lean on <a href="{address}">the one study of it</a>, read with care.'
        page = f"<html><body><article><h1>What we read</h1><p>{words}</p></article></body></html>"
        (site.folder / "reading.html").write_text(page, "utf-8")
        counted.batches.clear()
        tasks = Tasks(look_up_references=counted.look_up)
        site.run(ledger, settings=site.settings(watch=(pages,)), tasks=tasks)
        site.later(days=1)
        return counted.looked_up

    assert len(cited_after("https://doi.org/10.1038/npp.2013.150")) == 1
    assert cited_after("https://doi.org/10.1038/npp.2013.150?from=page") == []
    assert len(cited_after("https://doi.org/10.1001/jama.2008.683")) == 1


def test_words_that_are_taken_apart_better_are_the_same_reference(
    citing_site: Site, ledger: Ledger, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    night(citing_site, ledger, counted)

    def better(document: Document) -> list[Reference]:
        found = find_references(document)
        return [
            each.model_copy(update={"cited": each.cited.model_copy(update={"volume": "77"})})
            for each in found
        ]

    monkeypatch.setattr(worker, "find_references", better)
    citing_site.later(days=1)
    for number in (1, 2):
        citing_site.write(number, citing(CITED, INVENTED) + "\nAnother sentence stands here.\n")
    summary = night(citing_site, ledger, counted)
    assert (summary.references.new, summary.references.gone) == (0, 0)
    with ledger.reading() as connection:
        values = connection.execute(text("SELECT value FROM cited_works")).scalars().all()
    assert all('"volume":"77"' in each for each in values), "the old parse is asked with"


def test_what_a_list_of_references_leaves_out_is_counted(
    citing_site: Site, ledger: Ledger, counted: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("summary", "ledger.look"):
        monkeypatch.setattr(f"citecheck.audit.{room}.MOST_LISTED", 1)
    other = INVENTED.replace("houseplants", "garden gnomes")
    citing_site.write(2, citing(CITED, other, other.replace("gnomes", "fences")))
    summary = night(citing_site, ledger, counted, fail_on=("new-reference",))
    assert (len(summary.reference_changes), summary.omitted_references) == (1, 2)
    assert summary.exit_code == 1
    found = diff(ledger, 0, 1, now=summary.finished_at or "")
    assert (len(found.reference_changes), found.omitted_references) == (1, 2)
    for told in (summary, found):
        assert "2 more references in the ledger." in render(told, "markdown", View())


def test_every_format_of_reports_shows_the_works_that_changed(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    settings = citing_site.settings()
    first = changed_report(ledger, night(citing_site, ledger, counted), settings)
    [document] = [each for each in first.documents if each.references]
    [invented] = document.references
    assert (document.origin, invented.finding) == ("page-00001.md", "not-found")
    assert document.text[invented.start : invented.end] == invented.text == INVENTED
    citing_site.retract(KETAMINE)
    citing_site.later(days=1)
    report = changed_report(ledger, night(citing_site, ledger, counted), settings)
    cited = [each for document in report.documents for each in document.references]
    assert [(each.finding, each.standing) for each in cited] == [("resolved", "retracted")] * 2
    assert all(each.record and each.record.doi == KETAMINE for each in cited)
    for name in ("html", "sarif", "github", "csv", "json", "jsonl", "ris", "csl-json"):
        shown = REPORTS[name].render(report, View())
        assert "etamine in obsessive-compulsive" in shown or KETAMINE in shown, name


def test_references_whose_look_up_failed_say_so_in_a_report(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.later(days=40)
    counted.failing = True
    summary = night(citing_site, ledger, counted)
    report = changed_report(ledger, summary, citing_site.settings())
    whys = {each.why for document in report.documents for each in document.references}
    assert all(why.endswith("The last look-up failed: The source was away.") for why in whys)
    assert len(whys) == 2


def test_a_look_up_that_fails_keeps_the_finding_and_is_tried_again(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.later(days=40)
    counted.failing = True
    summary = night(citing_site, ledger, counted, fail_on=("never",))
    assert sorted(told(summary)) == [
        ("unchecked", "not-found", None), ("unchecked", "resolved", "current"),
    ]  # fmt: skip
    assert (summary.exit_code, summary.references.failed) == (3, 2)
    counted.failing = False
    again = night(citing_site, ledger, counted, fail_on=("never",))
    assert len(counted.looked_up) == again.references.checked == 2
    assert (again.reference_changes, again.exit_code) == ((), 0)


def test_one_reference_that_citecheck_fails_on_fails_alone(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    def brittle(task: ReferenceTask, orders: worker.Orders) -> ReferenceResult:
        if any(each.text == INVENTED for each in task.references):
            raise ValueError("too odd")
        return worker.look_up_references(task, orders)

    tasks = Tasks(listing=list_files, read=read_file, look_up_references=brittle)
    summary = citing_site.run(ledger, tasks=tasks)
    assert (summary.references.resolved, summary.references.failed) == (1, 1)
    [change] = summary.reference_changes
    assert change.after is not None
    assert "too odd" in (change.after.failure or "")


def test_a_work_goes_with_the_last_page_that_cites_it(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    night(citing_site, ledger, counted)
    citing_site.remove(1)
    citing_site.later(days=1)
    summary = night(citing_site, ledger, counted, fail_on=("reference",))
    assert (summary.references.gone, summary.references.cited) == (1, 1)
    assert summary.exit_code == 0
    citing_site.write(1, citing(INVENTED))
    citing_site.later(days=1)
    again = night(citing_site, ledger, counted, fail_on=("new-reference",))
    assert told(again) == [("new", "not-found", None)]
    assert (again.exit_code, counted.batches) == (1, []), "the finding was kept"


def test_a_baseline_tells_no_reference(citing_site: Site, ledger: Ledger, counted: Counted) -> None:
    settings = citing_site.settings(audit=AuditSettings(fail_on=("new-reference",)))
    summary = citing_site.run(ledger, settings=settings, tasks=counted.tasks, baseline=True)
    assert (summary.reference_changes, summary.exit_code) == ((), 0)
    assert summary.references.look == 1


def test_other_sources_ask_anew_and_another_judge_does_not(
    citing_site: Site, ledger: Ledger, counted: Counted, tmp_path: Path
) -> None:
    night(citing_site, ledger, counted)
    counted.batches.clear()
    fewer = citing_site.settings(max_studies=5)
    citing_site.run(ledger, settings=fewer, tasks=counted.tasks)
    assert counted.batches == []
    other = tmp_path / "other.jsonl"
    other.write_bytes(citing_site.studies.read_bytes())
    elsewhere = citing_site.settings(sources=(str(other),))
    citing_site.run(ledger, settings=elsewhere, tasks=counted.tasks)
    assert len(counted.looked_up) == 2


def test_a_run_broken_off_in_any_transaction_looks_up_as_if_it_had_not_been(
    citing_site: Site, ledger_name: str, tmp_path: Path, counted: Counted
) -> None:
    for number in range(3, 9):
        citing_site.write(number, citing(CITED, f"{INVENTED[:-1]}, again {number}."))

    def nights(open_one: Any) -> None:
        citing_site.clock.now = citing_site.clock.now.replace(month=3, day=1)
        for day in (0, 40):
            citing_site.later(days=day)
            while True:
                try:
                    citing_site.run(open_one(), tasks=counted.tasks)
                    break
                except Broken:
                    continue

    with open_ledger(str(tmp_path / "unbroken.sqlite")) as unbroken:
        nights(lambda: unbroken)
        expected = lines_of(unbroken)
    assert sum(line.startswith("finding ") for line in expected) == 8
    moments = random.Random(SEED)
    with open_ledger(ledger_name) as whole:
        nights(lambda: Breaking(whole, moments.randint(1, 9)))
        assert lines_of(whole) == expected


def test_what_is_told_reads_well_in_every_format(
    citing_site: Site, ledger: Ledger, counted: Counted
) -> None:
    first = night(citing_site, ledger, counted)
    citing_site.retract(KETAMINE)
    citing_site.later(days=1)
    second = night(citing_site, ledger, counted)
    assert "References: 2 on pages, 2 looked up; 2 new" in render(first, "markdown", View())
    for name in ("terminal", "markdown"):
        assert "Singing to houseplants" in render(first, name, View())
        assert "resolved → resolved, retracted" in render(second, name, View())
        compared = diff(ledger, 1, 2, now=second.finished_at or "")
        assert "resolved → resolved, retracted" in render(compared, name, View())
    assert '"finding": "not-found"' in render(first, "json", View())


def test_links_are_one_reference_by_what_they_lead_to_and_entries_wherever_they_stand() -> None:
    [one] = references_in("The trial ([it helped](https://pubmed.ncbi.nlm.nih.gov/123456/)).")
    [other] = references_in("It failed, says PMID: 123456.")
    assert one == other
    [here] = references_in(citing(CITED))
    [_, there] = references_in("Words before.\n\n" + citing(INVENTED, CITED))
    assert here == there


def test_a_work_named_in_running_text_is_another_one_where_other_words_surround_it() -> None:
    [colds] = references_in("Okoro et al. (2013) found that zinc shortens the common cold.")
    [warts] = references_in("Okoro et al. (2013) found that tape removes common warts.")
    assert colds.id != warts.id


def test_the_budget_bounds_look_ups_and_the_next_run_makes_those_left(
    site: Site, ledger: Ledger, tmp_path: Path, no_pace: None
) -> None:
    with STUDIES.open("rb") as stream:
        studies = [
            study.model_copy(update={"pmid": str(70_000 + number)})
            for number, study in enumerate(read_jsonl(stream, "studies"))
        ]
    for number in range(1, 9):
        site.write(number, citing(*(
            f"{study.authors[0] if study.authors else 'Lind C'}. {study.title}. "
            f"{study.journal}. {study.year}."
            for study in studies[number * 9 - 9 : number * 9]
        )))  # fmt: skip

    def run(name: str, most: int | None, server: EutilsServer) -> RunSummary:
        settings = site.settings(
            sources=("entrez",),
            eutils_url=server.url,
            cache_dir=tmp_path / name,
            audit=AuditSettings(max_requests=most),
        )
        before = len(server.requests)
        summary = site.run(ledger, settings=settings)
        # A connection that breaks on a busy machine is counted and never heard.
        assert 0 <= summary.requests - (len(server.requests) - before) <= 2
        return summary

    with EutilsServer(studies, requests_per_second=None) as server:
        short = run("cache", 12, server)
        assert short.requests <= 12
        assert 0 < short.references.postponed < short.references.cited > 50
        assert any("--max-requests" in note for note in short.notes)
        assert short.exit_code == 0, "what is postponed is no failure"
        rest = run("cache", None, server)
        assert (rest.references.postponed, rest.references.failed) == (0, 0)
        assert rest.references.resolved + rest.references.look >= rest.references.cited - 2
        assert (short.requests + rest.requests) / rest.references.cited <= 1.5


def test_tries_after_a_failure_are_within_the_budget_too(
    site: Site, ledger: Ledger, tmp_path: Path, no_pace: None
) -> None:
    settings = site.settings(
        sources=("entrez",),
        cache_dir=tmp_path / "replies",
        audit=AuditSettings(max_requests=3),
    )
    with EutilsServer((), requests_per_second=None) as server:
        server.strike(Fault("server-error", "headers"))
        summary = site.run(ledger, settings=settings.model_copy(update={"eutils_url": server.url}))
        assert summary.requests == len(server.requests) == 3
    assert summary.claims.postponed > 0
    assert summary.verdicts.stale == 0
