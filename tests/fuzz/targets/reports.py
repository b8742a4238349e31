"""A report that is read back, and written again in every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from citecheck.errors import ConfigError
from tests.fuzz.target import Target

_JSON: Final = (
    b'"start": ', b'"end": ', b"-1", b"null", b"1e999", b"NaN", b"[]", b"{}",
    b'"verdict": "supported"', b'"unchecked": ', b'"evidence": ', b'"probability": ',
    b'"weight": ', b'"searches": ', b"true", b'"location": {"line": 0, "column": 0}',
    b'"standing": "retracted"', b'"generated_at": ', b'"url": ', b'"javascript:alert(1)"',
    b'"<script>"', b"\\u001b[2J", b"\\ud800", b"99999999999999999999", b",", b'"kind": ',
    b'"references": ', b'"year": ', b'"participants": ', b'"level": ', b'"doi": ', b'"',
)  # fmt: skip


def _report(data: bytes) -> object:
    """What is read stands where it says that it stands, and can be written in every format."""
    from citecheck.report.formats import FORMATS
    from citecheck.report.json import load, render
    from citecheck.report.view import View

    report = load(data.decode("utf-8", "replace"))
    for each in FORMATS.values():
        each.render(report, View()).encode("utf-8")
    assert load(render(report)) == report
    return report


def _report_seeds() -> Iterator[bytes]:
    from citecheck.report.json import render
    from tests.sample_report import sample_report

    report = sample_report()
    yield render(report).encode()
    for document in report.documents:
        for claim in document.claims[:3]:
            one = document.model_copy(update={"claims": (claim,), "references": ()})
            yield render(report.model_copy(update={"documents": (one,)})).encode()


TARGETS: Final = (
    Target(
        "report-json", _report, _report_seeds, (ConfigError,), _JSON, weight=3, most_bytes=40_000
    ),
)
