"""What a piece of work takes: seconds by the clock, seconds of processors, memory at its most."""

from __future__ import annotations

import compileall
import math
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

import citecheck

REPEATS = 5
ENOUGH_S = 3.0
"""Work that took this long in all is not repeated."""
_COMMAND = """
import resource, sys
from benchmarks.measure import peak_mb
from citecheck.cli.main import run
try:
    run()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print("\\n", used.ru_utime + used.ru_stime, peak_mb(), file=sys.stderr)
"""
_P = ParamSpec("_P")
_T = TypeVar("_T")


class Taken(NamedTuple):
    """Medians of several runs; `peak_mb` is the most memory of the whole process until then."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def taken(work: Callable[[], object], repeats: int = REPEATS) -> Taken:
    """What `work` takes in this process, done again and again; long work less often."""
    walls: list[float] = []
    cpus: list[float] = []
    while len(walls) < repeats and sum(walls) < ENOUGH_S:
        began, used = time.perf_counter(), time.process_time()
        work()
        cpus.append(time.process_time() - used)
        walls.append(time.perf_counter() - began)
    return Taken(statistics.median(walls), statistics.median(cpus), peak_mb())


def command(
    *arguments: str, environment: Mapping[str, str] | None = None, repeats: int = REPEATS
) -> Taken:
    """What `citecheck ARGUMENTS` takes, in processes of its own; start of Python included.

    Raises: RuntimeError, with what it said, if it failed.
    """
    _compile()
    runs = []
    for _ in range(repeats):
        began = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", _COMMAND, *arguments],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        wall = time.perf_counter() - began
        if ran.returncode:
            raise RuntimeError(f"citecheck {' '.join(arguments)}: {ran.stderr[-500:]}")
        cpu, peak = map(float, ran.stderr.split()[-2:])
        runs.append(Taken(wall, cpu, peak))
    return Taken(*map(statistics.median, zip(*runs, strict=True)))


@cache
def _compile() -> None:
    """Writes Python's bytecode, as an installation does."""
    compileall.compile_dir(Path(citecheck.__file__).parent, quiet=1)


def alone(work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """What `work` gives, done in a new process, so that its memory is its own."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(work, *args, **kwargs).result()


def peak_mb() -> float:
    """The most memory that this process has had, in MB."""
    try:
        status = Path("/proc/self/status").read_text("ascii").splitlines()
        # Not ru_maxrss, which a child process inherits from the one that started it.
        return int(next(line for line in status if line.startswith("VmHWM")).split()[1]) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The k of the power law size**k that comes nearest, by least squares of the logarithms."""
    fitted = statistics.linear_regression(
        [math.log(size) for size, _ in points], [math.log(max(cost, 1e-9)) for _, cost in points]
    )
    return fitted.slope
