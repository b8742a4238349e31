"""Ledgers of every format that there was, and files that are none."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from citecheck.audit.ledger.format import FORMAT, KNOWN, version_of
from citecheck.audit.ledger.look import diff, history, status
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.ledger.report import documents_with
from citecheck.audit.ledger.tables import Table
from citecheck.errors import ConfigError, LedgerDamaged, LedgerError, LedgerVersion
from tests.audit.setting import Site, lines_of
from tests.audit.test_references import CITED, INVENTED, citing

OLD = Path(__file__).with_name("ledgers")
NOW = "2026-03-03T12:00:00Z"
CLAIM = "1d264981167a5208"


def old_ledger(folder: Path, version: str) -> Path:
    """A ledger as the citecheck of that format left it."""
    path = folder / "old.sqlite"
    with sqlite3.connect(path) as database:
        database.executescript((OLD / f"{version}.sql").read_text("utf-8"))
    database.close()
    return path


def test_the_steps_lead_to_the_tables_of_today(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        assert version_of(connection, "it") == FORMAT == KNOWN[-1]


@pytest.mark.parametrize("version", ["0001"])
def test_a_ledger_of_an_earlier_format_is_brought_up_and_says_what_it_said(
    tmp_path: Path, version: str
) -> None:
    path = old_ledger(tmp_path, version)
    with open_ledger(str(path)) as ledger:
        assert status(ledger, now=NOW).runs == 2
        found = history(ledger, CLAIM)
        assert found.text == "Zinc shortens the common cold."
        assert [entry.standpoint.outcome for entry in found.entries] == ["supported"]
        assert [decision.reason for decision in found.decisions] == ["The desk knows"]
        with ledger.reading() as connection:
            assert version_of(connection, "it") == FORMAT
            [document] = documents_with(connection, [CLAIM])
        [claim] = document.claims
        assert all("Zinc" in search.term for search in claim.searches)
        assert claim.evidence[0].rationale
    with open_ledger(str(path)) as again:
        assert status(again, now=NOW).runs == 2


def test_an_old_ledger_goes_on_with_its_runs(tmp_path: Path, site: Site) -> None:
    with open_ledger(str(old_ledger(tmp_path, "0001"))) as ledger:
        assert site.run(ledger).run == 3


def test_a_step_that_fails_leaves_the_ledger_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terms are packed by then, and the old column is still there."""

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    path = old_ledger(tmp_path, "0001")
    with monkeypatch.context() as broken:
        broken.setattr("alembic.operations.Operations.drop_column", fail, raising=False)
        broken.setattr("alembic.op.drop_column", fail)
        with pytest.raises(OSError, match="disk is full"):
            open_ledger(str(path))
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(terms)")]
        [version] = database.execute("SELECT version_num FROM alembic_version").fetchone()
    database.close()
    assert (columns, version) == (["id", "digest", "value"], "0001")


def test_a_ledger_of_a_later_citecheck_is_refused_and_left_alone(ledger_name: str) -> None:
    with open_ledger(ledger_name) as ledger:
        with ledger.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        before = lines_of(ledger)
    with pytest.raises(LedgerVersion, match="9999"):
        open_ledger(ledger_name)
    assert before == []


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
    database.close()
    text_file = tmp_path / "notes.sqlite"
    text_file.write_text("These are notes and no database. " * 40, "utf-8")
    for path in (other, text_file):
        before = path.read_bytes()
        with pytest.raises(LedgerDamaged):
            open_ledger(str(path))
        assert path.read_bytes() == before


def test_a_damaged_ledger_is_an_error_of_ours(tmp_path: Path, site: Site) -> None:
    path = tmp_path / "ledger.sqlite"
    with open_ledger(str(path)) as ledger:
        site.run(ledger)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LedgerError), open_ledger(str(path)) as ledger:
        status(ledger, now=NOW)
        lines_of(ledger)


