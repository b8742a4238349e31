"""Records a second, by the clock and by processors, with whatever processes do the work."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Final, NamedTuple

COLUMNS: Final = ("records/s", "per CPU second", "CPU µs a record")


class Timing(NamedTuple):
    """Seconds by the clock and of processors, over `records`."""

    wall: float
    cpu: float
    records: int

    def row(self, name: str) -> tuple[str, ...]:
        """A row under `COLUMNS`."""
        # A clock of processor time may stand still for work this short.
        cpu = max(self.cpu, 1e-9)
        figures = (self.records / self.wall, self.records / cpu, 1e6 * self.cpu / self.records)
        return (name, *(f"{figure:,.0f}" for figure in figures))


def timed(records: int, work: Callable[[], object], rounds: int = 3) -> Timing:
    """The best of some rounds; processor time counts children that have ended."""
    best = Timing(1e9, 1e9, records)
    for _ in range(rounds):
        began, cpu = time.perf_counter(), cpu_s()
        work()
        best = min(best, Timing(time.perf_counter() - began, cpu_s() - cpu, records))
    return best


def cpu_s() -> float:
    """Processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
