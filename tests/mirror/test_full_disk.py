"""A disk that takes no more, as the system says it: a process may not write files beyond a size."""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from pathlib import Path

from .bulk import Article, BulkFile, in_order, name
from .mirrors import held, manifest_of

LIMIT_BYTES = 400_000


def imported(
    folder: Path, files: Path, *, limit: int | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "citecheck", "mirror", "import", str(files)]

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [*command, "--path", str(folder), "--quiet"],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def wordy(pmid: int, draw: random.Random) -> Article:
    words = (f"w{draw.randrange(100_000)}" for _ in range(100))
    return Article(pmid, f"Snow {pmid}", abstract=" ".join(words))


def test_the_index_stays_whole_and_the_run_goes_on_once_there_is_room(tmp_path: Path) -> None:
    draw = random.Random(8)
    files = {
        1: BulkFile(tuple(Article(pmid, f"Snow {pmid}") for pmid in range(1, 40))),
        2: BulkFile((*(wordy(pmid, draw) for pmid in range(30, 1500)),), (1, 2, 3)),
        3: BulkFile((Article(5, "Snow again"),)),
    }
    mirror, there = tmp_path / "mirror", tmp_path / "files"
    there.mkdir()
    for number, file in files.items():
        (there / name(number)).write_bytes(file.gz())
    failed = imported(mirror, there, limit=LIMIT_BYTES)
    assert failed.returncode == 3
    assert failed.stderr.count("\n") == 1
    assert "cannot be used: " in failed.stderr
    # The engine's threads write: it tells the error itself, or that one of them met it.
    assert "File too large" in failed.stderr or "io::Error" in failed.stderr
    assert [file.name for file in manifest_of(mirror).files] == [name(1)]
    assert held(mirror) == in_order({1: files[1]})
    again = imported(mirror, there)
    assert (again.returncode, again.stderr) == (0, "")
    assert held(mirror) == in_order(files)
