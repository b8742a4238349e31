"""The hunt itself, in a process of its own, led by which branches an input reaches (atheris).

`python -m tests.fuzz.guided TARGET SECONDS SEED WORK`; the runner starts it and reads what it
says on standard error. It stops when its processor time is over.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz import tally as log
from tests.fuzz.cost import processor_s
from tests.fuzz.current import Current
from tests.fuzz.finding import Finding, examine, keep, minimised
from tests.fuzz.mutate import mutated, mutated_zip
from tests.fuzz.tally import Tally
from tests.fuzz.target import outcome

_HANGS_S = 60.0
"""Of processor time, after which the process is killed: on a busy machine nothing hangs for it."""
_NEVER_S = 1_000_000
"""By the clock; 0 would stand for a second with atheris."""
_MOST_MB = 3_000


class _Hunt:
    def __init__(self, name: str, seconds: float, seed: int, work: Path) -> None:
        from tests.fuzz.targets import target_of

        self.target = target_of(name)
        self.seeds = tuple(self.target.seeds())
        self.tally = Tally(name, "atheris", seed)
        self._until, self._work = seconds, work
        self._known: set[str] = set()
        (work / name).mkdir(parents=True, exist_ok=True)
        self._current = Current(work / name)

    def one(self, data: bytes) -> None:
        """An execution; what is wrong is made small and kept, and the hunt goes on."""
        self.tally.executions += 1
        self._current.note(self.tally.executions, data)
        signal.setitimer(signal.ITIMER_PROF, _HANGS_S)
        found = examine(self.target, data)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if found is not None and found.key not in self._known:
            self._known.add(found.key)
            self.tally.findings.append(found.key)
            self._keep(found)
        if self.tally.executions % 256 == 0:
            gc.collect()
        if processor_s() > self._until:
            self.end()

    def _keep(self, found: Finding) -> None:
        folder = self._work / self.target.name / "findings"
        keep(found, folder)
        keep(minimised(self.target, found), folder)

    def change(self, data: bytes, most: int, seed: int, atheris: Any) -> bytes:
        random = Random(seed)
        if self.target.packed is None and random.random() < 0.4:
            return bytes(atheris.Mutate(data, most))
        change = mutated_zip if self.target.packed else mutated
        return change(data, random, self.target.tokens, self.seeds)[:most]

    def end(self) -> None:
        self.tally.seconds = processor_s()
        log.append(self.tally, self._work / self.target.name)
        sys.stdout.flush()
        # libFuzzer's own way out would lose what was counted since its last line.
        os._exit(0)


def main(given: Sequence[str]) -> None:
    """Hunts until the time is over."""
    import atheris

    name, seconds, seed, work = given[0], float(given[1]), int(given[2]), Path(given[3])
    # Never left: what readers import at their first use is instrumented too.
    hook = atheris.instrument_imports(include=["citecheck", *_beside(name)])
    hook.__enter__()
    faulthandler.register(signal.SIGPROF, chain=True)
    hunt = _Hunt(name, seconds, seed, work)
    signal.signal(signal.SIGTERM, lambda *_: hunt.end())  # asked to stop, it still counts
    with contextlib.suppress(Exception):
        outcome(hunt.target, hunt.seeds[0])  # loads what is loaded once, which no input costs
    corpus = work / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(hunt.seeds):
        (corpus / f"seed-{number:03}").write_bytes(data)
    words = work / name / "tokens"
    words.write_text("".join(f'"{_quoted(token)}"\n' for token in hunt.target.tokens if token))
    options = [
        f"-seed={seed}", f"-max_len={hunt.target.most_bytes}",
        *([f"-dict={words}"] if hunt.target.tokens else ()),
        f"-timeout={_NEVER_S}", f"-rss_limit_mb={_MOST_MB}", "-len_control=20",
        f"-artifact_prefix={work / name}/", "-detect_leaks=0", "-print_final_stats=0",
        "-handle_term=0",
    ]  # fmt: skip
    atheris.Setup(
        ["fuzz", *options, str(corpus)],
        hunt.one,
        custom_mutator=lambda data, most, seed: hunt.change(data, most, seed, atheris),
    )
    atheris.Fuzz()


def _beside(name: str) -> tuple[str, ...]:
    """The packages that a target wants counted, asked of a process that imported nothing yet."""
    import subprocess

    code = f"from tests.fuzz.targets import target_of as t; print(*t({name!r}).instrumented)"
    with contextlib.suppress(subprocess.CalledProcessError):
        told = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)
        return tuple(told.stdout.decode().split())
    return ()


def _quoted(token: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in token[:60])


def _leave(*error: Any) -> None:
    sys.__excepthook__(*error)
    # Python's own way out waits for ever in what atheris leaves behind.
    os._exit(1)


if __name__ == "__main__":
    sys.excepthook = _leave
    main(sys.argv[1:])
