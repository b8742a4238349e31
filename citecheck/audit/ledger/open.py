"""Opens the ledger: SQLite in a file, or PostgreSQL by its URL, at the format of this version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError

from citecheck.audit.ledger.damage import held_to_its_form
from citecheck.audit.ledger.format import bring_up_to_date
from citecheck.errors import ConfigError, LedgerDamaged, LedgerError
from citecheck.model.closing import Closing

BUSY_MS: Final = 30_000
"""How long a writer waits for another: `audit decide` while a run is recording."""
_WRITES: Final = "citecheck_writes"


class Ledger(Closing):
    """An open ledger; a context manager. `name` is what to call it, without a password.

    `reading` and `writing` give a transaction each: what is done in one `writing` is kept
    whole or not at all, whenever the process ends.
    """

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url, self._engine = url, engine
        file = url.database or ""
        self.name = file if self.path else url.render_as_string(hide_password=True)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite ledger; None for PostgreSQL."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the ledger. Raises: LedgerError."""
        with (
            told(self.name),
            self._engine.connect() as connection,
            connection.begin(),
            held_to_its_form(connection, self.name),
        ):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept if its block ends without an error. Raises: LedgerError."""
        engine = self._engine.execution_options(**{_WRITES: True})
        with (
            told(self.name),
            engine.begin() as connection,
            held_to_its_form(connection, self.name),
        ):
            yield connection

    def let_readers_in(self) -> None:
        """Let others read while a run writes. The file keeps it, so it must be known to be ours."""
        if self.path is not None:
            connection = self._engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            finally:
                connection.close()

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def open_ledger(name: str, *, folder: Path | None = None, create: bool = True) -> Ledger:
    """The ledger of this name, a path (from `folder`) or a URL, brought up to today's format.

    Raises: ConfigError for a name that cannot be one or, without `create`, a file that is not
    there; LedgerVersion, LedgerDamaged, LedgerError.
    """
    url = _url(name, folder)
    path = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    if path is not None:
        _require(path, create=create)
    ledger = Ledger(url, _engine(url))
    try:
        with ledger.writing() as connection:
            bring_up_to_date(connection, ledger.name)
        ledger.let_readers_in()
    except BaseException:
        ledger.close()
        raise
    return ledger


def _require(path: Path, *, create: bool) -> None:
    try:
        if path.exists():
            return
        if not create:
            raise ConfigError(f"There is no ledger {path} yet; `citecheck audit run` makes it.")
        if not path.parent.is_dir():
            raise ConfigError(f"The folder {path.parent} of the ledger does not exist.")
    except OSError as error:  # a name that is too long, a folder that may not be entered
        raise ConfigError(f"The ledger {path} cannot be used: {error.strerror}.") from error


@contextmanager
def told(name: str) -> Iterator[None]:
    """What the database has to complain of, as one of our errors."""
    try:
        yield
    except DBAPIError as error:
        said = " ".join(str(error.orig).split())
        if "not a database" in said or "malformed" in said:
            raise LedgerDamaged(f"{name} is no ledger of citecheck, or damaged: {said}.") from error
        if isinstance(error, OperationalError | DatabaseError):
            raise LedgerError(f"The ledger {name} cannot be used: {said}.") from error
        raise


def _url(name: str, folder: Path | None) -> URL:
    if "://" not in name:
        return URL.create("sqlite", database=str((folder or Path()) / name))
    try:
        url = make_url(name)
    except (ArgumentError, ValueError) as error:
        raise ConfigError("The ledger's URL cannot be read; see docs/audit.md for one.") from error
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database and url.database != ":memory:":
        return url
    if backend not in ("postgresql", "postgres"):
        raise ConfigError(f"A ledger is a file or a PostgreSQL database, not {backend!r}.")
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "postgresql":
            return create_engine(url, pool_pre_ping=True)
    except ImportError as error:
        raise ConfigError(
            "A ledger in PostgreSQL needs the extra: pip install 'citecheck-pubmed[postgres]'."
        ) from error
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """Transactions are begun by us: sqlite3's own would leave out what changes tables."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
