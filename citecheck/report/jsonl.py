"""The report as JSON Lines: one line for the run, then one for each document and claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from citecheck.model.report import Report
from citecheck.report.json import dump


def render(report: Report) -> str:
    """The same keys as in the JSON report, spread over lines that a stream can read.

    Every line begins with `line`: "report" (first; the report without its documents),
    "document" (without claims and references, which follow at once), "claim" or "reference"
    (both with `document`, the id of the document that they stand in).
    """
    return "".join(f"{dump(line, indent=None)}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[dict[str, Any]]:
    whole = report.model_dump()
    documents = whole.pop("documents")
    yield {"line": "report"} | whole
    for document in documents:
        claims, references = document.pop("claims"), document.pop("references")
        yield {"line": "document"} | document
        for claim in claims:
            yield {"line": "claim", "document": document["id"]} | claim
        for reference in references:
            yield {"line": "reference", "document": document["id"]} | reference
