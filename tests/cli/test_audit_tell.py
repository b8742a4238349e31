"""What a run tells, and to whom, as a user sets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.inbox import Inbox, serving
from tests.cli.test_audit import watched
from tests.cli.test_check import Run, one_sentence, run

__all__ = ["run", "watched"]


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with serving() as server:
        yield server


@pytest.fixture
def told(watched: Run, inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A folder to watch, whose changes are told to the inbox."""
    monkeypatch.setenv("CITECHECK_NOTIFY", f"json://desk:hunter2@{inbox.place}")
    monkeypatch.setenv("CITECHECK_HEARTBEAT_URL", f"http://{inbox.place}/hunter2")
    return watched


def test_changes_are_told_once_and_each_run_gives_a_sign_of_life(told: Run, inbox: Inbox) -> None:
    assert told("audit", "run", "--quiet").code == 1
    assert told("audit", "run", "--quiet").code == 0
    [message] = inbox.received
    assert "MMR vaccine" in message["message"]
    assert inbox.asked == ["/hunter2", "/hunter2"]


def test_what_cannot_be_told_costs_a_line_and_not_the_run(told: Run, inbox: Inbox) -> None:
    inbox.status = 503
    ran = told("audit", "run", "--quiet")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "citecheck: A service did not take the notification.",
        "citecheck: The heartbeat was not taken: the server answered 503.",
    ]
    assert told("audit", "status").code == 0


def test_a_wrong_address_stops_a_run_before_it_begins(
    watched: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CITECHECK_NOTIFY", "nosuch://hunter2@chat")
    ran = watched("audit", "run")
    assert ran.code == 2
    assert "hunter2" not in one_sentence(ran)
    assert not (tmp_path / "citecheck-ledger.sqlite").exists()


def test_a_missed_run_is_exit_code_3_and_told(told: Run, inbox: Inbox) -> None:
    told("audit", "run", "--quiet", "--baseline")
    assert told("audit", "status", "--max-age-hours", "1").code == 0
    late = told("audit", "status", "--max-age-hours", "0", "--notify")
    assert late.code == 3
    assert "No audit was finished for 0 hours" in late.err
    [message] = inbox.received
    assert message["title"] == "citecheck: an audit was missed"


def test_notify_alone_says_what_it_lacks(told: Run) -> None:
    ran = told("audit", "status", "--notify")
    assert ran.code == 2
    assert "--max-age-hours" in one_sentence(ran)


def test_schedules_are_printed_and_wrong_ones_refused(watched: Run, tmp_path: Path) -> None:
    for kind, sign in (("--cron", "* * *"), ("--systemd", "[Timer]"), ("--github", "jobs:")):
        ran = watched("audit", "schedule", kind, "--at", "03:30")
        assert (ran.code, sign in ran.out) == (0, True)
    assert str(tmp_path) in watched("audit", "schedule", "--cron").out
    for wrong in ([], ["--cron", "--at", "25:00"], ["--cron", "--name", "a b"]):
        refused = watched("audit", "schedule", *wrong)
        assert refused.code == 2
        one_sentence(refused)
