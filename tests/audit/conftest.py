"""Ledgers of both kinds, and a site in a folder with studies of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.audit.ledger.open import Ledger, open_ledger
from tests.audit.setting import Site


def _binaries() -> Path | None:
    """The newest PostgreSQL that Debian installed, or the one on PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: p.parts[4])
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server on loopback, in a folder of its own."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql)")
    # It refuses to run as root, and pytest's own folders are for their owner alone.
    as_user = ["setpriv", "--reuid=nobody", "--clear-groups"] if os.geteuid() == 0 else []
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="citecheck-postgres-") as name:
        folder = Path(name)
        if as_user:
            shutil.chown(folder, "nobody")
        data = str(folder / "data")

        def run(program: str, *arguments: str) -> None:
            command = [*as_user, str(binaries / program), *arguments]
            ran = subprocess.run(command, capture_output=True, cwd=folder, text=True)
            assert ran.returncode == 0, f"{program}: {ran.stdout}{ran.stderr}"

        run("initdb", "-D", data, "-U", "citecheck", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        )
        run("pg_ctl", "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://citecheck@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def no_pace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The loopback PubMed does not mind how often it is asked."""
    monkeypatch.setattr("citecheck.entrez.pace.WINDOW_MS", 1)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of a ledger that does not exist yet, in a file and in PostgreSQL."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    import psycopg

    server = request.getfixturevalue("postgres")
    database = f"ledger_{os.urandom(6).hex()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
    return f"{server}/{database}"


@pytest.fixture
def ledger(ledger_name: str) -> Iterator[Ledger]:
    """An empty ledger of each kind."""
    with open_ledger(ledger_name) as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site of a few pages, and studies about what they say."""
    return Site(tmp_path / "site")
