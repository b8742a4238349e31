"""What is alike is told once, with a count and a few names."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from citecheck.audit.ledger.look import status
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.show.alike import grouped, named, sentence_of, server_of, unread
from citecheck.audit.show.formats import render
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import PageRead, PageTask
from citecheck.audit.worker import Orders
from citecheck.model.audit import PageTrouble
from citecheck.report.view import View
from tests.audit.folder import list_files, read_file
from tests.audit.setting import PAGES, Site
from tests.audit.test_people import FAILING
from tests.audit.test_references import INVENTED, Counted, citing, counted, night

__all__ = ["counted"]

LATER = "2026-03-09T12:00:00Z"


def trouble(origin: str, reason: str) -> PageTrouble:
    return PageTrouble(watch="site", origin=origin, reason=reason)


def test_many_alike_are_together_and_few_stay_alone() -> None:
    assert grouped("abacaada", str) == [list("aaaaa"), ["b"], ["c"], ["d"]]
    assert grouped("aabb", str) == [["a"], ["a"], ["b"], ["b"]]
    assert named(list("abcde")) == "a, b, c and 2 more"
    assert named(list("abc")) == "a, b, c"


@pytest.mark.parametrize(
    ("origin", "server"),
    [("https://news.example/a?b", "news.example"), ("a/b.md", ""), ("http://[1", "")],
)
def test_a_server_is_that_of_an_address_alone(origin: str, server: str) -> None:
    assert server_of(origin) == server


def test_sentences_are_equal_but_for_the_address_they_are_about() -> None:
    one, other = (
        sentence_of(trouble(each, f"{each} did not answer within 20 s."))
        for each in ("https://news.example/1", "https://news.example/2")
    )
    assert one == other == "… did not answer within 20 s."


@dataclass
class Away:
    """A server that is away for all pages but one, which is broken otherwise."""

    def read(self, task: PageTask, orders: Orders) -> PageRead:
        why = "It is no text." if task.listed.origin == "page-00002.md" else "Nobody answers."
        return PageRead(page=task.page, outcome="unreadable", reason=why)


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_pages_unreadable_for_one_reason_are_told_once(
    site: Site, ledger: Ledger, form: str
) -> None:
    summary = site.run(ledger, tasks=Tasks(listing=list_files, read=Away().read))
    for told in (summary, status(ledger, now=LATER)):
        shown = " ".join(render(told, form, View(width=200)).split())
        assert (shown.count("Nobody answers."), shown.count("It is no text.")) == (1, 1)
        assert f"Not read ({PAGES})" in shown
        assert f"{PAGES - 1} pages" in shown
        assert f"page-00004.md and {PAGES - 4} more" in shown


def test_claims_unchecked_for_one_reason_are_told_once(site: Site, ledger: Ledger) -> None:
    summary = site.run(ledger, tasks=Tasks(listing=list_files, read=read_file, check=FAILING.check))
    count = summary.claims.unchecked
    assert count > 4
    [reason] = {each.after.failure for each in summary.changes if each.after}
    shown = " ".join(render(summary, "markdown", View()).split())
    assert reason
    assert shown.count(reason) == 1
    assert f"## Could not be checked ({count})" in shown
    assert f"and {count - 3} more" in shown


def test_references_not_looked_up_for_one_reason_are_told_once(
    site: Site, ledger: Ledger, counted: Counted
) -> None:
    counted.failing = True
    works = [INVENTED.replace("2016", str(year)) for year in range(2010, 2016)]
    site.write(1, citing(*works))
    shown = " ".join(render(night(site, ledger, counted), "markdown", View()).split())
    assert "## References: could not be looked up (6)" in shown
    assert (shown.count("The source was away."), shown.count("and 3 more")) == (1, 1)


def test_what_could_not_be_read_is_told_once_a_server_and_reason() -> None:
    origins = [*(f"https://news.example/{number}" for number in range(151)), "a.md"]
    troubles = [trouble(each, f"{each} answered HTTP 500.") for each in origins]
    troubles[150] = troubles[150].model_copy(update={"watch": "archive"})
    [server, file] = unread(troubles)
    assert server.head == "151 addresses on news.example"
    assert server.reason == "… answered HTTP 500."
    assert server.some.startswith("https://news.example/0, ")
    assert server.some.endswith(" and 148 more")
    assert server.watches == "site, archive"
    assert (file.head, file.reason, file.some) == ("a.md", "a.md answered HTTP 500.", "")
