"""The second stage: the pages that are due are read."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from typing import NamedTuple

from citecheck.audit.ledger import pages, runs
from citecheck.audit.ledger.runs import Run, Work
from citecheck.audit.progress import Progress
from citecheck.audit.pump import failed, pump
from citecheck.audit.sitting import Sitting
from citecheck.audit.values import PageRead, PageTask

TASKS_A_WORKER = 2
"""One that is done and one that waits: no worker is idle while a result is put down."""


class _Item(NamedTuple):
    work: Work
    task: PageTask


def read_pages(run: Run, sitting: Sitting) -> None:
    """Every page of the plan is asked for, and what came of it is put down, page by page."""
    with sitting.ledger.reading() as connection:
        total = runs.left(connection, "reading")
    done = 0

    def settle(item: _Item, future: Future[PageRead]) -> tuple[()]:
        nonlocal done
        reason = failed(future)
        read = (
            PageRead(page=item.task.page, outcome="unreadable", reason=reason)
            if reason
            else future.result()
        )
        with sitting.ledger.writing() as connection:
            pages.record(connection, run, read, now=sitting.now())
            runs.done(connection, [item.work])
        done += 1
        sitting.tell(Progress(stage="reading", done=done, total=total))
        return ()

    pump(
        _items(sitting),
        lambda item: sitting.submit(sitting.tasks.read, item.task),
        settle,
        window=sitting.crew.workers * TASKS_A_WORKER,
    )


def _items(sitting: Sitting) -> Iterator[_Item]:
    after = 0
    while True:
        with sitting.ledger.reading() as connection:
            chunk = runs.work(connection, "reading", after=after)
            tasks = pages.tasks(connection, [work.subject for work in chunk], sitting.watches)
        if not chunk:
            return
        # What a run that was broken off planned may be watched no longer.
        yield from (_Item(w, tasks[w.subject]) for w in chunk if w.subject in tasks)
        after = chunk[-1].id
