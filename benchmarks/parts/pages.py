"""Whole checks of real articles on a mirror of real records."""

from __future__ import annotations

import gzip
import json
import os
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.measure import command, taken
from citecheck.checker import Checker
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.work import processes
from citecheck.model.settings import Settings
from tools.pages.table import table

_WHOLE = ("whole command, s", "CPU s", "peak MB")
_REPEATS = 3


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A row for each page: by a new `Checker` in this process, and by the whole command."""
    told = os.environ.get("CITECHECK_TEST_DATA")
    if not told:
        yield "Not measured: CITECHECK_TEST_DATA names no folder of real records."
        return
    data, mirror = Path(told), folder / "mirror-union"
    path = _records(data, folder, 300 if small else None)
    shutil.rmtree(mirror, ignore_errors=True)
    with processes(1) as work:
        bring(Library(mirror), [path], work)
    articles = sorted((data / "articles").glob("*.txt"))
    yield from table(
        ("page", "claims", "seconds", "CPU seconds", *_WHOLE),
        (_row(page, f"mirror:{mirror}") for page in articles),
    )


def _records(data: Path, folder: Path, most: int | None) -> Path:
    """A file of the real records, or of the first of them."""
    path = folder / "union.jsonl"
    with (
        gzip.open(data / "data" / "pubmed_union.jsonl.gz", "rt", encoding="utf-8") as stream,
        path.open("w", encoding="utf-8") as copy,
    ):
        for line in islice(stream, most):
            row = json.loads(line)
            row.pop("pmcid", None)
            copy.write(json.dumps(row) + "\n")
    return path


def _row(page: Path, source: str) -> tuple[str, ...]:
    def check() -> int:
        with Checker(Settings(sources=(source,))) as checker:
            return checker.check(page).summary.claims

    claims, took = check(), taken(check, _REPEATS)
    asked = ("--source", source, "--fail-on", "never", "--quiet")
    whole = command("check", str(page), *asked, repeats=_REPEATS)
    return (
        page.stem,
        f"{claims}",
        *(f"{each:.2f}" for each in (took.wall_s, took.cpu_s, whole.wall_s, whole.cpu_s)),
        f"{whole.peak_mb:.0f}",
    )
