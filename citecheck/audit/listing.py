"""The first stage: every page of every watch is put down, and which of them are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Connection

from citecheck.audit.due import PageState, page_is_due
from citecheck.audit.ledger import pages, runs
from citecheck.audit.ledger.runs import Run
from citecheck.audit.progress import Progress
from citecheck.audit.sitting import Sitting
from citecheck.model.audit import PageTrouble
from citecheck.model.moments import moment
from citecheck.model.watch import Listed, Watch

MOST_TROUBLES = 1_000


def list_pages(run: Run, sitting: Sitting) -> Run:
    """The run at its next stage, with the pages that are due as its plan.

    A page that a complete listing has no more is gone. A stage that was broken off lists anew.
    """
    troubles: list[PageTrouble] = []
    incomplete: set[str] = set()
    seen = 0
    for watch in sitting.settings.watch:
        entries = _listed(watch, sitting, troubles, incomplete)
        for chunk in runs.chunks(entries):
            with sitting.ledger.writing() as connection:
                pages.note_listed(connection, run, chunk)
            seen += len(chunk)
            sitting.tell(Progress(stage="listing", done=seen, total=0))
    with sitting.ledger.writing() as connection:
        pages.forget_unlisted(
            connection,
            run,
            watched=list(sitting.watches),
            incomplete=incomplete,
        )
        runs.note_troubles(connection, run, troubles)
        run = runs.advance(connection, run, "reading")
        runs.plan(connection, "reading", _due(connection, run, sitting))
    return run


def _listed(
    watch: Watch, sitting: Sitting, troubles: list[PageTrouble], incomplete: set[str]
) -> Iterator[Listed]:
    for entry in sitting.tasks.listing(watch, sitting.settings):
        if isinstance(entry, Listed):
            yield entry
            continue
        if entry.incomplete:
            incomplete.add(watch.name)
        if len(troubles) < MOST_TROUBLES:
            where = {"watch": entry.watch, "origin": entry.source, "reason": entry.reason}
            troubles.append(PageTrouble.model_validate(where))


def _due(connection: Connection, run: Run, sitting: Sitting) -> Iterator[tuple[int, str]]:
    now = moment(run.started_at)
    assert now is not None
    began = {number: moment(at) for number, at in runs.started(connection).items()}
    watches = sitting.watches
    for page in pages.facts(connection, run):
        watch = watches.get(page.watch)
        if watch is None:
            continue
        state = PageState(
            asked_at=began.get(page.asked_run or 0),
            read_at=moment(page.read_at),
            modified=moment(page.modified),
            failed=page.failed,
        )
        if page_is_due(state, now, timedelta(days=watch.interval_days)):
            yield page.id, "due"
