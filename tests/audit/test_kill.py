"""A run that is broken off anywhere is gone on with, and ends as if it had not been."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from citecheck.audit.ledger import runs
from citecheck.audit.ledger.lock import run_lock
from citecheck.audit.ledger.open import Ledger, open_ledger
from citecheck.audit.ledger.tables import PageRow
from citecheck.audit.sitting import Tasks
from citecheck.audit.values import PageRead, PageTask
from citecheck.audit.worker import Orders
from tests.audit.folder import list_files, read_file
from tests.audit.killed import killed_after
from tests.audit.setting import Site, lines_of
from tests.fakes import NOW

SEED = 20261122
KILLS = 4


class Broken(Exception):
    """Stands for the end of the process."""


class Breaking(Ledger):
    """A ledger whose process ends in its nth transaction, before that is kept."""

    def __init__(self, whole: Ledger, after: int) -> None:
        super().__init__(whole.url, whole._engine)
        self.left = after

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        self.left -= 1
        with super().writing() as connection:
            yield connection
            if self.left == 0:
                raise Broken


def read_in(ledger: Ledger, run: int) -> set[int]:
    """The pages that a run is through with."""
    with ledger.reading() as connection:
        query = select(PageRow.id).where(PageRow.asked_run == run)
        return set(connection.execute(query).scalars())


@pytest.fixture
def unbroken(site: Site, tmp_path: Path) -> list[str]:
    """What a ledger says after two runs that nothing broke off."""
    with open_ledger(str(tmp_path / "unbroken.sqlite")) as ledger:
        return two_nights(site, ledger, ledger)


def two_nights(site: Site, first: Ledger, second: Ledger) -> list[str]:
    """A first run, and one after two pages changed and one went; put back afterwards."""
    site.clock.now = NOW
    site.run(first)
    site.put(2, 1)
    site.put(6, 1)
    site.remove(8)
    site.later(days=1)
    try:
        site.run(second)
    finally:
        for number in (2, 6, 8):
            site.put(number)
    return lines_of(second)


def test_a_run_broken_off_in_any_transaction_ends_as_if_it_had_not_been(
    site: Site, ledger_name: str, unbroken: list[str]
) -> None:
    moments = random.Random(SEED)
    breaks = 0
    read: list[int] = []

    def reading(task: PageTask, orders: Orders) -> PageRead:
        read.append(task.page)
        return read_file(task, orders)

    tasks = Tasks(listing=list_files, read=reading)
    with open_ledger(ledger_name) as whole:
        site.clock.now = NOW
        for night in (0, 1):
            if night:
                site.put(2, 1)
                site.put(6, 1)
                site.remove(8)
                site.later(days=1)
            through = False
            while not through:
                read.clear()
                finished = read_in(whole, night + 1)
                try:
                    site.run(Breaking(whole, moments.randint(1, 9)), tasks=tasks)
                    through = True
                except Broken:
                    breaks += 1
                assert finished.isdisjoint(read), "what was finished is done again"
        assert breaks > 5
        assert lines_of(whole) == unbroken


def test_kill_9_loses_nothing_and_repeats_nothing(
    site: Site, ledger_name: str, tmp_path: Path
) -> None:
    moments = random.Random(SEED)
    for _ in range(KILLS):
        steps, moment_s = moments.randint(1, 2), moments.uniform(0, 0.04)
        assert killed_after(steps, moment_s, ledger_name, str(site.folder))
    assert not killed_after(10**6, 0, ledger_name, str(site.folder))
    with open_ledger(str(tmp_path / "unbroken.sqlite")) as whole:
        site.run(whole)
        expected = lines_of(whole)
    with open_ledger(ledger_name) as ledger, ledger.reading() as connection:
        assert runs.unfinished(connection) is None
        assert runs.summaries(connection)[-1].run == 1, "each sitting began a run of its own"
    with open_ledger(ledger_name) as ledger:
        assert lines_of(ledger) == expected


def test_a_holder_of_the_lock_that_died_does_not_block(ledger_name: str) -> None:
    with open_ledger(ledger_name) as ledger:
        code = (
            "import os, sys; from citecheck.audit.ledger.lock import run_lock;"
            "from citecheck.audit.ledger.open import open_ledger;"
            "lock = run_lock(open_ledger(sys.argv[1])); lock.__enter__();"
            "print('held', flush=True); os.kill(os.getpid(), 9)"
        )
        child = subprocess.run(
            [sys.executable, "-c", code, ledger_name], capture_output=True, text=True, check=False
        )
        assert (child.stdout, child.returncode) == ("held\n", -9)
        with run_lock(ledger):
            pass