@pytest.mark.parametrize(
    "name", ["mysql://host/ledger", "sqlite://", "nowhere/at/all.sqlite", "x" * 300]
)
def test_a_name_that_cannot_be_a_ledger_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        open_ledger(name, folder=tmp_path)


def test_a_server_that_is_not_there_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://jo:secret-word@127.0.0.1:1/ledger?connect_timeout=2"
    with pytest.raises(LedgerError) as told:
        open_ledger(url)
    assert "secret-word" not in str(told.value)


def test_a_ledger_that_only_is_looked_at_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no ledger"):
        open_ledger("ledger.sqlite", folder=tmp_path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_what_no_database_can_hold_is_replaced(ledger: Ledger, site: Site) -> None:
    site.write(1, "# Colds \x00 and more\n\nZinc shortens \x00 the common cold.\n")
    site.run(ledger)
    assert not any("\\u0000" in line for line in lines_of(ledger))


def test_pages_of_a_ledger_that_knew_no_references_are_read_anew(tmp_path: Path) -> None:
    with open_ledger(str(old_ledger(tmp_path, "0001"))) as ledger, ledger.reading() as connection:
        versions = set(connection.execute(text("SELECT tool_version FROM pages")).scalars())
    assert versions == {None}


def cited_in(ledger: Ledger) -> list[tuple[int, str]]:
    """The cited works of a ledger, each with the page that cites it now."""
    query = (
        "SELECT page_id, value FROM citations JOIN cited_works ON cited_works.id = reference_id "
        "WHERE until_run IS NULL ORDER BY page_id, citations.id"
    )
    with ledger.reading() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(query))]


def test_no_reference_is_gone_or_new_because_it_has_another_name(tmp_path: Path) -> None:
    path = old_ledger(tmp_path, "0003")
    site = Site(tmp_path / "site", pages=0)
    site.write(1, citing(CITED, INVENTED) + "\nZinc shortens the common cold.\n")
    site.write(2, citing(CITED) + "\nAnother sentence stands here now.\n")
    site.later(days=2)
    with open_ledger(str(path)) as ledger:
        summary = site.run(ledger)
        since = diff(ledger, 2, 3, now=NOW)
    assert summary.pages.changed == 1, "no page was read"
    counts = summary.references
    assert (counts.cited, counts.new, counts.gone) == (2, 0, 0)
    assert since.reference_changes == ()


def test_what_two_parsers_had_called_two_works_is_one(tmp_path: Path) -> None:
    """Page 2 was not read again since the words of page 1 were taken apart otherwise."""
    path = old_ledger(tmp_path, "0003")
    with sqlite3.connect(path) as database:
        database.executescript("""
            INSERT INTO cited_works SELECT 7, '0123456789abcdef',
                replace(value, '"year":2013', '"year":2031'), 2, NULL, NULL
                FROM cited_works WHERE id = 1;
            UPDATE citations SET reference_id = 7, from_run = 2 WHERE page_id = 1
                AND reference_id = 1;
            INSERT INTO citations SELECT 9, page_id, 1, start, "end", 1, 2 FROM citations
                WHERE reference_id = 7;
            INSERT INTO findings SELECT 9, 7, 2, NULL, 2, checked_at, confirmed_at, method_id,
                reason, finding, study_id, standing, why, differences, candidates, notices, content
                FROM findings WHERE reference_id = 1;
            INSERT INTO work (stage, subject, reason) VALUES ('references', 1, 'age');
        """)
    database.close()
    with open_ledger(str(path)) as ledger:
        found = cited_in(ledger)
        with ledger.reading() as connection:
            spans = connection.execute(
                text("SELECT reference_id, from_run, until_run FROM findings ORDER BY id")
            ).all()
            [subject] = connection.execute(text("SELECT subject FROM work")).scalars()
    assert [page for page, _ in found] == [1, 1, 2]
    assert len({value for _, value in found}) == 2
    assert spans == [(7, 1, 2), (2, 1, None), (7, 2, None)]
    assert subject == 7
