"""A ledger from a stranger: what citecheck never wrote there is told, and a bug stays a bug."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest
from sqlalchemy import text

from citecheck.audit.ledger.look import diff, history, status
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.ledger.report import documents_with
from citecheck.errors import LedgerDamaged
from tests.audit.setting import Site

NOW = "2030-03-03T12:00:00Z"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of one page, read in one run."""
    folder = tmp_path_factory.mktemp("whole")
    with open_ledger(str(folder / "ledger.db")) as ledger:
        Site(folder / "site", pages=1).run(ledger)
    return folder / "ledger.db"


def changed(whole: Path, folder: Path, script: str) -> Path:
    """A copy of the ledger in which a stranger ran a script of SQL."""
    path = folder / "ledger.db"
    path.write_bytes(whole.read_bytes())
    with sqlite3.connect(path) as database:
        database.executescript(script)
    database.close()
    return path


def all_of(ledger: Ledger) -> None:
    """Whatever commands read."""
    status(ledger, now=NOW)
    diff(ledger, 0, None, now=NOW)
    with ledger.reading() as connection:
        names = connection.execute(text("SELECT fingerprint FROM claims")).scalars().all()
        documents_with(connection, names)
    for name in names:
        history(ledger, name)


@pytest.mark.parametrize(
    "change",
    [
        "claims SET claim = '{}'",
        "claims SET claim = x'00ff'",
        "methods SET value = 'no JSON'",
        "studies SET value = '[1]'",
        "studies SET value = '{}'",
        "evidence SET weight = 'heavy'",
        "evidence SET rationale = '7'",
        "verdicts SET flags = '{}'",
        "verdicts SET confirmed_run = 'one'",
        "verdicts SET tally = '[' || replace(hex(zeroblob(5000)), '00', '[') || ']'",
        "terms SET value = 'no bytes'",
        "terms SET value = x'789c'",
    ],
)
def test_a_value_that_citecheck_never_writes_is_told_as_damage(
    whole: Path, tmp_path: Path, change: str
) -> None:
    path = changed(whole, tmp_path, f"UPDATE {change}")
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerDamaged) as caught:
        all_of(ledger)
    assert str(caught.value).startswith(f"The ledger {path} is damaged")


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO work (stage, subject, reason) VALUES ('checking', 77, 'new');"
        "UPDATE runs SET stage = 'checking', summary = NULL",
        "UPDATE verdicts SET method_id = 77",
        "UPDATE studies SET standing = 'upright'",
        "UPDATE studies SET standing = x'ff'",
    ],
)
def test_what_only_a_run_stumbles_over_is_told_as_damage(
    whole: Path, tmp_path: Path, change: str
) -> None:
    path = changed(whole, tmp_path, change)
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerDamaged):
        Site(tmp_path / "site", pages=1).run(ledger, recheck="all")


def test_what_a_run_confirmed_that_never_was_is_checked_anew(whole: Path, tmp_path: Path) -> None:
    run_77 = "UPDATE verdicts SET confirmed_run = 77; UPDATE pages SET asked_run = 77;"
    path = changed(whole, tmp_path, run_77 + "UPDATE studies SET seen_run = 77")
    with open_ledger(str(path)) as ledger:
        summary = Site(tmp_path / "site", pages=1).run(ledger)
    assert summary.claims.checked > 0
    assert summary.pages.asked == 1


def test_two_runs_that_were_broken_off_are_damage(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(whole.read_bytes())
    with sqlite3.connect(path) as database:
        names = [row[1] for row in database.execute("PRAGMA table_info(runs)") if row[1] != "id"]
        columns = ", ".join(names)
        database.execute(f"INSERT INTO runs (id, {columns}) SELECT id + 1, {columns} FROM runs")
        database.execute("UPDATE runs SET stage = 'listing'")
    database.close()
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerDamaged):
        status(ledger, now=NOW)


def test_a_term_that_unpacks_without_end_is_not_unpacked(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(whole.read_bytes())
    with sqlite3.connect(path) as database:
        database.execute("UPDATE terms SET value = ?", (zlib.compress(bytes(50_000_000)),))
    database.close()
    with open_ledger(str(path)) as ledger, pytest.raises(LedgerDamaged):
        all_of(ledger)


def test_a_bug_in_a_whole_ledger_is_told_as_itself(whole: Path) -> None:
    with (
        open_ledger(str(whole)) as ledger,
        pytest.raises(KeyError, match="our own"),
        ledger.reading(),
    ):
        raise KeyError("our own")


def test_a_whole_ledger_is_read_to_its_end(whole: Path) -> None:
    with open_ledger(str(whole)) as ledger:
        all_of(ledger)
