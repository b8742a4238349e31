from __future__ import annotations

import shlex
from typing import Any

import pytest

from citecheck.cli.main import citecheck
from citecheck.model.concept import ConceptRef
from citecheck.model.report import Limits
from citecheck.model.search import Search, SharedSearch, SourceInfo
from citecheck.report.receipt import command, references_command
from tests.reports import checked, document, report

SEARCH = Search(
    source="x", term="x", translation="x", count=1, retrieved=1, purpose="evidence",
    searched_at="2026-03-01T12:00:00Z",
)  # fmt: skip
FILE = SourceInfo(kind="file", detail="my studies.jsonl")
CONTEXT = ConceptRef(text="it", concept="valerian", concept_id="D014631", from_="context")


def _command(
    text: str,
    *sources: SourceInfo,
    origin: str = "a page.md",
    limits: Limits | None = None,
    **changes: Any,
) -> str | None:
    claim = checked(text, text, **{"searches": (SEARCH,)} | changes)
    page = document(text, claim, origin=origin)
    return command(claim, page, report(page, sources=sources, limits=limits))


def test_a_sentence_that_says_it_all_is_searched_again_as_it_is() -> None:
    assert _command("Valerian helps.", FILE, SourceInfo(kind="entrez", detail="PubMed")) == (
        "citecheck search --source 'my studies.jsonl' --source entrez 'Valerian helps.'"
    )


def test_what_a_sentence_lists_behind_the_first_is_checked_again() -> None:
    text = "Valerian helps sleep and mood."
    first = checked(text, text, searches=(SEARCH,))
    second = first.model_copy(update={"id": "c2"})
    page = document(text, first, second)
    whole = report(page, sources=(FILE,))
    assert command(first, page, whole) == f"citecheck search --source 'my studies.jsonl' '{text}'"
    again = command(second, page, whole)
    assert again == f"citecheck check --source 'my studies.jsonl' '--claim={text}'"
    _, name, *words = shlex.split(again)
    parsed = citecheck.commands[name].make_context(name, list(words), resilient_parsing=True).params
    assert parsed["sentences"] == (text,)


def test_a_claim_that_leans_on_the_text_around_it_needs_the_text() -> None:
    assert _command("It helps.", FILE, intervention=CONTEXT) == (
        "citecheck check --source 'my studies.jsonl' 'a page.md'"
    )
    assert _command("It helps.", FILE, intervention=CONTEXT, origin="-") is None


def test_what_the_run_was_told_of_studies_to_read_is_told_again() -> None:
    told = Limits(max_studies=200, published_before="2020-06-30")
    assert _command("Valerian helps.", FILE, limits=told) == (
        "citecheck search --source 'my studies.jsonl' --max-studies 200 "
        "--published-before 2020-06-30 'Valerian helps.'"
    )
    usual = _command("Valerian helps.", FILE, limits=Limits(max_studies=40))
    assert usual == "citecheck search --source 'my studies.jsonl' 'Valerian helps.'"


def test_where_nothing_was_searched_there_is_nothing_to_repeat() -> None:
    assert _command("Valerian helps.", FILE, searches=()) is None


@pytest.mark.parametrize(
    "text",
    ['It\'s $(rm -rf ~) `id` "x" \\ !1', "--refresh", "-x", "a\nb\x1b[2J\u202ec", "; id", "*"],
)
def test_a_hostile_sentence_stays_one_word_of_the_command(text: str) -> None:
    line = _command(text, FILE)
    assert line is not None
    assert line.isprintable()
    _, name, *words = shlex.split(line)
    subcommand = citecheck.commands[name]
    parsed = subcommand.make_context(name, list(words), resilient_parsing=True).params
    assert parsed["sources"] == ("my studies.jsonl",)
    assert parsed["sentence"].startswith(text[:1])
    assert not parsed["refresh"]


def test_the_references_of_a_file_are_looked_for_again_by_refs() -> None:
    page = document("x", origin="a page.md", searches=(SharedSearch(id="s1", **dict(SEARCH)),))
    again = references_command(page, report(page, sources=(FILE,)))
    assert again == "citecheck refs --source 'my studies.jsonl' 'a page.md'"
    typed = page.model_copy(update={"origin": "-"})
    assert references_command(typed, report(typed, sources=(FILE,))) is None
    bare = page.model_copy(update={"searches": ()})
    assert references_command(bare, report(bare, sources=(FILE,))) is None
