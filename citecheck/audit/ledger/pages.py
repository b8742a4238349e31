"""The pages of the ledger: what is listed, what is due, and what their readings left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from sqlalchemy import Connection, RowMapping, and_, insert, or_, select, tuple_, update

from citecheck._version import __version__
from citecheck.audit.ledger import citations, occurrences
from citecheck.audit.ledger.runs import CHUNK, Run, chunks
from citecheck.audit.ledger.spans import end_on
from citecheck.audit.ledger.tables import CitationRow, OccurrenceRow, PageRow
from citecheck.audit.values import PageRead, PageTask
from citecheck.model.watch import Listed, Validators, Watch

UNLISTED: Final = "It is no longer listed."
_AS_NEW: Final = {"gone_run": None, "gone_reason": None, "read_at": None, "sha256": None}
"""A page that is listed once more has to be read: its claims went with it."""


class PageFacts(NamedTuple):
    """What decides whether a page is due."""

    id: int
    watch: str
    modified: str | None
    read_at: str | None
    asked_run: int | None
    failed: bool


def note_listed(connection: Connection, run: Run, listed: Iterable[Listed]) -> int:
    """Put down that the run saw these pages listed; returns how many are new."""
    new = 0
    for chunk in chunks({(each.watch, each.origin): each for each in listed}.items()):
        entries = dict(chunk)
        known = connection.execute(
            select(
                PageRow.watch, PageRow.origin, PageRow.id, PageRow.gone_reason, PageRow.listed_by
            ).where(tuple_(PageRow.watch, PageRow.origin).in_(list(entries)))
        ).all()
        for watch, origin, page, gone_reason, _ in known:
            entry = entries.pop((watch, origin))
            back = _AS_NEW if gone_reason == UNLISTED else {}
            connection.execute(
                update(PageRow)
                .where(PageRow.id == page)
                .values(listed_run=run.number, listed_by=entry.by, modified=entry.modified, **back)
            )
        if entries:
            connection.execute(insert(PageRow), [_new(run, each) for each in entries.values()])
        new += len(entries)
    return new


def _new(run: Run, listed: Listed) -> dict[str, object]:
    return {
        "watch": listed.watch,
        "origin": listed.origin,
        "listed_by": listed.by,
        "modified": listed.modified,
        "listed_run": run.number,
        "first_run": run.number,
        "bare_ignores": 0,
    }


def forget_unlisted(
    connection: Connection, run: Run, *, watched: Collection[str], incomplete: Collection[str]
) -> int:
    """Mark as gone what no complete listing has any more; returns how many pages that is.

    A feed forgets its older entries, so that a page which a feed named stays until it is not
    found. A watch that is watched no longer has no pages.
    """
    complete = [name for name in watched if name not in incomplete]
    gone = connection.execute(
        select(PageRow.id).where(
            PageRow.gone_run.is_(None),
            PageRow.listed_run < run.number,
            or_(
                and_(PageRow.watch.in_(complete), PageRow.listed_by != "feed"),
                PageRow.watch.not_in(list(watched)),
            ),
        )
    ).scalars()
    count = 0
    for page in gone.all():
        _mark_gone(connection, run, page, UNLISTED)
        count += 1
    return count


def facts(connection: Connection, run: Run) -> Iterator[PageFacts]:
    """Every page that may be due, in the order of the ledger.

    A page that was not found is asked for again as long as it is listed.
    """
    after = 0
    while True:
        rows = connection.execute(
            select(
                PageRow.id,
                PageRow.watch,
                PageRow.modified,
                PageRow.read_at,
                PageRow.asked_run,
                PageRow.failure.is_not(None),
            )
            .where(
                PageRow.id > after,
                or_(
                    PageRow.gone_run.is_(None),
                    and_(PageRow.gone_reason != UNLISTED, PageRow.listed_run == run.number),
                ),
            )
            .order_by(PageRow.id)
            .limit(CHUNK)
        ).all()
        yield from (PageFacts(*row) for row in rows)
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def tasks(
    connection: Connection, pages: Collection[int], watches: Mapping[str, Watch]
) -> dict[int, PageTask]:
    """How to read these pages; those of a watch that is gone are left out.

    What an older citecheck read is read as if for the first time: it may find other claims.
    """
    rows = connection.execute(
        select(PageRow.__table__).where(PageRow.id.in_(list(pages)))
    ).mappings()
    return {row["id"]: _task(row, watches[row["watch"]]) for row in rows if row["watch"] in watches}


def _task(row: RowMapping, watch: Watch) -> PageTask:
    known = row["tool_version"] == __version__ and row["gone_run"] is None
    return PageTask(
        page=row["id"],
        listed=Listed(
            origin=row["origin"],
            watch=row["watch"],
            by=row["listed_by"],
            modified=row["modified"],
        ),
        watch=watch,
        validators=Validators(
            etag=row["etag"], last_modified=row["last_modified"], content=row["content"]
        )
        if known and row["sha256"]
        else None,
        sha256=row["sha256"] if known else None,
    )


def record(connection: Connection, run: Run, read: PageRead, *, now: str) -> None:
    """Put down what came of reading a page, with its claims and the works that it cites."""
    page = connection.execute(
        select(PageRow.origin, PageRow.sha256, PageRow.gone_run, PageRow.read_at).where(
            PageRow.id == read.page
        )
    ).one()
    asked: dict[str, object] = {"asked_run": run.number}
    was_there = page.read_at is not None or page.gone_run is not None
    if read.outcome == "gone" and was_there:
        connection.execute(update(PageRow).where(PageRow.id == read.page).values(**asked))
        if page.gone_run is None:
            _mark_gone(connection, run, read.page, read.reason or "It is not found.")
        return
    if read.outcome in ("gone", "unreadable"):  # what was never read cannot have gone
        asked |= {"failure": read.reason or "It could not be read.", "failed_run": run.number}
        connection.execute(update(PageRow).where(PageRow.id == read.page).values(**asked))
        return
    asked |= {"failure": None, "failed_run": None, "read_at": now}
    if read.validators is not None:
        asked |= read.validators.model_dump()
    if read.outcome == "read":
        asked |= {
            "title": read.title,
            "sha256": read.sha256,
            "partial": read.reason,
            "tool_version": __version__,
            "bare_ignores": read.bare_ignores,
            "gone_run": None,
            "gone_reason": None,
        }
        if page.sha256 != read.sha256:
            asked["changed_run"] = run.number
        occurrences.replace(connection, run, read.page, page.origin, read.claims)
        citations.replace(connection, run, read.page, read.references)
    connection.execute(update(PageRow).where(PageRow.id == read.page).values(**asked))


def _mark_gone(connection: Connection, run: Run, page: int, reason: str) -> None:
    values = {"gone_run": run.number, "gone_reason": reason, "failure": None, "failed_run": None}
    connection.execute(update(PageRow).where(PageRow.id == page).values(**values))
    end_on(connection, OccurrenceRow, run, page)
    end_on(connection, CitationRow, run, page)
