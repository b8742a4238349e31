"""Milliseconds for each format of a report of 100 claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import report_of
from benchmarks.measure import taken
from citecheck.report.formats import FORMATS
from citecheck.report.view import View
from tools.pages.table import table


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A row for each format."""
    report = report_of(2 if small else 100)
    evidence = sum(len(each.evidence) for each in report.documents[0].claims)
    rows = []
    for each in FORMATS.values():
        text = each.render(report, View())
        took = taken(lambda each=each: each.render(report, View()))  # type: ignore[misc]
        rows.append((each.name, f"{1e3 * took.cpu_s:.1f}", f"{len(text.encode()) / 1e3:,.0f}"))
    yield f"{report.summary.claims:,} claims with {evidence:,} entries of evidence."
    yield ""
    yield from table(("format", "processor ms", "kB"), rows)
