"""Tells a ledger that holds what citecheck never wrote from a bug of ours."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, get_args

from pydantic import ValidationError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError, StatementError
from sqlalchemy.sql.schema import Column
from sqlalchemy.types import TypeDecorator

from citecheck.audit.ledger.plain import StrangeValue
from citecheck.audit.ledger.tables import Table
from citecheck.errors import LedgerDamaged
from citecheck.model.evidence import Stance
from citecheck.model.study import Standing

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
_WORDS: Final = {"standing": get_args(Standing), "stance": get_args(Stance)}
"""The words that columns of these names may hold."""


@contextmanager
def held_to_its_form(connection: Connection, name: str) -> Iterator[None]:
    """What strange values lead to is told as damage; what a whole ledger leads to is a bug.

    Raises: LedgerDamaged, and whatever the block raises otherwise.
    """
    try:
        yield
    except (*_STUMBLES, StatementError) as error:
        if isinstance(error, DBAPIError):
            raise
        if isinstance(error, _TELLING) or _has_strange_values(connection):
            raise LedgerDamaged(
                f"The ledger {name} is damaged: it holds a value that citecheck never writes there."
            ) from error
        raise


def _has_strange_values(connection: Connection) -> bool:
    """Whether a column holds a value of another type than its own, a word that is none of its own,
    or the number of a row that is not there.

    Only SQLite lets it. One pass over the file, made only when something went wrong.
    """
    if connection.dialect.name != "sqlite":
        return False
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        return True
    for table in Table.metadata.sorted_tables:
        strange = " OR ".join(
            f'typeof("{column.name}") NOT IN ({_kinds(column)}){_or_no_word(column)}'
            for column in table.columns
        )
        query = text(f'SELECT 1 FROM "{table.name}" WHERE {strange} LIMIT 1')
        # A ledger on its way to today's format may lack a table.
        with suppress(DBAPIError):
            if connection.execute(query).first() is not None:
                return True
    return False


def _or_no_word(column: Column[object]) -> str:
    words = ", ".join(f"'{word}'" for word in _WORDS.get(column.name, ()))
    return f' OR "{column.name}" NOT IN ({words})' if words else ""


def _kinds(column: Column[object]) -> str:
    """The storage classes of SQLite that a column may have."""
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    kinds = _STORED[kind.python_type]
    return ", ".join([*kinds, "'null'"] if column.nullable else kinds)
