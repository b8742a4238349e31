"""Markdown: its marks are known and its text is left as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.documents.markdown import blocks, title
from tests.growth import is_linear


def found(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.of(text)) for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One\ntext", [("heading", "One"), ("paragraph", "text")]),
        ("### Three ###\n", [("heading", "Three")]),
        ("#hashtag", [("paragraph", "#hashtag")]),
        ("One\n===\nTwo\n---\n", [("heading", "One"), ("heading", "Two")]),
        ("a line\nand more\n\nnext", [("paragraph", "a line\nand more"), ("paragraph", "next")]),
        ("- one\n- two\n  goes on\n", [("list-item", "one"), ("list-item", "two\n  goes on")]),
        ("1. one\n2) two", [("list-item", "one"), ("list-item", "two")]),
        ("- [x] done", [("list-item", "done")]),
        ("- one\n\n  more of it", [("list-item", "one"), ("list-item", "more of it")]),
        ("> quoted\n> more", [("quote", "quoted\n> more")]),
        ("> one\n>\n> two", [("quote", "one"), ("quote", "two")]),
        ("```\nKetamine works.\n```\nafter", [("code", "Ketamine works."), ("paragraph", "after")]),
        ("~~~py\nx\n```\ny\n~~~", [("code", "x\n```\ny")]),
        ("```\nnever closed", [("code", "never closed")]),
        ("text\n\n    indented", [("paragraph", "text"), ("code", "indented")]),
        ("| a | b |\n|---|:-:|\n| c | d |\n\nx", [
            ("table", "| a | b |\n|---|:-:|\n| c | d |"), ("paragraph", "x")]),
        ("a | b is no table", [("paragraph", "a | b is no table")]),
        ("one\n\n---\n\ntwo", [("paragraph", "one"), ("paragraph", "two")]),
        ("* * *", []),
        ("<!-- Ketamine\nworks. -->\nx", [
            ("boilerplate", "<!-- Ketamine\nworks. -->"), ("paragraph", "x")]),
        ("<!-- a --> <!-- b --> x\ny", [
            ("boilerplate", "<!-- a --> <!-- b -->"), ("paragraph", "x\ny")]),
        ("<!-- a --> <!-- b", [("boilerplate", "<!-- a --> <!-- b")]),
        ("![a pill](pill.png)", [("boilerplate", "![a pill](pill.png)")]),
        ("[1]: http://x.example", [("boilerplate", "[1]: http://x.example")]),
        ("[^2]: Osei 2014.", [("boilerplate", "[^2]: Osei 2014.")]),
        ("<div class=x>\ntext\n</div>", [
            ("boilerplate", "<div class=x>"), ("paragraph", "text"), ("boilerplate", "</div>")]),
        ("**Rapid relief**\n\nIt is fast.", [("heading", "**Rapid relief**"),
                                             ("paragraph", "It is fast.")]),
        ("**Is it fast?**\nIt is fast.", [("heading", "**Is it fast?**"),
                                          ("paragraph", "It is fast.")]),
        ("**It wears off.**", [("paragraph", "**It wears off.**")]),
        ("---\ntitle: T\n---\ntext", [("boilerplate", "title: T"), ("paragraph", "text")]),
        ("---\nno end of it", [("paragraph", "no end of it")]),
        ("one\r\ntwo\r\n\r\n# H\r\n", [("paragraph", "one\r\ntwo"), ("heading", "H")]),
    ],
)  # fmt: skip
def test_a_mark_makes_its_block(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_line_longer_than_any_width_is_a_paragraph_of_its_own() -> None:
    long = "Ketamine eases the pain of some people, and it wears off within a week. " * 3
    assert found(f"Rapid relief\n{long}\nIt is cheap.") == [
        ("heading", "Rapid relief"), ("paragraph", long.strip()), ("paragraph", "It is cheap."),
    ]  # fmt: skip


def test_levels_are_those_of_the_marks() -> None:
    text = "# a\n## b\n###### f\nc\n===\nd\n---\n"
    assert [block.heading_level for block in blocks(text)] == [1, 2, 6, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('---\ntitle: "Of sleep"\n---\n# Other', "Of sleep"),
        ("+++\ntitle = 'Of sleep'\n+++\n", "Of sleep"),
        ("text\n\n# The **main** [one](http://x.example)", "The main one"),
        ("## Only a part", None),
        ("text", None),
    ],
)
def test_the_title_is_of_the_front_matter_or_the_first_great_heading(
    text: str, expected: str | None
) -> None:
    assert title(text, blocks(text)) == expected


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["# ", "---\n", "```\n", "> ", "- ", "1. ", "|", "a|b\n|-|-|\n", "<!--", "-->", "**",
             "\n", "    ", "\r\n", "===\n", "[1]: x", "text", "\u2028"]
        ),
        st.text(max_size=5),
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(PIECES)
def test_blocks_are_in_order_and_apart_and_bare(text: str) -> None:
    last = 0
    for block in blocks(text):
        assert last <= block.start < block.end <= len(text)
        assert block.of(text) == block.of(text).strip()
        last = block.end


@given(st.text(st.characters(categories=["L", "N"]), min_size=1).map(lambda w: f"x{w} y"))
def test_no_word_of_a_paragraph_is_lost(words: str) -> None:
    assert found(f"# H\n\n{words}\n\n- i")[1] == ("paragraph", words)


@pytest.mark.parametrize(
    "text",
    ["#" * 50_000, "# " * 25_000, "- " * 25_000, "|" * 50_000, "|-" * 25_000 + "x",
     " " * 50_000 + "|-x", "[" * 50_000, "![" * 25_000, "<a" * 25_000, "**" * 25_000, "> " * 25_000,
     "```\n" * 10_001, "<!--\n" * 10_000, "<!-- a -->" * 5_000 + "<!--", "a\n" * 20_000,
     "-" * 50_000 + "x", "* " * 25_000 + "x"],
)  # fmt: skip
def test_odd_input_takes_linear_time(text: str) -> None:
    assert is_linear(lambda n: blocks(text[-n:]), len(text))
