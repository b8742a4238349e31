"""Milliseconds a pair of claim and study, when the study is new and when it was read before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import STUDIES
from benchmarks.measure import Taken, alone, taken
from citecheck.checker import claims_as_given
from citecheck.concepts.lexicon import load
from citecheck.judges.open import open_judge
from citecheck.model.settings import Settings
from citecheck.sources.collect import studies_of
from tools.pages.table import table

_CLAIM = "Ketamine reduces obsessions in adults with obsessive-compulsive disorder."
_HEAD = (
    "judge", "pairs", "ms a pair, study new", "processor ms", "ms a pair, study known",
    "processor ms", "ready after s", "peak MB",
)  # fmt: skip


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A row for each judge that is shipped."""
    rows = []
    for name in ("rules", "model"):
        pairs, ready, first, again = alone(_judged, name, 2 if small else 200)
        figures = (first.wall_s, first.cpu_s, again.wall_s, again.cpu_s)
        rows.append(
            (
                name,
                f"{pairs}",
                *(f"{1e3 * figure / pairs:.1f}" for figure in figures),
                f"{ready.wall_s:.2f}",
                f"{again.peak_mb:.0f}",
            )
        )
    yield from table(_HEAD, rows)


def _judged(name: str, most: int) -> tuple[int, Taken, Taken, Taken]:
    lexicon = load()
    studies = studies_of(STUDIES, "examples", lexicon)[:most]
    _, [claim] = claims_as_given([_CLAIM])
    ready = taken(lambda: open_judge(name, lexicon, Settings()).judge(claim, studies[:1]), 1)
    judge = open_judge(name, lexicon, Settings())
    first = taken(lambda: judge.judge(claim, studies), 1)
    return len(studies), ready, first, taken(lambda: judge.judge(claim, studies))
