"""How long a user waits before anything happens, each time in a new process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import STUDIES
from benchmarks.measure import REPEATS, command
from tools.pages.table import table

_CLAIM = "Ketamine reduces obsessions in adults with obsessive-compulsive disorder."
_RUNS = (
    ("--version",),
    ("--help",),
    ("check", "--claim", _CLAIM, "--source", str(STUDIES), "--fail-on", "never", "--quiet"),
)


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A row for each command."""
    rows = []
    for arguments in _RUNS:
        took = command(*arguments, repeats=1 if small else REPEATS)
        name = " ".join(arguments[:2])
        shown = (
            f"`citecheck {name} ...` on examples/" if len(arguments) > 1 else f"`citecheck {name}`"
        )
        rows.append((shown, f"{took.wall_s:.2f}", f"{took.cpu_s:.2f}", f"{took.peak_mb:.0f}"))
    yield from table(("command", "seconds", "processor s", "peak memory, MB"), rows)
