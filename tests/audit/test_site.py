"""Nights of a site of 300 pages, read over HTTP and checked against a PubMed, both on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from citecheck.audit.executors import crew
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.ledger.past import pages_of
from citecheck.audit.ledger.tables import ClaimRow, OccurrenceRow, PageRow
from citecheck.audit.run import run_audit
from citecheck.audit.worker import claims_in
from citecheck.documents.read import read
from citecheck.model.audit import RunSummary
from citecheck.model.document import Document
from citecheck.model.settings import Settings
from citecheck.model.watch import Watch
from citecheck.sources.jsonl import read_jsonl
from tests.audit.setting import STUDIES
from tests.eutils.server import EutilsServer
from tests.fakes import NOW
from tests.site.pages import as_html, claims
from tests.site.server import Site

PAGES = {"sqlite": 300, "postgresql": 60}
"""The site is no smaller than asked where it is cheap to run."""
CHANGED = (3, 17, 20, 21, 59)
GONE = 42
pytestmark = pytest.mark.usefixtures("no_pace")


@contextmanager
def pubmed(retracted: str | None = None) -> Iterator[EutilsServer]:
    """A PubMed of the example studies, each with a PMID; one of them may be retracted."""
    with STUDIES.open("rb") as stream:
        studies = list(read_jsonl(stream, "studies"))
    numbered = [
        study.model_copy(
            update={"pmid": str(70_000 + number)}
            | ({"standing": "retracted"} if str(70_000 + number) == retracted else {})
        )
        for number, study in enumerate(studies)
    ]
    with EutilsServer(numbered, requests_per_second=None) as server:
        yield server


class Nights:
    """The audit of a site, one run after the other; each against the PubMed of its night."""

    def __init__(self, site: Site, ledger: Ledger, folder: Path) -> None:
        self.site, self.ledger, self.folder = site, ledger, folder
        self.now = NOW

    def run(self, *, later: timedelta, retracted: str | None = None) -> RunSummary:
        self.now += later
        self.site.forget()
        watch = Watch(
            name="site",
            sitemaps=(self.site.sitemap,),
            allow_private=True,
            concurrency=8,
        )
        with pubmed(retracted) as server, crew("threads:4") as hands:
            settings = Settings(
                watch=(watch,),
                eutils_url=server.url,
                # Another night, another cache: replies are not kept so long.
                cache_dir=self.folder / f"{self.now:%d%H}",
            )
            summary = run_audit(self.ledger, settings, hands, clock=lambda: self.now)
            assert summary.requests == len(server.requests)
        return summary

    def pages_read(self) -> int:
        return sum(n for path, n in self.site.requests.items() if path.startswith("/pages/"))

    def said(self, number: int) -> set[str]:
        """What a page says now, found by extraction alone."""
        path = self.folder / "page.html"
        path.write_bytes(as_html(self.site.page(number)))
        document = read(str(path), settings=Settings())
        assert isinstance(document, Document)
        return {found.claim.fingerprint for found in claims_in(document)}

    def places(self) -> dict[str, set[str]]:
        """The pages of each claim, as the ledger has them."""
        from sqlalchemy import select

        found: dict[str, set[str]] = {}
        with self.ledger.reading() as connection:
            for name, origin in connection.execute(
                select(ClaimRow.fingerprint, PageRow.origin)
                .join(OccurrenceRow, OccurrenceRow.claim_id == ClaimRow.id)
                .join(PageRow, PageRow.id == OccurrenceRow.page_id)
                .where(OccurrenceRow.until_run.is_(None))
            ):
                found.setdefault(name, set()).add(origin)
        return found


def test_five_pages_changed_one_went_one_study_was_retracted_and_exactly_those_are_told(
    ledger: Ledger, tmp_path: Path
) -> None:
    all_pages = PAGES[ledger.url.get_backend_name()]
    with Site(pages=all_pages) as site:
        nights = Nights(site, ledger, tmp_path)
        first = nights.run(later=timedelta())
        assert first.pages.read == first.pages.watched == all_pages
        assert first.claims.new == first.claims.checked == len(nights.places()) == len(claims())
        assert first.troubles == ()
        for number in (1, all_pages // 2, all_pages):
            here = {name for name, at in nights.places().items() if site.address(number) in at}
            assert here == nights.said(number)

        again = nights.run(later=timedelta(hours=1))
        assert (again.pages.asked, nights.pages_read(), again.requests) == (0, 0, 0)
        assert (again.claims.checked, again.changes) == (0, ())

        quiet = nights.run(later=timedelta(days=1))
        assert (quiet.pages.unchanged, quiet.pages.read, quiet.claims.checked) == (all_pages, 0, 0)
        assert sum(site.not_modified.values()) == all_pages
        assert quiet.changes == ()
        assert quiet.requests <= 1, "how studies stand is looked up two hundred at a time"

        before = nights.places()
        heaviest = max(
            (s for c in first.changes if c.after for s in c.after.speaking), key=lambda s: s.weight
        )
        for number in CHANGED:
            site.change(number)
        site.remove(GONE)
        told = nights.run(later=timedelta(days=1), retracted=heaviest.key)

        touched = {site.address(number) for number in (*CHANGED, GONE)}
        fresh = set().union(*(nights.said(number) for number in CHANGED))
        new = fresh - set(before)
        gone = {name for name, at in before.items() if at <= touched} - fresh
        leaning = {
            c.fingerprint
            for c in first.changes
            if c.after and heaviest.key in {s.key for s in c.after.speaking}
        } - gone
        by_kind = {
            kind: {c.fingerprint for c in told.changes if c.kind in kind.split()}
            for kind in ("new", "gone", "changed updated", "unchecked")
        }
        assert by_kind == {
            "new": new,
            "gone": gone,
            "changed updated": leaning,
            "unchecked": set(),
        }
        assert leaning
        assert (told.pages.changed, told.pages.gone, told.pages.read) == (5, 1, 5)
        assert told.gone_pages == (site.address(GONE),)
        assert [(s.key, s.after) for s in told.retracted] == [(heaviest.key, "retracted")]
        assert told.claims.checked == len(new) + len(leaning)
        for change in told.changes:
            if change.kind in ("changed", "updated"):
                assert heaviest.key in {study.key for study in change.studies}
                assert change.method == ()


def test_what_goes_wrong_on_a_site_is_told_and_the_rest_is_checked(
    ledger: Ledger, tmp_path: Path
) -> None:
    with Site(pages=4, extras=True, slow_s=0.1) as site:
        nights = Nights(site, ledger, tmp_path)
        summary = nights.run(later=timedelta())
        named = {
            trouble.origin.removeprefix(site.address(1)[: -len("/pages/1.html")])
            for trouble in summary.troubles
        }
        assert {"/loop.html", "/huge.html", "/to-metadata.html", "/private/notes.html"} <= named
        assert all(trouble.reason.endswith(".") for trouble in summary.troubles)
        assert "/missing-1.html" in named, "what was never read is not gone"
        assert summary.gone_pages == ()
        assert summary.exit_code in (1, 3)
        with ledger.reading() as connection:
            assert pages_of(connection, 1)[1] >= 1
        assert summary.claims.new > 4
