"""The format of the ledger: which version it has, and the steps to the newest.

The steps are Alembic's, under `migrations/versions`. A new ledger takes all of them, so that
there is one way to every table; a test holds their result against `tables.py`.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, inspect, text

from citecheck.errors import LedgerDamaged, LedgerVersion

FORMAT: Final = "0004"
KNOWN: Final = ("0001", "0002", "0003", "0004")
"""Every version that there was, the newest last."""
_LOCK: Final = 0x63697465


def bring_up_to_date(connection: Connection, name: str) -> None:
    """Take the steps that lie between the ledger's version and today's, all or none.

    Raises: LedgerVersion if it is of a later citecheck, LedgerDamaged if it is none.
    """
    if connection.dialect.name == "postgresql":
        # Two that open an empty database at once would both make the tables.
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    version = version_of(connection, name)
    if version == FORMAT:
        return
    if version is not None and version not in KNOWN:
        raise LedgerVersion(
            f"The ledger {name} has format {version[:20]!r}; this citecheck knows {FORMAT!r} and "
            "earlier ones. Use the citecheck that wrote it, or a later one."
        )
    from alembic import command
    from alembic.config import Config

    steps = Config()
    steps.set_main_option("script_location", "citecheck:audit/ledger/migrations")
    steps.attributes["connection"] = connection
    command.upgrade(steps, FORMAT)


def version_of(connection: Connection, name: str) -> str | None:
    """The format's version, or None for an empty database. Raises: LedgerDamaged."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise LedgerDamaged(f"{name} holds other tables and is no ledger of citecheck.")
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(found) != 1:
        raise LedgerDamaged(f"The ledger {name} does not say which format it has.")
    return str(found[0])
