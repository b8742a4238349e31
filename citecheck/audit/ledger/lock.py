"""One run at a time: a lock that the system gives back when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from citecheck.audit.ledger.open import Ledger
from citecheck.errors import LedgerBusy, LedgerError

_KEY = 0x6175646974
"""The advisory lock's number in PostgreSQL ("audit"); locks are for each database."""


@contextmanager
def run_lock(ledger: Ledger) -> Iterator[None]:
    """The right to run, for as long as the block lasts. Raises: LedgerBusy at once;
    LedgerError where it cannot be held."""
    path = ledger.path
    if path is None:
        # Held by a connection of its own: it is gone with the process, however that ends.
        with ledger.reading() as connection:
            got = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})
            if not got.scalar():
                raise _busy(ledger)
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _KEY})
        return
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise _busy(ledger) from None
    except (OSError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or "its folder knows no locks"
        raise LedgerError(f"The ledger {ledger.name} cannot be locked: {why}.") from error
    try:
        yield
    finally:
        lock.release()


def _busy(ledger: Ledger) -> LedgerBusy:
    return LedgerBusy(f"Another run is using the ledger {ledger.name}; wait until it has ended.")
