"""Whoever does the work, the ledger is the same."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from citecheck.audit.executors import Crew, crew
from citecheck.audit.ledger.open import open_ledger
from citecheck.audit.run import run_audit
from citecheck.errors import ConfigError
from tests.audit.folder import FOLDER
from tests.audit.setting import Site
from tests.audit.test_kill import two_nights


def test_threads_and_processes_leave_the_same_ledger(site: Site, tmp_path: Path) -> None:
    said = []
    for number, executor in enumerate(("threads:1", "threads:4", "processes:4")):
        site.executor = executor
        with open_ledger(str(tmp_path / f"{number}.sqlite")) as ledger:
            said.append(two_nights(site, ledger, ledger))
    assert said[0] == said[1] == said[2]


def test_any_executor_will_do(site: Site, tmp_path: Path) -> None:
    """One that runs its tasks last come, first served."""

    class Backwards(Executor):
        def __init__(self) -> None:
            self.inner = ThreadPoolExecutor(1)

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            return self.inner.submit(fn, *args, **kwargs)

    with open_ledger(str(tmp_path / "ledger.sqlite")) as ledger:
        how: dict[str, Any] = {"tasks": FOLDER, "clock": site.clock}
        summary = run_audit(ledger, site.settings(), Crew(Backwards(), workers=3), **how)
    assert summary.claims.new == summary.claims.checked > 0


@pytest.mark.parametrize("spec", ["", "fibres", "threads:", "threads:0", "processes:-1", "dask:x"])
def test_what_is_no_executor_is_said(spec: str) -> None:
    with pytest.raises(ConfigError), crew(spec):
        pass


@pytest.mark.parametrize("spec", ["threads:1", "processes:1"])
def test_ctrl_c_waits_for_no_work_under_way(spec: str, tmp_path: Path) -> None:
    started, over = tmp_path / "started", tmp_path / "over"
    with pytest.raises(KeyboardInterrupt), crew(spec) as hands:
        work = hands.executor.submit(_wait_for, over, started)
        while not started.exists():
            time.sleep(0.01)
        raise KeyboardInterrupt
    assert multiprocessing.active_children() == []
    assert spec == "processes:1" or not work.done()
    over.touch()


def _wait_for(over: Path, started: Path) -> None:
    started.touch()
    for _ in range(6_000):
        if over.exists():
            return
        time.sleep(0.01)
