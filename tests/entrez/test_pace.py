"""One rhythm for all threads and processes of a user."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from citecheck.entrez.pace import SharedPace
from citecheck.entrez.patience import LONGEST_HOLD_S
from citecheck.errors import SourceUnavailable

RATE = 40
"""Faster than NCBI's, so that the test is short; the rule is the same."""
ASK = """
import sys, time
from pathlib import Path
from citecheck.entrez.pace import SharedPace
pace = SharedPace(Path(sys.argv[1]), server="s", per_second=int(sys.argv[2]))
for _ in range(int(sys.argv[3])):
    assert pace.wait(time.time() + 60)
    print(time.time(), flush=True)
"""


def most_in_a_second(times: Iterable[float]) -> int:
    """Of turns that were told; one may be told a tenth of a second late on a busy machine."""
    ordered = sorted(times)
    return max(sum(start <= t < start + 0.9 for t in ordered) for start in ordered)


def test_two_processes_together_keep_the_limit(tmp_path: Path) -> None:
    command = [sys.executable, "-c", ASK, str(tmp_path), str(RATE), "60"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    times = [float(t) for process in running for t in process.communicate()[0].split()]
    assert len(times) == 120
    assert most_in_a_second(times) <= RATE


def test_threads_together_keep_the_limit(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path, server="s", per_second=RATE)

    def turn(_: int) -> float:
        assert pace.wait(time.time() + 60)
        return time.time()

    with ThreadPoolExecutor(8) as threads:
        times = list(threads.map(turn, range(100)))
    assert most_in_a_second(times) <= RATE
    pace.close()


def test_no_turn_before_the_deadline_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.entrez.pace.WINDOW_MS", 3_600_000)
    pace = SharedPace(tmp_path, server="s", per_second=1)
    assert pace.wait(time.time() + 5)
    assert not pace.wait(time.time() + 0.05)
    pace.close()


def test_a_hold_stops_every_process_that_shares_it(tmp_path: Path) -> None:
    clock = [1000.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    def make() -> SharedPace:
        return SharedPace(tmp_path, server="s", per_second=RATE, now=lambda: clock[0], sleep=sleep)

    one, other = make(), make()
    one.hold(3.0)
    assert not other.wait(clock[0] + 1.0)
    assert other.wait(clock[0] + 10.0)
    assert clock[0] >= 1003.0
    one.close()
    other.close()


def test_a_shorter_hold_does_not_end_a_longer_one(tmp_path: Path) -> None:
    clock = [1000.0]
    pace = SharedPace(
        tmp_path,
        server="s",
        per_second=RATE,
        now=lambda: clock[0],
        sleep=lambda s: clock.__setitem__(0, clock[0] + s),
    )
    pace.hold(5.0)
    pace.hold(1.0)
    assert pace.wait(1100.0)
    assert clock[0] >= 1005.0
    pace.close()


def test_servers_do_not_slow_each_other_down(tmp_path: Path) -> None:
    one = SharedPace(tmp_path, server="one", per_second=1)
    other = SharedPace(tmp_path, server="other", per_second=1)
    assert one.wait(time.time() + 1)
    assert other.wait(time.time() + 0.2)
    one.close()
    other.close()


@pytest.mark.parametrize("written", ["soon", "", "inf", "nan", "1e300", "1100", "-5"])
def test_a_hold_file_of_what_no_run_asks_for_holds_nobody(tmp_path: Path, written: str) -> None:
    clock = [1000.0]
    pauses: list[float] = []
    pace = SharedPace(
        tmp_path, server="s", per_second=RATE, now=lambda: clock[0], sleep=pauses.append
    )
    pace.hold(1.0)
    [file] = tmp_path.glob("*.hold")
    file.write_text(written, encoding="ascii")
    assert pace.wait(clock[0] + 5.0)
    assert pauses == []
    pace.hold(LONGEST_HOLD_S)
    assert not pace.wait(clock[0] + 5.0), "a hold that was asked for is put down again"
    pace.close()


def test_turns_of_a_clock_that_was_set_back_hold_nobody(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path, server="s", per_second=1)
    [turns] = tmp_path.glob("*.sqlite")
    with sqlite3.connect(turns) as database:
        tomorrow = 1_000 * (time.time() + 86_400)
        database.execute("INSERT INTO turns VALUES ('request', ?)", (int(tomorrow),))
    database.close()
    assert pace.wait(time.time() + 1)
    assert not pace.wait(time.time() + 0.1), "a turn of this second counts"
    pace.close()


def test_a_folder_of_turns_that_went_stops_the_sending(tmp_path: Path) -> None:
    folder = tmp_path / "pace"
    pace = SharedPace(folder, server="s")
    shutil.rmtree(folder)
    folder.write_text("no folder")
    with pytest.raises(SourceUnavailable, match="delete it"):
        pace.wait(time.time() + 1)
    pace.close()


def test_who_waits_for_a_turn_gets_none_once_the_pace_is_closed(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path, server="s")
    pace.hold(LONGEST_HOLD_S)
    waits = threading.Event()

    def wait() -> bool:
        waits.set()
        return pace.wait(float("inf"))

    with ThreadPoolExecutor(1) as threads:
        turn = threads.submit(wait)
        waits.wait()
        pace.close()
        assert not turn.result()


def test_a_file_of_turns_that_was_damaged_stops_the_sending(tmp_path: Path) -> None:
    pace = SharedPace(tmp_path, server="s")
    [turns] = tmp_path.glob("*.sqlite")
    with sqlite3.connect(turns) as database:
        database.execute("DROP TABLE turns")
    database.close()
    with pytest.raises(SourceUnavailable, match="delete it"):
        pace.wait(time.time() + 1)
    pace.close()
