"""Tells a ledger that holds what citecheck never wrote from a bug of ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from pydantic import ValidationError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.sql.schema import Column
from sqlalchemy.types import TypeDecorator

from citecheck.audit.ledger.plain import StrangeValue
from citecheck.audit.ledger.tables import Table
from citecheck.errors import LedgerDamaged

_TELLING: Final = (ValidationError, StrangeValue, UnicodeDecodeError, zlib.error)
"""What reading a value raises that is not what the column should hold."""
_STUMBLES: Final = (
    *_TELLING, TypeError, ValueError, LookupError, AttributeError, ArithmeticError,
    InvalidRequestError,
)  # fmt: skip
"""What strange values can lead to later, and bugs of ours as well."""
_STORED: Final = {
    str: ("'text'",),
    bytes: ("'blob'",),
    int: ("'integer'",),
    bool: ("'integer'",),
    float: ("'real'", "'integer'"),
}


@contextmanager
def held_to_its_form(connection: Connection, name: str) -> Iterator[None]:
    """What strange values lead to is told as damage; what a whole ledger leads to is a bug.

    Raises: LedgerDamaged, and whatever the block raises otherwise.
    """
    try:
        yield
    except _STUMBLES as error:
        if isinstance(error, _TELLING) or _has_strange_values(connection):
            raise LedgerDamaged(
                f"The ledger {name} is damaged: it holds a value that citecheck never writes there."
            ) from error
        raise


def _has_strange_values(connection: Connection) -> bool:
    """Whether a column holds a value of another type than its own.

    Only SQLite lets it. One pass over the file, made only when something went wrong.
    """
    if connection.dialect.name != "sqlite":
        return False
    for table in Table.metadata.sorted_tables:
        strange = " OR ".join(
            f'typeof("{column.name}") NOT IN ({_kinds(column)})' for column in table.columns
        )
        query = text(f'SELECT 1 FROM "{table.name}" WHERE {strange} LIMIT 1')
        # A ledger on its way to today's format may lack a table.
        with suppress(DBAPIError):
            if connection.execute(query).first() is not None:
                return True
    return False


def _kinds(column: Column[object]) -> str:
    """The storage classes of SQLite that a column may have."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kinds = _STORED[kind.python_type]
    return ", ".join([*kinds, "'null'"] if column.nullable else kinds)
