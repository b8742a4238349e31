"""Doubles parts of an input and sees whether the work more than doubles."""

from __future__ import annotations

import contextlib
import json
import math
import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import tally
from tests.fuzz.cost import processor_s
from tests.fuzz.target import Target, outcome

SIZES = (8_000, 32_000, 128_000, 512_000)
WORTH_S = 0.25
"""Less is not looked at: the clock is too coarse, and nobody waits for it."""
STEEP = 1.45
"""Exponent of size above which the work grows faster than the input; n log n stays below."""
LONGEST_S = 40.0


class _TooLong(Exception):
    pass


@dataclass(frozen=True, slots=True)
class Recipe:
    """An input of any size: `unit` again and again between two ends. Bytes as Latin-1."""

    before: str
    unit: str
    after: str

    def made(self, size: int) -> bytes:
        """The input of about so many bytes."""
        times = max(1, size // max(1, len(self.unit)))
        return (self.before + self.unit * times + self.after).encode("latin-1")


def hunt(target: Target, seconds: float, seed: int, work: Path) -> Iterator[str]:
    """A sentence for each part whose repetition costs more than it should."""
    if not target.repeats:
        return
    random = Random(seed)
    seeds = [data for data in target.seeds() if data]
    folder = work / target.name / "growth"
    done = tally.Tally(target.name, "growth", seed)
    begun = processor_s()
    while processor_s() - begun < seconds:
        recipe = _recipe(random, seeds, target.tokens)
        done.executions += 1
        told = steepness(target, recipe)
        if told is not None:
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{seed}-{done.executions}.json"
            (folder / name).write_text(json.dumps(asdict(recipe) | {"told": told}))
            done.findings.append(f"growth {recipe.unit[:20]!r}")
            yield f"{told}: {recipe.unit[:60]!r} between {recipe.before[-40:]!r} and the rest"
    done.seconds = processor_s() - begun
    tally.append(done, work)


def steepness(target: Target, recipe: Recipe) -> str | None:
    """How the work grows, if that is too fast; None if it is not."""
    took: list[tuple[int, float]] = []
    for size in SIZES:
        data = recipe.made(size)
        spent = _spent(target, data)
        if spent is None:
            return f"more than {LONGEST_S:.0f} s for {len(data):,} bytes"
        if took and spent > WORTH_S and _power(took[-1], (len(data), spent)) > STEEP:
            again = _spent(target, data) or LONGEST_S
            power = _power(took[-1], (len(data), min(spent, again)))
            if power > STEEP:
                return f"exponent {power:.2f}: {spent:.2f} s for {len(data):,} bytes"
        took.append((len(data), max(spent, 0.01)))
    return None


def _power(small: tuple[int, float], large: tuple[int, float]) -> float:
    return math.log(large[1] / small[1]) / math.log(large[0] / small[0])


def _spent(target: Target, data: bytes) -> float | None:
    """Seconds of processor time; None where that was far too long and was broken off."""

    def stop(*_: Any) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    begun = processor_s()
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S)
    try:
        with contextlib.suppress(Exception):
            outcome(target, data)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    spent = processor_s() - begun
    return None if spent >= LONGEST_S else spent


def _recipe(random: Random, seeds: list[bytes], tokens: tuple[bytes, ...]) -> Recipe:
    """Some part of a seed, or some tokens, to be repeated where they stand."""
    seed = random.choice(seeds)
    start = random.randrange(len(seed))
    end = min(len(seed), start + random.choice((1, 2, 5, 20, 100)))
    unit = seed[start:end]
    match random.randrange(6):
        case 0 | 1 if tokens:
            unit = b"".join(random.choices(tokens, k=random.choice((1, 1, 2, 3))))
        case 2:
            unit = random.choice((b" ", b"\n", b"(", b"[", b"<", b"a", b"A ", b".", b"1", b"\t"))
        case 3:
            lines = seed.splitlines(keepends=True)
            unit = random.choice(lines)
        case _:
            pass
    before, after = seed[:start], seed[start if random.random() < 0.5 else end :]
    if random.random() < 0.15:
        after = b""
    if random.random() < 0.15:
        before = b""
    return Recipe(before.decode("latin-1"), unit.decode("latin-1"), after.decode("latin-1"))
