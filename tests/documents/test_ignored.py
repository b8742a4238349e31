"""Remarks that let a sentence stand, in HTML and in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.documents.ignored import ignored
from citecheck.documents.read import from_text, read
from citecheck.model.document import Document
from citecheck.model.settings import Settings

CLAIM = "Zinc lozenges shorten the common cold by about a day."
AROUND = (
    "People have taken remedies for colds since there were colds, and they will go on.",
    "Nobody likes to lie in bed while the sun shines and others are out for a walk.",
)
HTML = """<html><head><title>Colds</title></head><body><article><h1>Colds</h1>
<p>{0}</p><p><!-- citecheck: ignore the desk has read the trial -->Zinc <b>lozenges</b> shorten
the common&nbsp;cold by about a day. More is not better.</p><p>{1}</p></article></body></html>"""


def let_stand(document: Document) -> list[tuple[str, str]]:
    return [(each.of(document.text), each.reason) for each in document.ignored]


def opened(tmp_path: Path, name: str, text: str) -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    document = read(str(path), settings=Settings())
    assert isinstance(document, Document), document.reason
    return document


def test_a_comment_in_html_lets_the_next_sentence_stand(tmp_path: Path) -> None:
    document = opened(tmp_path, "page.html", HTML.format(*AROUND))
    [(sentence, reason)] = let_stand(document)
    assert " ".join(sentence.split()) == CLAIM
    assert reason == "the desk has read the trial"


@pytest.mark.parametrize(
    "remark",
    [
        "<!-- citecheck: ignore known to the desk -->\n",
        "<!--citecheck: IGNORE   known to\nthe desk-->\n",
        "[//]: # (citecheck: ignore known to the desk)\n\n",
    ],
)
def test_a_remark_in_markdown_lets_the_next_sentence_stand(tmp_path: Path, remark: str) -> None:
    text = f"# Colds\n\n{AROUND[0]}\n\n{remark}{CLAIM} {AROUND[1]}\n"
    assert let_stand(opened(tmp_path, "page.md", text)) == [(CLAIM, "known to the desk")]


def test_a_remark_without_a_reason_is_told_as_such(tmp_path: Path) -> None:
    text = f"# Colds\n\n{AROUND[0]}\n\n<!-- citecheck: ignore -->\n{CLAIM}\n"
    assert let_stand(opened(tmp_path, "page.md", text)) == [(CLAIM, "")]


def test_a_remark_that_no_sentence_follows_has_an_empty_span(tmp_path: Path) -> None:
    text = f"# Colds\n\n{CLAIM} {AROUND[0]}\n\n<!-- citecheck: ignore why not -->\n"
    assert let_stand(opened(tmp_path, "page.md", text)) == [("", "why not")]


def test_other_comments_let_nothing_stand(tmp_path: Path) -> None:
    for comment in ("<!-- ignore -->", "<!-- citecheck ignores this -->", "citecheck: ignore x"):
        text = f"# Colds\n\n{AROUND[0]}\n\n{comment}\n{CLAIM}\n"
        assert let_stand(opened(tmp_path, "page.md", text)) == []


def test_a_hundred_thousand_remarks_cost_no_more_than_a_thousand() -> None:
    document = from_text(CLAIM)
    source = "<!-- citecheck: ignore x -->" * 100_000
    assert len(ignored(source, document.text, document.sentences)) == 1_000
