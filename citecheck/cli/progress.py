"""A progress bar on standard error, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from citecheck.model.event import Event, OnEvent, ignore

_DOING = {
    "read": "reading",
    "extracted": "searching",
    "searched": "judging",
    "judged": "judging",
}


@contextmanager
def progress(*, quiet: bool) -> Iterator[OnEvent]:
    """A listener that draws each event; silent where nobody watches."""
    if quiet or not sys.stderr.isatty():
        yield ignore
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    bar = Progress(
        TextColumn("{task.fields[document]}", markup=False),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("reading", total=None, document="")

        def show(event: Event) -> None:
            bar.update(
                task,
                description=_DOING[event.stage],
                completed=event.done,
                total=event.total or None,
                document=event.document[-40:],
            )

        yield show
