"""Real pages: every labelled sentence is a sentence, and headings are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from citecheck.documents.read import read
from citecheck.model.document import Document
from citecheck.model.settings import Settings

NEVER_CLAIMS = ("heading", "boilerplate", "code", "table")


def article(folder: Path, name: str) -> Document:
    found = read(str(folder / "articles" / f"{name}.txt"), settings=Settings())
    assert isinstance(found, Document)
    return found


def gold(folder: Path, name: str) -> list[dict[str, Any]]:
    lines = (folder / "gold" / f"ketamine-ocd.{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def kinds_at(document: Document) -> dict[tuple[int, int], str]:
    return {(s.start, s.end): document.blocks[s.block].kind for s in document.sentences}


def bare(row: dict[str, Any]) -> tuple[int, int]:
    bullet = 2 if row["sentence"].startswith("- ") else 0
    return row["char_start"] + bullet, row["char_end"]


def test_every_labelled_claim_is_a_sentence_that_can_hold_a_claim(shared_data: Path) -> None:
    kinds = kinds_at(article(shared_data, "ketamine-ocd"))
    rows = gold(shared_data, "claims")
    assert len(rows) > 40
    for row in rows:
        assert kinds[bare(row)] not in NEVER_CLAIMS, row["sentence"]


def test_every_labelled_negative_is_a_sentence_and_headings_are_headings(shared_data: Path) -> None:
    kinds = kinds_at(article(shared_data, "ketamine-ocd"))
    rows = gold(shared_data, "negatives")
    assert len(rows) > 40
    for row in rows:
        kind = kinds[bare(row)]
        if "heading" in row["type"]:
            assert kind == "heading", row["sentence"]
        elif row["type"] != "advertisement":
            assert kind not in NEVER_CLAIMS, row["sentence"]


def test_adverts_of_the_page_are_boilerplate(shared_data: Path) -> None:
    kinds = kinds_at(article(shared_data, "ketamine-ocd"))
    adverts = [row for row in gold(shared_data, "negatives") if row["type"] == "advertisement"]
    assert adverts
    assert all(kinds[bare(row)] == "boilerplate" for row in adverts)


@pytest.mark.parametrize(
    ("name", "title", "headings"),
    [("mdma-cluster-headache", "Mdma Cluster Headaches", 8), ("ketamine-migraine", None, 5)],
)
def test_headings_of_other_pages_are_known(
    shared_data: Path, name: str, title: str | None, headings: int
) -> None:
    document = article(shared_data, name)
    assert document.title == title
    assert sum(block.kind == "heading" for block in document.blocks) == headings


def test_links_captions_and_comment_forms_are_boilerplate(shared_data: Path) -> None:
    document = article(shared_data, "mdma-cluster-headache")
    boilerplate = [b.of(document.text) for b in document.blocks if b.kind == "boilerplate"]
    assert sum(text.startswith("See also") for text in boilerplate) == 3
    assert sum(text == "mdma cluster headaches" for text in boilerplate) == 4
    assert boilerplate[-4] == "Leave a Reply"
    paragraphs = [b.of(document.text) for b in document.blocks if b.kind == "paragraph"]
    assert all(len(text) > 100 for text in paragraphs)
