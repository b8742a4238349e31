"""The hunt without atheris: seeded changes, led by which lines of citecheck an input reaches.

Or blind, which keeps nothing of what it learns and makes ten times as many tries."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from tests.fuzz.cost import processor_s
from tests.fuzz.finding import examine, keep, minimised
from tests.fuzz.mutate import mutated, mutated_zip
from tests.fuzz.tally import Tally
from tests.fuzz.target import Target

_MOST_KEPT = 2_000


class _Lines:
    """Which lines of citecheck were run."""

    def __init__(self) -> None:
        self.seen: set[tuple[str, int]] = set()

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "call" and "/citecheck/" not in frame.f_code.co_filename:
            return None
        self.seen.add((frame.f_code.co_filename, frame.f_lineno))
        return self.trace


def hunt(target: Target, seconds: float, seed: int, work: Path, *, led: bool = True) -> Tally:
    """Run the target on changed bytes for so many seconds of processor time."""
    random, lines = Random(seed), _Lines()
    tally = Tally(target.name, "plain" if led else "blind", seed)
    corpus = list(target.seeds())
    change = mutated_zip if target.packed else mutated
    begun, first = processor_s(), 0
    while (took := processor_s() - begun) < seconds:
        fresh = tally.executions < len(corpus) and not first
        data = corpus[tally.executions] if fresh else _made(change, random, target, corpus)
        before = len(lines.seen)
        tracer = sys.gettrace()  # that of a measurement of coverage, say
        if led:
            sys.settrace(lines.trace)
        try:
            found = examine(target, data)
        finally:
            sys.settrace(tracer)
        tally.executions += 1
        if not fresh:
            first = first or before
            if len(lines.seen) > before and len(corpus) < _MOST_KEPT:
                corpus.append(data)
        if found is not None and found.key not in tally.findings:
            tally.findings.append(found.key)
            keep(minimised(target, found), work / target.name / "findings")
        if tally.executions % 256 == 0:
            gc.collect()
    tally.seconds, tally.branches = took, (first, len(lines.seen))
    return tally


def _made(change: Any, random: Random, target: Target, corpus: list[bytes]) -> bytes:
    made: bytes = change(random.choice(corpus), random, target.tokens, corpus)
    return made[: target.most_bytes]
