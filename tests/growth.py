"""Whether work grows as its input does: seconds are only compared with each other."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

TIMES = 4
MOST = 9.0
"""Times the work for `TIMES` times the input: 4 where it is linear, 16 where it is quadratic."""
NOTHING_S = 0.03
"""What takes less than this of the processor is too short to compare."""
ROUNDS = 5


def is_linear(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(size)` takes at most about `TIMES` times as long as `work(size // TIMES)`.

    Noise only adds to processor time, so a round that says yes is believed and a round that says
    no is asked again. The tracer of coverage and the collector of garbage are left out: what the
    first takes differs from line to line, and the second also reads what other tests left behind.
    """
    best = {size: float("inf"), size // TIMES: float("inf")}
    for _ in range(ROUNDS):
        for n in best:
            best[n] = min(best[n], _processor_s(work, n))
        if best[size] <= max(MOST * best[size // TIMES], NOTHING_S):
            return True
    return False


def _processor_s(work: Callable[[int], object], n: int) -> float:
    tracer = sys.gettrace()
    sys.settrace(None)
    gc.disable()
    try:
        started = time.process_time()
        work(n)
        return time.process_time() - started
    finally:
        gc.enable()
        sys.settrace(tracer)
