"""Boilerplate: every group fires on its examples and spares its near misses."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.documents.boilerplate import is_boilerplate, is_work_cited, section
from citecheck.documents.read import from_text

DATA = tomllib.loads(files("citecheck.documents").joinpath("boilerplate.toml").read_text("utf-8"))
PROSE = "Ketamine eases the pain of some people with migraine, and it wears off within a week. " * 4


@pytest.mark.parametrize("group", DATA["lines"], ids=lambda group: group["name"])
def test_a_group_of_lines_fires_on_its_examples_and_not_on_its_near_misses(
    group: dict[str, Any],
) -> None:
    own = re.compile("|".join(f"(?:{pattern})" for pattern in group["patterns"]))
    for example in group["fires"]:
        assert own.fullmatch(" ".join(example.lower().split()).rstrip(".! ")), example
        assert is_boilerplate(example), example
    for near_miss in group["near_miss"]:
        assert not is_boilerplate(near_miss), near_miss
    assert group["source"]


@pytest.mark.parametrize("group", DATA["lines"], ids=lambda group: group["name"])
def test_every_pattern_is_used_by_an_example(group: dict[str, Any]) -> None:
    examples = [" ".join(text.lower().split()).rstrip(".! ") for text in group["fires"]]
    for pattern in group["patterns"]:
        assert any(re.fullmatch(pattern, example) for example in examples), pattern


@pytest.mark.parametrize("group", DATA["sections"], ids=lambda group: group["name"])
def test_a_section_fires_on_its_examples_and_not_on_its_near_misses(group: dict[str, Any]) -> None:
    for example in group["fires"]:
        found = section(example)
        assert found is not None, example
        assert found.until == group["until"], example
    for pattern in group["headings"]:
        assert any(re.fullmatch(pattern, text.lower().rstrip(".! ")) for text in group["fires"])
    for near_miss in group["near_miss"]:
        assert section(near_miss) is None, near_miss
    assert group["source"]


@pytest.mark.parametrize("group", DATA["blocks"], ids=lambda group: group["name"])
def test_a_work_cited_is_known_and_a_sentence_with_a_year_is_not(group: dict[str, Any]) -> None:
    for example in group["fires"]:
        assert is_work_cited(example), example
    for pattern in group["patterns"]:
        assert any(re.search(pattern, example.lower()) for example in group["fires"]), pattern
    for near_miss in group["near_miss"]:
        assert not is_work_cited(near_miss), near_miss


def kinds(text: str) -> list[tuple[str, str]]:
    document = from_text(text)
    return [(block.kind, block.of(text)) for block in document.blocks]


def test_a_paragraph_that_is_mostly_advert_is_boilerplate() -> None:
    advert = "Buy Calm Drops online today. We offer fast shipping at low prices. They help sleep."
    assert kinds(f"{PROSE}\n\n{advert}")[1] == ("boilerplate", advert)


def test_one_line_of_advert_in_a_paragraph_of_text_does_not_lose_the_text() -> None:
    paragraph = f"{PROSE}Buy now."
    assert kinds(paragraph) == [("paragraph", paragraph)]


def test_all_that_visitors_wrote_under_a_comment_form_is_boilerplate() -> None:
    text = f"{PROSE}\n\nLeave a Reply\n\nKetamine cured my migraine within a day.\n\nMine too."
    assert [kind for kind, _ in kinds(text)] == ["paragraph", *["boilerplate"] * 3]


def test_a_comment_form_at_the_top_does_not_lose_the_text() -> None:
    text = f"Leave a comment\n\n{PROSE.strip()}\n\n{PROSE.strip()}"
    assert [kind for kind, _ in kinds(text)] == ["boilerplate", "paragraph", "paragraph"]


def test_works_cited_are_no_text_but_what_follows_them_is() -> None:
    text = (
        f"# Sleep\n\n{PROSE}\n\n## References\n\n- Osei A. Ketamine cures migraine. 2014.\n\n"
        "### Web\n\n- Diaz B. It does not. 2015.\n\n## Last words\n\nIt wears off."
    )
    assert [kind for kind, _ in kinds(text)] == [
        "heading", "paragraph", *["boilerplate"] * 4, "heading", "paragraph",
    ]  # fmt: skip


def test_titles_in_a_list_of_works_cited_do_not_end_it() -> None:
    text = (
        f"{PROSE}\n\nReferences\n\nTea and Sleep in Adults\nOsei A. J Sleep. 2014;12:45-51.\n"
        f"Tea and Pain\nDiaz B. J Pain. 2015;1:2-9.\n\nLast Words\n\n{PROSE}"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "paragraph", *["boilerplate"] * 5, "heading", "paragraph",
    ]  # fmt: skip


def test_a_table_of_contents_does_not_hide_the_text_under_it() -> None:
    contents = "Table of Contents\nWhat is tea?\nReferences"
    text = f"{contents}\n\n{PROSE}\n\nWhat is tea?\n{PROSE}\n\n{PROSE}"
    found = [kind for kind, words in kinds(text) if words.startswith("Ketamine")]
    assert found == ["paragraph"] * 3


def test_the_title_is_the_first_heading_that_is_no_boilerplate() -> None:
    text = f"Home > Health > Sleep\nDoes Tea Help Sleep?\nBy Ana Diaz, RN\n{PROSE}"
    assert from_text(text).title == "Does Tea Help Sleep?"


@pytest.mark.parametrize(
    "line", ["*See also: [Tea](tea.html)*", "**Share this article**", "[Read more](x.html)"]
)
def test_marks_of_markdown_do_not_hide_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


def test_a_list_of_links_in_the_middle_ends_where_the_text_goes_on() -> None:
    text = f"{PROSE}\n\nRelated Posts\n\nTea eases pain.\n\nTea brings sleep.\n\n{PROSE}\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == [
        "paragraph", *["boilerplate"] * 3, "paragraph", "paragraph",
    ]  # fmt: skip


def test_of_a_heading_that_comes_twice_the_last_one_counts() -> None:
    text = f"What is tea?\nFunding\n\n{PROSE}\n\nWhat is tea?\n{PROSE}\n\nFunding\n\nTea paid."
    assert [kind for kind, _ in kinds(text)] == [
        "heading", "heading", "paragraph", "heading", "paragraph", "boilerplate", "boilerplate",
    ]  # fmt: skip


def test_a_life_of_the_author_is_left_out() -> None:
    text = f"{PROSE}\n\nAbout the Author\n\n{PROSE}\n\nLast Words\n\n{PROSE}"
    assert [kind for kind, _ in kinds(text)] == [
        "paragraph", "boilerplate", "boilerplate", "heading", "paragraph",
    ]  # fmt: skip


def test_a_long_line_is_never_boilerplate() -> None:
    assert is_boilerplate("Copyright 2020 Hale")
    assert not is_boilerplate("Copyright " + "and so on " * 60)
