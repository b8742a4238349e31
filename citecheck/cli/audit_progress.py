"""How far a run is, on standard error: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from citecheck.audit.progress import OnProgress, Progress, ignore

EVERY_S = 60.0
_DOING = {
    "listing": "pages listed",
    "reading": "pages read",
    "standings": "studies looked up",
    "references": "references looked up",
    "checking": "claims checked",
    "done": "done",
}


@contextmanager
def progress(*, quiet: bool) -> Iterator[OnProgress]:
    """A listener that shows each step with an estimate of the time left."""
    if quiet:
        yield ignore
        return
    if not sys.stderr.isatty():
        yield Log(lambda sentence: click.echo(f"citecheck: {sentence}", err=True))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        stages = {}

        def show(step: Progress) -> None:
            if step.stage not in stages:
                stages[step.stage] = bar.add_task(_DOING[step.stage], total=None)
            waiting = f"waiting until {step.waiting_until}" if step.waiting_until else None
            bar.update(
                stages[step.stage],
                description=waiting or _DOING[step.stage],
                completed=step.done,
                total=step.total or None,
            )

        yield show


class Log:
    """A line when a stage begins and ends, and once a minute between, with the time left."""

    def __init__(
        self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._say, self._clock = say, clock
        self._stage = ""
        self._began = self._said = 0.0
        self._first = 0

    def __call__(self, step: Progress) -> None:
        now = self._clock()
        if step.stage != self._stage:
            self._stage, self._began, self._said = step.stage, now, now
            self._first = step.done
        elif step.done != step.total and now - self._said < EVERY_S:
            return
        self._said = now
        self._say(self._sentence(step, now))

    def _sentence(self, step: Progress, now: float) -> str:
        if step.waiting_until:
            return f"waiting for NCBI's quiet hours until {step.waiting_until}"
        of = f" of {step.total:,}" if step.total else ""
        made, took = step.done - self._first, now - self._began
        left = (step.total - step.done) * took / made if step.total and made > 0 else 0.0
        about = f", about {max(1, round(left / 60)):,} min left" if left > EVERY_S else ""
        return f"{step.done:,}{of} {_DOING[step.stage]}{about}"
