"""The six articles in examples/: pages of the kind that people check, written for the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.examples.wording import runs, runs_of_all

EXAMPLES = ROOT / "examples"
ARTICLES = (
    "ivermectin-covid.html",
    "ketamine-migraine.txt",
    "ketamine-ocd.txt",
    "mdma-cluster-headache.txt",
    "st-johns-wort-depression.md",
    "vitamin-c-colds.txt",
)


def text_of(name: str) -> str:
    """The text of an article, without tags, styles and scripts."""
    raw = (EXAMPLES / name).read_text("utf-8")
    raw = re.sub(r"(?s)<(style|script)\b.*?</\1>|<!--.*?-->", " ", raw)
    return re.sub(r"<[^>]+>", " ", raw)


def test_the_folder_holds_these_articles_and_no_others() -> None:
    found = {p.name for p in EXAMPLES.iterdir() if p.is_file() and p.suffix != ".jsonl"}
    assert found == {*ARTICLES, "README.md"}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_short_and_has_what_such_pages_have(name: str) -> None:
    text = text_of(name)
    assert 350 <= len(text.split()) <= 700
    assert re.search(r"\bSee also\b", text)
    assert re.search(r"(?i)\bquestions|\bFAQ\b", text)
    assert not re.search(r"(?i)doi\.org|pubmed|\[\d+\]", text), "such pages cite nothing"


def test_the_page_on_mdma_claims_trials_that_found_relief() -> None:
    text = text_of("mdma-cluster-headache.txt")
    assert "Clinical trials have found that MDMA relieves cluster headache" in text


@pytest.mark.parametrize("name", [*ARTICLES, "README.md"])
def test_no_article_repeats_a_sentence_of_a_real_page(name: str, shared_data: Path) -> None:
    pages = [path.read_text("utf-8") for path in (shared_data / "articles").iterdir()]
    assert pages
    shared = runs(text_of(name), 8) & runs_of_all(pages, 8)
    assert {" ".join(run) for run in shared} == set()


@pytest.mark.parametrize("name", ARTICLES)
def test_the_readme_says_what_each_article_is(name: str) -> None:
    assert f"`{name}`" in (EXAMPLES / "README.md").read_text("utf-8")
