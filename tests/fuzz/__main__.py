"""`python -m tests.fuzz TARGET --seconds N --seed S`: hunts for bytes that a reader cannot take.

`all` shares the seconds among all targets by their weight. What is found lies under
build/fuzz/TARGET/findings, made small; a line of the log is added for each run.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz import current, growth, plain, tally
from tests.fuzz.cost import processor_s
from tests.fuzz.finding import Finding, keep
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS, target_of

_COVERED = re.compile(rb"cov: ([0-9]+)")
WORK = Path("build/fuzz")


def main() -> None:
    given = _arguments()
    if given.table:
        print(tally.table(given.work))
        return
    wanted = TARGETS if given.target == "all" else (target_of(given.target),)
    total = sum(target.weight for target in wanted)
    for target in wanted:
        seconds = given.seconds * target.weight / total
        if given.growth:
            for said in growth.hunt(target, seconds, given.seed, given.work):
                print(f"{target.name}: {said}", flush=True)
            continue
        done = _hunt(target, seconds, given)
        tally.append(done, given.work)
        first, last = done.branches
        print(
            f"{target.name}: {done.executions:,} executions in {done.seconds:.0f} s, "
            f"branches {first:,} -> {last:,}, "
            f"findings {done.findings or 'none'}",
            flush=True,
        )


def _hunt(target: Target, seconds: float, given: argparse.Namespace) -> tally.Tally:
    if given.engine != "atheris" or find_spec("atheris") is None:
        led = given.engine != "blind"
        return plain.hunt(target, seconds, given.seed, given.work, led=led)
    return _guided(target, seconds, given.seed, given.work)


def _guided(target: Target, seconds: float, seed: int, work: Path) -> tally.Tally:
    """A run of the guided hunt; one that dies is a finding by itself."""
    folder = work / target.name
    log = folder / tally.LOG
    log.unlink(missing_ok=True)
    (folder / current.NAME).unlink(missing_ok=True)
    begun = processor_s()
    command = [sys.executable, "-m", "tests.fuzz.guided", target.name]
    command += [str(seconds), str(seed), str(work)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    covered = [int(found[1]) for found in _COVERED.finditer(done.stderr)]
    if log.exists():
        *_, told = tally.read(folder)
    else:
        executions, data = current.last(folder)
        said = done.stderr[-4_000:].decode("utf-8", "replace")
        died = Finding(f"died {done.returncode}", said, data)
        keep(died, folder / "findings")
        told = tally.Tally(target.name, "atheris", seed, executions, processor_s() - begun)
        told.findings.append(died.key)
    if covered:
        told.branches = (covered[0], covered[-1])
    return told


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    names = ", ".join(target.name for target in TARGETS)
    parser.add_argument("target", nargs="?", default="all", help=f"all, or one of {names}")
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("atheris", "plain", "blind"), default="atheris")
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--growth", action="store_true", help="double parts of the input instead")
    parser.add_argument("--table", action="store_true", help="the log as a table")
    return parser.parse_args()


main()
