from __future__ import annotations

import pytest

from citecheck.errors import UnknownFormat
from citecheck.model.report import Report
from citecheck.report.formats import FORMATS, Reporter, pick, reporter
from citecheck.report.json import load
from citecheck.report.listing import CLAIM_FORMATS, claims_renderer, search_renderer
from citecheck.report.view import View
from tests.sample_report import sample_report


def test_every_format_fits_the_protocol_and_knows_its_own_name() -> None:
    assert list(FORMATS) == [
        "terminal", "json", "jsonl", "markdown", "html", "csv", "sarif", "github", "claimreview",
        "ris", "csl-json",
    ]  # fmt: skip
    for name in FORMATS:
        each = reporter(name)
        assert isinstance(each, Reporter)
        assert each.name == name
        assert each.suffix.startswith(".")
        assert each.render(sample_report(), View()).endswith("\n")


def test_every_format_can_be_made_of_a_report_that_was_written_and_read() -> None:
    old = load(reporter("json").render(sample_report(), View()))
    for each in FORMATS.values():
        assert each.render(old, View()) == each.render(sample_report(), View())


def test_an_unknown_format_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UnknownFormat) as caught:
        reporter("xml")
    assert str(caught.value) == (
        "There is no format 'xml' here; there are terminal, json, jsonl, markdown, html, csv, "
        "sarif, github, claimreview, ris and csl-json."
    )
    for renderer in (claims_renderer, search_renderer):
        with pytest.raises(UnknownFormat, match="terminal, json and markdown"):
            renderer("jsonl")


def test_a_caller_can_bring_a_reporter_of_their_own() -> None:
    class Count:
        name = "count"
        suffix = ".txt"

        def render(self, report: Report, view: View) -> str:
            return f"{report.summary.claims}\n"

    known: dict[str, Reporter] = {**FORMATS, "count": Count()}
    assert isinstance(Count(), Reporter)
    assert pick("count", known).render(sample_report(), View()) == "15\n"


def test_no_format_can_be_added_behind_the_callers_back() -> None:
    for table in (FORMATS, CLAIM_FORMATS):
        assert not hasattr(table, "__setitem__")
