"""A small mirror made and asked; `python -m benchmarks.mirror` measures large ones."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mirror import timed
from benchmarks.mirror_asking import COLUMNS, drawn, row
from benchmarks.pubmed_shape import write_folder
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.work import parsing
from tools.pages.table import table


def lines(folder: Path, small: bool) -> Iterator[str]:
    """Records made into an index, and 300 queries for the best 20 with the exact count."""
    count = 40 if small else 20_000
    files = write_folder(folder / f"bulk-{count}", count, count)
    mirror = folder / "index"
    shutil.rmtree(mirror, ignore_errors=True)

    def make() -> None:
        with parsing() as work:
            bring(Library(mirror), files, work)

    took = timed(count, make, 1)
    yield from table(
        ("making it", "records/s", "records per processor second", "bytes a record"),
        [
            (
                f"{count:,} records",
                f"{count / took.wall:,.0f}",
                f"{count / max(took.cpu, 1e-9):,.0f}",
                f"{Library(mirror).size() / count:,.0f}",
            )
        ],
    )
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield f"|{' --- |' * len(COLUMNS)}"
    yield row(mirror, drawn(files))
