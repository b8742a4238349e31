"""Telling people: only of changes, by real Apprise to a server on loopback, and never fatally."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from citecheck.audit.heartbeat import beat, missed
from citecheck.audit.ledger.look import status
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.notify import MOST_CHARACTERS, apprise_sender, message, tell, worth_telling
from citecheck.errors import ConfigError
from citecheck.model.moments import written
from tests.audit.inbox import Inbox, serving
from tests.audit.setting import Site


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with serving() as server:
        yield server


def test_a_run_that_changed_nothing_is_not_told(site: Site, ledger: Ledger) -> None:
    assert worth_telling(site.run(ledger))
    site.later(hours=1)
    assert not worth_telling(site.run(ledger))


def test_a_baseline_is_not_told(site: Site, ledger: Ledger) -> None:
    assert not worth_telling(site.run(ledger, baseline=True))


def test_apprise_sends_what_changed(site: Site, ledger: Ledger, inbox: Inbox) -> None:
    summary = site.run(ledger)
    title, body = message(summary)
    assert tell(apprise_sender([f"json://{inbox.place}/desk"]), title, body) is None
    [sent] = inbox.received
    assert f"{summary.claims.new} new" in sent["title"]
    assert summary.changes[0].text[:30] in sent["message"]


def test_a_long_message_is_cut_and_says_where_the_rest_is(site: Site, ledger: Ledger) -> None:
    summary = site.run(ledger)
    many = summary.model_copy(update={"gone_pages": tuple(f"/page/{n}" * 40 for n in range(900))})
    _, body = message(many)
    assert len(body) < MOST_CHARACTERS + 200
    assert f"`citecheck audit diff {summary.run - 1} {summary.run}`" in body


def test_a_service_that_fails_is_one_sentence(inbox: Inbox) -> None:
    inbox.status = 500
    problem = tell(apprise_sender([f"json://user:hunter2@{inbox.place}"]), "title", "body")
    assert problem == "A service did not take the notification."


def test_a_service_that_breaks_or_hangs_loses_nothing() -> None:
    def breaks(title: str, body: str) -> bool:
        raise RuntimeError("hunter2 is the password")

    broken = tell(breaks, "title", "body")
    assert broken == "The notification was not sent (RuntimeError)."
    hanging = threading.Event()
    late = tell(lambda title, body: hanging.wait(30), "title", "body", patience_s=0.05)
    hanging.set()
    assert late == "The notification was not sent within 0 s."


def test_an_address_that_apprise_does_not_know_is_an_error_without_it() -> None:
    with pytest.raises(ConfigError, match="notify address 2") as raised:
        apprise_sender(["json://127.0.0.1", "nosuch://hunter2@chat"])
    assert "hunter2" not in str(raised.value)


def test_a_heartbeat_asks_once_and_keeps_its_address_to_itself(inbox: Inbox) -> None:
    assert beat(f"http://{inbox.place}/ping/secret") is None
    assert inbox.asked == ["/ping/secret"]
    inbox.status = 404
    problem = beat(f"http://{inbox.place}/ping/secret")
    assert problem == "The heartbeat was not taken: the server answered 404."
    for url in ("http://127.0.0.1:9/ping/secret", "secret", "file:///secret", "http://xn--/secret"):
        problem = beat(url)
        assert problem is not None
        assert "secret" not in problem


def test_a_heartbeat_through_a_proxy_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://jo:secret@proxy.example")
    problem = beat("https://127.0.0.1:9/ping/secret")
    assert problem is not None
    assert "a proxy whose address" in problem
    assert "secret" not in problem


def test_a_missed_run_is_told_by_its_age(site: Site, ledger: Ledger) -> None:
    never = status(ledger, now=written(site.clock()))
    assert missed(never, now=written(site.clock()), max_age_hours=36) == (
        "No audit was ever finished on this ledger."
    )
    site.run(ledger)
    site.later(hours=35)
    done = status(ledger, now=written(site.clock()))
    assert missed(done, now=written(site.clock()), max_age_hours=36) is None
    late = missed(done, now=written(site.clock()), max_age_hours=30)
    assert late is not None
    assert late.startswith("No audit was finished for 35 hours")
