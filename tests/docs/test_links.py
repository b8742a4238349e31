"""Links between files lead somewhere, to the heading too; what is outside is asked of nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.pages import ROOT
from tools.pages.links import anchors, broken, links

PAGES = sorted(
    page
    for pattern in ("*.md", "docs/**/*.md", "*/README.md", "training/*.md", "citecheck/**/*.md")
    for page in ROOT.glob(pattern)
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_links_in_code_and_to_other_servers_are_none(tmp_path: Path) -> None:
    page = (
        "[a](b.md#c) ![d](e.png) `[f](g.md)` [h](https://i.example) [j](#k)\n\n```\n[l](m)\n```\n"
    )
    assert list(links(page)) == [("b.md", "c"), ("e.png", ""), ("", "k")]


def test_headings_are_called_as_code_hosts_call_them() -> None:
    page = "# What, why?\n## `[audit]`\n## 2. The *weight* of a study\n## What, why?\n"
    assert anchors(page) == {"what-why", "audit", "2-the-weight-of-a-study", "what-why-1"}


def test_a_link_to_no_file_or_no_heading_is_told(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("# Here\n", encoding="utf-8")
    page = tmp_path / "page.md"
    page.write_text("[a](other.md#here) [b](other.md#there) [c](none.md) [d](#e)", encoding="utf-8")
    assert broken(page) == [
        "other.md#there: no such heading",
        "none.md: no such file",
        "#e: no such heading",
    ]
