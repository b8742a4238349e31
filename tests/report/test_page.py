from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from citecheck.report.page import BLANK, RULE, Line, draw, line
from citecheck.report.view import View

PLAIN = View(width=30)


def test_what_does_not_fit_goes_on_below_the_end_of_the_lead() -> None:
    drawn = draw([line("one two three four five six seven", indent=2, lead=("- ", ""))], PLAIN)
    assert drawn == "  - one two three four five\n    six seven\n"


def test_a_bar_stands_before_every_line() -> None:
    drawn = draw([Line((("one two three four five six seven", ""),), 0, ("│ ", ""), True)], PLAIN)
    assert drawn == "│ one two three four five six\n│ seven\n"


def test_no_line_ends_in_white_space() -> None:
    drawn = draw([line("one two three four five six seven "), BLANK, RULE], PLAIN)
    assert drawn.splitlines()[2] == ""
    assert all(each == each.rstrip() for each in drawn.splitlines())


def test_markup_and_emoji_codes_of_the_terminal_library_are_only_words() -> None:
    words = "[bold]x[/bold] [link=http://x]y[/link] :smile: [/] [red"
    assert draw([line(words)], View()) == f"{words}\n"
    assert "\x1b" not in draw([line(words)], View(colour=True))


def test_colour_comes_from_styles_alone() -> None:
    drawn = draw([line("red\x1b[0m", "red")], View(colour=True))
    assert re.findall("\x1b\\[[0-9;]*m", drawn) == ["\x1b[31m", "\x1b[0m"]
    assert "\x1b" not in draw([line("red", "red")], View())


def test_what_an_encoding_cannot_carry_is_written_in_ascii() -> None:
    ascii_view = View(encoding="ascii")
    drawn = draw([line("“é” – a… 李 · «b»", lead=("✓ ", "")), RULE], ascii_view)
    assert drawn.splitlines()[0] == '+ "e" - a... ? - <<b>>'
    assert drawn.splitlines()[1] == "-" * 80
    latin = draw([line("é ✓")], View(encoding="iso-8859-1"))
    assert latin == "e +\n"


def test_wide_characters_are_measured_as_the_terminal_does() -> None:
    drawn = draw([line("睡眠" * 20)], View(width=40))
    assert [cell_len(each) for each in drawn.splitlines()] == [40, 40]


@given(st.text(st.characters()), st.integers(1, 130), st.booleans())
def test_no_words_reach_the_terminal_as_commands(words: str, width: int, colour: bool) -> None:
    drawn = draw(
        [line(words, "bold", indent=2, lead=(words, "red"))], View(width=width, colour=colour)
    )
    rest = re.sub("\x1b\\[[0-9;]*m", "", drawn) if colour else drawn
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)
