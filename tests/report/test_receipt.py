from __future__ import annotations

import shlex
from typing import Any

import pytest

from citecheck.cli.main import citecheck
from citecheck.model.concept import ConceptRef
from citecheck.model.search import Search, SourceInfo
from citecheck.report.receipt import command
from tests.reports import checked, document

SEARCH = Search(
    source="x", term="x", translation="x", count=1, retrieved=1, purpose="evidence",
    searched_at="2026-03-01T12:00:00Z",
)  # fmt: skip
FILE = SourceInfo(kind="file", detail="my studies.jsonl")
CONTEXT = ConceptRef(text="it", concept="valerian", concept_id="D014631", from_="context")


def _command(
    text: str, *sources: SourceInfo, origin: str = "a page.md", **changes: Any
) -> str | None:
    claim = checked(text, text, **{"searches": (SEARCH,)} | changes)
    return command(claim, document(text, claim, origin=origin), sources)


def test_a_sentence_that_says_it_all_is_searched_again_as_it_is() -> None:
    assert _command("Valerian helps.", FILE, SourceInfo(kind="entrez", detail="PubMed")) == (
        "citecheck search --source 'my studies.jsonl' --source entrez 'Valerian helps.'"
    )


def test_a_claim_that_leans_on_the_text_around_it_needs_the_text() -> None:
    assert _command("It helps.", FILE, intervention=CONTEXT) == (
        "citecheck check --source 'my studies.jsonl' 'a page.md'"
    )
    assert _command("It helps.", FILE, intervention=CONTEXT, origin="-") is None


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
