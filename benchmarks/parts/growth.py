"""How time and memory grow with the size of the work, and the pictures of it.

Each size is measured in a process of its own. An exponent of 1 is growth as the work itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.growing import KINDS, Kind
from benchmarks.measure import Taken, alone, exponent, taken
from benchmarks.picture import Curve, picture
from tools.pages.table import table

TIMES = (1, 10, 100)


def _seconds(took: Taken) -> float:
    return max(took.cpu_s, 1e-4)


def _memory(took: Taken) -> float:
    return took.peak_mb


class Drawn(NamedTuple):
    """A picture: its file, what stands on it, and what of each measurement it shows."""

    file: str
    title: str
    unit: str
    cost: Callable[[Taken], float]


PICTURES: Final = (
    Drawn("growth-time.svg", "Processor time as work grows", "processor seconds", _seconds),
    Drawn("growth-memory.svg", "Most memory as work grows", "MB of memory", _memory),
)


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A table, and pictures in `folder`."""
    found = {name: list(_measured(name, folder, small)) for name in KINDS}
    yield from table(
        ("what grows", "sizes", "processor s", "exponent", "last step", "peak memory, MB"),
        (_row(KINDS[name], points) for name, points in found.items()),
    )
    for drawn in PICTURES:
        curves = [
            Curve(KINDS[name].name, [(size / points[0][0], drawn.cost(t)) for size, t in points])
            for name, points in found.items()
        ]
        (folder / drawn.file).write_text(picture(drawn.title, drawn.unit, curves), "utf-8")
    yield ""
    yield (
        "An exponent of 1 is growth as the work itself; below it, what is done once weighs more. "
        "The last step is from the second size to the third. Memory is of the whole process, what "
        "made its input included."
    )
    for drawn in PICTURES:
        yield ""
        yield (
            f"![{drawn.title}: curves of {drawn.unit} against the size of the work, both "
            f"logarithmic. The figures are those of the table above.](assets/{drawn.file})"
        )


def _measured(name: str, folder: Path, small: bool) -> Iterator[tuple[int, Taken]]:
    smallest = 1 if small else KINDS[name].smallest
    for times in TIMES[: 2 if small else None]:
        size = smallest * times
        yield size, _one(name, folder, size) if small else alone(_one, name, folder, size)


def _one(name: str, folder: Path, size: int) -> Taken:
    return taken(KINDS[name].ready(folder, size), 3)


def _row(kind: Kind, points: list[tuple[int, Taken]]) -> tuple[str, ...]:
    costs = [(float(size), took.cpu_s) for size, took in points]
    return (
        kind.name,
        " / ".join(f"{size:,}" for size, _ in points),
        " / ".join(f"{took.cpu_s:.3g}" for _, took in points),
        f"{exponent(costs):.2f}",
        f"{exponent(costs[-2:]):.2f}",
        " / ".join(f"{took.peak_mb:.0f}" for _, took in points),
    )
