"""A mirror whose process is killed at any moment is whole, and goes on where it was.

`python -m tests.mirror.test_kill 20` does it twenty times and prints what was found.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from citecheck.mirror.names import place_of

from .bulk import Article, BulkFile, in_order, name, standing
from .mirrors import held, manifest_of
from .nlm import Nlm

RECORDS = 700


def many_files(count: int = 8) -> dict[int, BulkFile]:
    """Each file has new records, revises some of the one before and deletes some."""
    files = {}
    for number in range(1, count + 1):
        first = number * RECORDS
        new = [Article(p, f"Snow {p} in file {number}") for p in range(first, first + RECORDS)]
        old = range(first - RECORDS // 2, first - RECORDS // 4) if number > 1 else range(0)
        revised = [Article(p, f"Snow {p} again in {number}", 1 + p % 2) for p in old]
        gone = tuple(range(first - RECORDS, first - RECORDS + 40)) if number > 1 else ()
        files[number] = BulkFile((*new, *revised), gone)
    return files


def killed_once(folder: Path, nlm: Nlm, files: dict[int, BulkFile], draw: random.Random) -> bool:
    """Whether the process was still at work when it was killed.

    The moment lies within the work on some file, however slow the machine is: at a random time
    after none, one or two more files are in.
    """
    process = started(folder, nlm)
    before = len(manifest_of(folder).files) if (folder / "current").exists() else 0
    until_read(folder, before + draw.randint(0, 2), process)
    try:
        process.wait(draw.uniform(0, 1.5))
        return False
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    finally:
        if (folder / "current").exists():
            check(folder, files)


def check(folder: Path, files: dict[int, BulkFile]) -> int:
    """That the index holds what its own list of files says, no more, no less; how many."""
    read = [place.number for f in manifest_of(folder).files if (place := place_of(f.name))]
    assert read == sorted(read)
    assert held(folder) == standing(files[number] for number in read)
    return len(read)


def started(folder: Path, nlm: Nlm) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "citecheck", "mirror", "create", "--path", str(folder)]
    environment = {**os.environ, "CITECHECK_BULK_URL": nlm.url}
    return subprocess.Popen(
        [*command, "--workers", "1", "--quiet"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def until_read(folder: Path, count: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many files are in."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        if (folder / "current").exists() and len(manifest_of(folder).files) >= count:
            return
        time.sleep(0.02)


@pytest.mark.parametrize("count", [1, 4])
def test_a_killed_process_loses_at_most_the_file_in_hand(count: int, tmp_path: Path) -> None:
    files = many_files()
    with Nlm({n: files[n] for n in (1, 2, 3, 4)}, {n: files[n] for n in (5, 6, 7, 8)}) as nlm:
        process = started(tmp_path, nlm)
        until_read(tmp_path, count, process)
        process.kill()
        process.wait()
        before = check(tmp_path, files)
        assert before >= count
        nlm.requests.clear()
        assert started(tmp_path, nlm).wait(120) == 0
        assert nlm.asked(name(1)) == 0
        assert check(tmp_path, files) == 8
    assert held(tmp_path) == in_order(files)


def main(times: int) -> None:
    """Kill one mirror at `times` random moments, then let it end."""
    draw = random.Random(26)
    files = many_files(40)
    baseline = {n: file for n, file in files.items() if n <= 30}
    with tempfile.TemporaryDirectory() as folder, Nlm(baseline, files) as nlm:
        mirror = Path(folder)
        at_work = sum(killed_once(mirror, nlm, files, draw) for _ in range(times))
        read = len(manifest_of(mirror).files) if (mirror / "current").exists() else 0
        code = started(mirror, nlm).wait(300)
        print(f"killed {times} times, {at_work} while at work; {read} of {len(files)} files in")
        print(f"the run after it: exit code {code}, {check(mirror, files)} files, all as they say")
        assert held(mirror) == in_order(files)


if __name__ == "__main__":
    main(int(sys.argv[1]))
