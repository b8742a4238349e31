"""The sample report in every format, as files that are read in review; `make golden` rewrites."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from citecheck._version import __version__
from citecheck.report import schema
from citecheck.report.formats import FORMATS
from citecheck.report.listing import CLAIM_FORMATS, SEARCH_FORMATS, Extraction, Searched
from citecheck.report.view import View
from tests.sample_report import sample_extraction, sample_report, sample_search

HERE = Path(__file__).parent
SCHEMA = HERE.parent.parent / "docs" / "report.schema.json"


def _golden() -> dict[str, str]:
    report, documents, search = sample_report(), sample_extraction(), sample_search()
    terminal = FORMATS["terminal"]
    signed = View(review_author="The Fact Desk", review_url="https://desk.example/checks/1")
    texts = {f"report{each.suffix}": each.render(report, signed) for each in FORMATS.values()}
    texts["report.html"] = _without_style_and_script(texts["report.html"])
    texts["report-narrow.txt"] = terminal.render(report, View(width=60))
    texts["report-verbose.txt"] = terminal.render(report, View(width=100, verbose=True))
    texts["report-colour.ansi"] = terminal.render(report, View(colour=True))
    texts["report-ascii.txt"] = terminal.render(report, View(encoding="ascii"))
    for name, claims in CLAIM_FORMATS.items():
        text = claims(Extraction(documents, report.generated_at, 3), View())
        texts[f"claims{FORMATS[name].suffix}"] = text
    for name, searches in SEARCH_FORMATS.items():
        text = searches(Searched(search, report.generated_at), View())
        texts[f"search{FORMATS[name].suffix}"] = text
    return {name: text.replace(f'"{__version__}"', '"VERSION"') for name, text in texts.items()}


def _without_style_and_script(page: str) -> str:
    """They are files of their own, and are reviewed there."""
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-HASH", page)


GOLDEN: Final = _golden()


@pytest.mark.parametrize("name", GOLDEN)
def test_a_report_reads_as_reviewed(name: str, request: pytest.FixtureRequest) -> None:
    _compare(HERE / name, GOLDEN[name], request)


def test_the_published_schema_is_that_of_the_model(request: pytest.FixtureRequest) -> None:
    _compare(SCHEMA, schema.render(), request)


def test_every_golden_file_is_still_made() -> None:
    code = {"__init__.py", "conftest.py", "test_golden.py"}
    found = {path.name for path in HERE.iterdir() if path.is_file()} - code
    assert found == set(GOLDEN)


def _compare(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite-golden", default=False):
        path.write_text(text, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == text, "if this is meant, run `make golden`"
