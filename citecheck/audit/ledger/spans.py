"""Rows that hold from one run until another: which of them hold when, and on which pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from citecheck.audit.ledger.runs import Run
from citecheck.audit.ledger.tables import (
    CitationRow,
    FailureRow,
    FindingRow,
    OccurrenceRow,
    PageRow,
    VerdictRow,
)

NOW: Final = 2**31 - 1
"""A run after all others: the state of the ledger as it is."""
PAGES_NAMED: Final = 5

OnPage = type[OccurrenceRow] | type[CitationRow]
Spanning = OnPage | type[VerdictRow] | type[FailureRow] | type[FindingRow]


def holds(table: Spanning, run: int) -> ColumnElement[bool]:
    """What makes a row hold at the end of a run."""
    return and_(table.from_run <= run, or_(table.until_run.is_(None), table.until_run > run))


def between(
    whose: InstrumentedAttribute[int], run: InstrumentedAttribute[Any], since: int, until: int
) -> Select[int]:
    """Whose row has that run after the end of run `since`, and up to that of run `until`."""
    return select(whose.label("whose")).where(run > since, run <= until)


def pages_with(
    connection: Connection,
    table: OnPage,
    which: ColumnElement[bool],
    run: int,
    *,
    most: int = PAGES_NAMED,
) -> tuple[tuple[str, ...], int]:
    """The first pages that had one of these rows at the end of a run, and how many there were."""
    here = (
        select(PageRow.origin)
        .join(table, table.page_id == PageRow.id)
        .where(which, holds(table, run))
        .distinct()
    )
    total = connection.scalar(select(func.count()).select_from(here.subquery())) or 0
    named = connection.execute(here.order_by(PageRow.origin).limit(most)).scalars()
    return tuple(named), total


def watches_with(
    connection: Connection, whose: InstrumentedAttribute[int], table: OnPage, ids: Collection[int]
) -> dict[int, set[str]]:
    """The watches with a page that has one of these claims or works now, by claim or work."""
    found: dict[int, set[str]] = {}
    for row in connection.execute(
        select(whose.label("whose"), PageRow.watch)
        .join(table, table.page_id == PageRow.id)
        .where(whose.in_(ids), table.until_run.is_(None))
        .distinct()
    ):
        found.setdefault(row.whose, set()).add(row.watch)
    return found


def end_on(connection: Connection, table: OnPage, run: Run, page: int) -> None:
    """From this run on the page has none of these rows any more."""
    connection.execute(
        update(table)
        .where(table.page_id == page, table.until_run.is_(None))
        .values(until_run=run.number)
    )
