"""One run in a process that can be killed: `python -m tests.audit.killed LEDGER FOLDER`.

Says each step as it is done, and waits for a line before it goes on. The site of the folder is
watched with a clock that stands still, and every page and batch takes a while, so that there is
time to be killed in.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from citecheck.audit import worker
from citecheck.audit.executors import crew
from citecheck.audit.ledger.open import open_ledger
from citecheck.audit.progress import Progress
from citecheck.audit.run import run_audit
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import CheckResult, CheckTask, PageRead, PageTask
from tests.audit.folder import list_files, read_file
from tests.audit.setting import watching
from tests.fakes import NOW

PAUSE_S = 0.04


def killed_after(steps: int, moment_s: float, *arguments: str) -> bool:
    """Start such a process, and kill it a moment after so many steps; False if it was through.

    It waits for an answer to each step, so that it never gets far ahead of who kills it.
    """
    command = [sys.executable, "-m", "tests.audit.killed", *arguments]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **pipes) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for _ in zip(range(steps), child.stdout, strict=False):
            child.stdin.write("go on\n")
            child.stdin.flush()
        time.sleep(moment_s)
        child.kill()
        return child.wait() == -signal.SIGKILL


def say(step: Progress) -> None:
    """Tell a step, and wait for leave to go on."""
    print(step.stage, step.done, flush=True)
    sys.stdin.readline()


def read_slowly(task: PageTask, orders: worker.Orders) -> PageRead:
    time.sleep(PAUSE_S)
    return read_file(task, orders)


def check_slowly(task: CheckTask, orders: worker.Orders) -> CheckResult:
    time.sleep(PAUSE_S)
    return worker.check(task, orders)


SLOWLY = Tasks(listing=list_files, read=read_slowly, check=check_slowly)


def main(name: str, folder: Path, executor: str = "threads:2") -> None:
    """The run, or the rest of it."""
    with open_ledger(name) as ledger, crew(executor) as hands:
        run_audit(
            ledger,
            watching(folder),
            hands,
            tasks=SLOWLY,
            clock=lambda: NOW,
            on_progress=say,
        )


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
