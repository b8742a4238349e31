"""How far a mirror has come, on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from citecheck.mirror.update import OnStep, Step


@contextmanager
def steps(*, quiet: bool) -> Iterator[OnStep]:
    """A listener that draws each file with an estimate; plain lines where no terminal is."""
    if quiet:
        yield lambda step: None
        return
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[speed]}", markup=False),
        console=Console(stderr=True),
        speed_estimate_period=600,
    )
    with bar:
        task = bar.add_task("asking", total=None, speed="")
        began, records = time.monotonic(), 0

        def show(step: Step) -> None:
            nonlocal records
            records += step.records
            speed = f"{records / max(0.1, time.monotonic() - began):,.0f} records/s"
            bar.update(
                task, description=step.name, completed=step.done, total=step.total, speed=speed
            )
            if step.trouble:
                bar.console.print(step.trouble, markup=False, highlight=False)

        yield show


def _line(step: Step) -> None:
    told = step.trouble or f"{step.records:,} records"
    print(f"{step.done}/{step.total} {step.name}: {told}", file=sys.stderr)
