"""A ledger of audits that a stranger gave."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from citecheck.errors import ConfigError, LedgerError
from tests.fuzz.target import Target
from tests.fuzz.targets.entrez import _run

_NOW: Final = "2030-01-01T00:00:00Z"


def _ledger(data: bytes) -> object:
    """Bytes of the file changed (after "B": offset, then what stands there), or rows by SQL."""
    from citecheck.audit.ledger.open import open_ledger

    with TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        whole = bytearray(_good())
        if data[:1] == b"B":
            at = int.from_bytes(data[1:4], "big") % len(whole)
            whole[at : at + len(data[4:])] = data[4:]
            path.write_bytes(whole)
        elif data[:1] == b"F":
            path.write_bytes(data[1:])
        else:
            path.write_bytes(whole)
            _run(path, data)
        with open_ledger(str(path), create=False) as ledger:
            return _looked_at(ledger, Path(name))


def _looked_at(ledger: object, folder: Path) -> object:
    """Everything that commands show of a ledger."""
    from sqlalchemy import text

    from citecheck.audit.dashboard.build import build
    from citecheck.audit.ledger import look
    from citecheck.audit.ledger.open import Ledger
    from citecheck.audit.ledger.report import documents_with
    from citecheck.audit.show.formats import FORMATS, render
    from citecheck.report.view import View

    assert isinstance(ledger, Ledger)
    told = [look.status(ledger, now=_NOW)]
    for name in FORMATS:
        render(told[0], name, View())
    refusals = []
    for question in (
        lambda: render(look.diff(ledger, 0, None, now=_NOW), "markdown", View()),
        lambda: render(look.history(ledger, _fingerprint()), "markdown", View()),
        lambda: build(ledger, folder / "board.html", now=_NOW, most=5),
    ):
        try:
            question()
        except (ConfigError, LedgerError) as error:
            refusals.append(error)
    with ledger.reading() as connection:
        names = connection.execute(text("SELECT fingerprint FROM claims LIMIT 5")).scalars().all()
        return documents_with(connection, [str(name) for name in names])


@cache
def _good() -> bytes:
    """A ledger of a small site, run twice."""
    from citecheck.audit.ledger.open import open_ledger
    from tests.audit.setting import Site

    with TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        site = Site(Path(name) / "site", pages=2)
        with open_ledger(str(path)) as ledger:
            site.run(ledger)
            site.later(days=40)
            site.put(1, revision=1)
            site.run(ledger)
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        return path.read_bytes()


@cache
def _columns() -> tuple[tuple[str, str], ...]:
    with TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        path.write_bytes(_good())
        connection = sqlite3.connect(path)
        tables = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        found = tuple(
            (table, row[1])
            for table in tables
            if not table.startswith("sqlite_")
            for row in connection.execute(f"PRAGMA table_info({table})")
        )
        connection.close()
        return found


@cache
def _fingerprint() -> str:
    with TemporaryDirectory() as name:
        path = Path(name) / "ledger.db"
        path.write_bytes(_good())
        connection = sqlite3.connect(path)
        [row] = connection.execute("SELECT fingerprint FROM claims ORDER BY id LIMIT 1").fetchall()
        connection.close()
        return str(row[0])


def _seeds() -> Iterator[bytes]:
    yield b""
    values = ("'x'", "NULL", "x'00ff'", "'{}'", "-1", "'[1]'", "1e300")
    for number, (table, column) in enumerate(_columns()):
        yield f"UPDATE {table} SET {column} = {values[number % len(values)]}".encode()
    yield b"Fnot a database"
    yield b"B\x00\x00\x00SQLite format 3\x00"
    yield b"DROP TABLE claims"
    yield b"DELETE FROM runs"


_TOKENS: Final = (
    b"UPDATE ", b" SET ", b" = ", b"NULL", b"'[]'", b"'{}'", b"'null'", b"'[null]'", b"x'ff'",
    b"-1", b"; ", b"DELETE FROM ", b"9223372036854775807", b"'9999-99-99'", b"zeroblob(100)",
    b" WHERE rowid=1", b"verdicts", b"claims", b"pages", b"occurrences", b"studies", b"runs",
    b"methods", b"findings", b"evidence", b"searches", b"decisions", b"cited_works",
    b"citations", b"standings", b"failures", b"terms", b"value", b"summary", b"work",
)  # fmt: skip

TARGETS: Final = (
    Target(
        "ledger",
        _ledger,
        _seeds,
        (ConfigError, LedgerError),
        _TOKENS,
        weight=4,
        most_bytes=600,
        repeats=False,
        seconds=6.0,
    ),
)
