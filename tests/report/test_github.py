"""Annotations: what GitHub's runner reads of a log, written down here as a reader of our own."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, NamedTuple

import pytest

from citecheck.model.report import Report
from citecheck.report.findings import findings
from citecheck.report.github import render
from citecheck.report.view import View
from tests.report.hostile import hostile_report
from tests.report.large import large_report
from tests.reports import accepting, checked, document, report
from tests.sample_report import ARTICLE, sample_report

SENTENCE = "Valerian helps with insomnia."
REPORTS = (sample_report(), hostile_report(), report(), report(document("")), large_report(50))
VIEW = View(folder="/home/me/site/posts", root="/home/me/site")
_COMMAND = re.compile(r"::(?P<name>[^ :]+)(?: (?P<listed>[^:]*))?::(?P<data>.*)")


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    data: str


def read(line: str) -> Command:
    """A line as the runner reads it: properties between commas, `%` escapes undone last."""
    found = _COMMAND.fullmatch(line)
    assert found, line
    pairs = (each.split("=", 1) for each in (found["listed"] or "").split(",") if each)
    properties = {name: _unescaped(value, more=True) for name, value in pairs}
    return Command(found["name"], properties, _unescaped(found["data"]))


def _unescaped(text: str, *, more: bool = False) -> str:
    for sign, escaped in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        if more or sign not in ":,":
            text = text.replace(escaped, sign)
    return text


def commands(value: Report, view: View = VIEW) -> list[Command]:
    return [read(line) for line in render(value, view).split("\n")[:-1]]


def one(text: str = SENTENCE, words: str = SENTENCE[:-1], **changes: Any) -> Command:
    origin = changes.pop("origin", "a.md")
    return commands(report(document(text, checked(text, words, **changes), origin=origin)))[0]


@pytest.mark.parametrize("value", REPORTS)
def test_every_line_is_one_of_three_commands_whatever_an_article_says(value: Report) -> None:
    text = render(value, VIEW)
    # Runners split lines at more than \n: none of these may be left.
    assert len(text.splitlines()) == text.count("\n")
    told = commands(value)
    assert {each.name for each in told} <= {"error", "warning", "notice"}
    known = {"file", "line", "endLine", "col", "endColumn", "title"}
    assert all(set(each.properties) <= known for each in told)
    assert len(told) == 1 + sum(len(list(findings(each))) for each in value.documents)


@pytest.mark.parametrize(
    "attack",
    [
        "x\n::add-mask::x",
        "x\r\n::set-output name=a::b",
        "x\u2028::error::y",
        "%0A::stop-commands::y",
        "::error file=passwd::y",
        "##[add-mask]x",
        "a,line=7,title=z::y",
    ],
)
def test_words_of_an_article_make_no_command_of_their_own(attack: str) -> None:
    told = one(f"{attack} helps.", attack, why=attack, origin=f"{attack}.md")
    assert told.name == "warning"
    assert told.properties["line"] == "1"
    assert told.properties["title"] == "No sufficient evidence speaks to this claim"
    assert told.properties["file"].split() == f"posts/{attack}.md".split()
    assert told.data.startswith("Unfound: ")
    assert attack.split()[-1] in told.data


def test_an_annotation_stands_at_the_words_of_the_claim() -> None:
    told = one("🙂 Valerian helps with insomnia.", "Valerian helps")
    assert told.properties == {
        "file": "posts/a.md",
        "line": "1",
        "endLine": "1",
        "col": "3",
        "endColumn": "17",
        "title": "No sufficient evidence speaks to this claim",
    }


def test_words_on_two_lines_have_no_columns() -> None:
    told = one(ARTICLE, "valerian cures insomnia\nfor good")
    assert int(told.properties["endLine"]) == int(told.properties["line"]) + 1
    assert "col" not in told.properties
    assert "endColumn" not in told.properties


def test_a_document_without_lines_is_annotated_on_its_first() -> None:
    told = one(location=None)
    assert told.properties["line"] == "1"
    assert "endLine" not in told.properties


@pytest.mark.parametrize("origin", ["https://x.example/a", "/etc/a.md", "../../other/a.md"])
def test_what_is_not_in_the_repository_has_no_file(origin: str) -> None:
    assert set(one(origin=origin).properties) == {"title"}


def test_errors_come_first_and_the_counts_last() -> None:
    told = commands(sample_report())
    levels = [each.name for each in told]
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert Counter(levels)["error"] == 2
    assert told[-1].properties == {"title": "citecheck"}
    assert told[-1].data.startswith("15 claims checked against studies: ")
    assert "1 contradicted" in told[-1].data


def test_a_claim_that_an_editor_accepted_is_a_notice_that_says_so() -> None:
    claim = checked(SENTENCE, SENTENCE[:-1])
    accepted = VIEW.model_copy(update={"accepted": accepting(f"{claim.fingerprint} see note 4")})
    told, _ = commands(report(document(SENTENCE, claim)), accepted)
    assert told.name == "notice"
    assert told.data.endswith("Accepted by the editors: see note 4")


def test_references_alone_are_counted_as_references() -> None:
    alone = sample_report().model_copy(update={"judge": None})
    assert re.match(r"\d+ references: \d+ resolved", commands(alone)[-1].data)
