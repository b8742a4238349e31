"""Lines on pages become paragraphs, headings and items, without running heads and numbers."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.documents.pdf_lines import Line, pieces

HYPHENS = tomllib.loads(files("citecheck.documents").joinpath("hyphens.toml").read_text("utf-8"))


def page(*texts: str, top: float = 700.0, gap: float = 14.0, size: float = 11.0) -> list[Line]:
    """Lines under one another; an empty text is an empty line."""
    return [Line(text, 60.0, top - gap * number, size) for number, text in enumerate(texts) if text]


def texts(*pages: list[Line]) -> list[str]:
    return [piece.text for piece in pieces(pages)]


def kinds(*pages: list[Line]) -> list[tuple[str | None, int, str]]:
    return [(piece.kind, piece.level, piece.text) for piece in pieces(pages)]


def test_lines_become_paragraphs_at_gaps() -> None:
    found = texts(
        page(
            "Zinc shortens the common cold when it is taken on the first day of the",
            "illness and not later.",
            "",
            "Honey does not, whatever people say who sell it by the glass in the",
            "market.",
        )
    )
    assert found == [
        "Zinc shortens the common cold when it is taken on the first day of the illness and not "
        "later.",
        "Honey does not, whatever people say who sell it by the glass in the market.",
    ]


def test_paragraphs_without_gaps_are_told_by_a_short_last_line_or_by_an_indent() -> None:
    short = page(
        "Zinc shortens the common cold when it is taken on the first day of the",
        "illness.",
        "Honey does not, whatever people say who sell it by the glass in market",
        "halls across the whole of the country, and nobody has looked further.",
    )
    assert len(texts(short)) == 2
    full = page(
        "Zinc shortens the common cold when it is taken on the first day of it.",
        "Honey does not, whatever people say who sell it by the glass in market",
        "halls across the whole of the country.",
    )
    assert len(texts(full)) == 1
    full[1] = full[1]._replace(x=75.0)
    assert len(texts(full)) == 2


def test_a_sentence_goes_on_over_columns_and_pages() -> None:
    first = page("Zinc shortens the common cold when", "people take it on the first")
    second = page("day of the illness.", "Honey does not.", top=690.0)
    assert texts(first, second)[0].startswith("Zinc shortens the common cold when people take it")
    assert "first day of the illness." in texts(first, second)[0]
    column = [*first, *page("day of the illness.")]
    assert texts(column) == [
        "Zinc shortens the common cold when people take it on the first day of the illness."
    ]


def test_a_paragraph_that_ends_with_its_page_is_over() -> None:
    assert len(texts(page("Zinc works."), page("Honey does not."))) == 2


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pages = [
        [
            Line(f"Health Weekly, Volume 12, No. {number}", 60, 800, 8),
            *page(f"Paragraph {'abcde'[number]} says that zinc works and that this is known."),
            Line(f"Page {number} of 5", 60, 30, 8),
        ]
        for number in range(5)
    ]
    assert texts(*pages) == [
        f"Paragraph {letter} says that zinc works and that this is known." for letter in "abcde"
    ]


@pytest.mark.parametrize("number", ["7", "- 7 -", "page 7", "7/12", "7 of 12", "xii", "| 7"])
def test_a_page_number_is_known_by_its_place(number: str) -> None:
    found = [*page("Zinc works, as is known,", "it does, and", "how."), Line(number, 300, 30, 8)]
    assert texts(found) == ["Zinc works, as is known, it does, and how."]
    inside = page("Zinc", "works", number, "times", "out of ten.")
    assert number.strip("- |") in " ".join(texts(inside))


def test_what_stands_on_one_page_alone_is_text() -> None:
    assert "Health Weekly" in " ".join(texts([Line("Health Weekly", 60, 800, 8), *page("Yes.")]))


def test_larger_and_bold_lines_are_headings() -> None:
    found = kinds(
        [
            Line("Zinc And Colds:", 60, 780, 20, True),
            Line("What We Know", 60, 758, 20, True),
            Line("Findings", 60, 720, 14, True),
            *page("Zinc shortens the common cold.", "Honey does not.", top=700),
            Line("A Smaller Point", 60, 650, 11, True),
            *page("Nobody knows why, and few have asked.", top=636),
            Line("This bold sentence is no heading.", 60, 600, 11, True),
        ]
    )
    assert [row for row in found if row[0] == "heading"] == [
        ("heading", 1, "Zinc And Colds: What We Know"),
        ("heading", 2, "Findings"),
        ("heading", 3, "A Smaller Point"),
    ]


def test_items_are_told_by_their_marks_also_where_the_mark_stands_alone() -> None:
    found = kinds(
        page("What helps:", "• Zinc, when it is", "taken early", "2. Sleep", "\x7f", "Rest")
    )
    assert [row[2] for row in found if row[0] == "list-item"] == [
        "Zinc, when it is taken early",
        "Sleep",
        "Rest",
    ]


def test_a_word_cut_at_the_end_of_a_line_is_made_whole() -> None:
    assert texts(page("Zinc has an ef-", "fect on colds.")) == ["Zinc has an effect on colds."]
    assert texts(page("Zinc has an ef\u00ad", "fect on colds.")) == ["Zinc has an effect on colds."]


@pytest.mark.parametrize(
    "part", [part for entry in HYPHENS["first_parts"] for part in entry["fires"]]
)
def test_a_compound_keeps_its_hyphen(part: str) -> None:
    assert texts(page(f"It is {part}-", "controlled.")) == [f"It is {part}-controlled."]


@pytest.mark.parametrize("entry", HYPHENS["first_parts"], ids=lambda entry: entry["parts"][0])
def test_first_parts_of_compounds_are_no_beginnings_of_plain_words(entry: dict[str, Any]) -> None:
    known = {part for other in HYPHENS["first_parts"] for part in other["parts"]}
    assert entry["source"]
    assert set(entry["fires"]) <= set(entry["parts"])
    assert not known & set(entry["misses"])
    for part in entry["misses"]:
        assert texts(page(f"It is {part}-", "controlled.")) == [f"It is {part}controlled."]


@pytest.mark.parametrize("entry", HYPHENS["compounds"], ids=lambda entry: entry["wholes"][0])
def test_a_listed_compound_keeps_its_hyphen(entry: dict[str, Any]) -> None:
    assert entry["source"]
    assert set(entry["fires"]) <= set(entry["wholes"])
    for whole in entry["fires"]:
        first, second = whole.split("-")
        assert texts(page(f"It is {first}-", f"{second}.")) == [f"It is {whole}."]
    for whole in entry["misses"]:
        first, second = whole.split("-")
        assert texts(page(f"It is {first}-", f"{second}.")) == [f"It is {first}{second}."]


@pytest.mark.parametrize(
    "cut",
    ["pre-vent", "co-hort", "per-cent", "anti-biotics", "ill-nesses", "part-icipants", "ten-sion",
     "age-nts", "all-ergic", "post-poned", "self-ish", "end-ocrine", "day-time"],
)  # fmt: skip
def test_a_word_that_begins_like_a_compound_is_made_whole(cut: str) -> None:
    first, second = cut.split("-")
    assert texts(page(f"They {first}-", f"{second} it.")) == [f"They {first}{second} it."]


@pytest.mark.parametrize(
    "whole",
    ["placebo-controlled", "well-designed", "age-related", "high-fat", "low-dose", "ten-week",
     "self-reported", "drug-resistant", "omega-three", "treatment-resistant"],
)  # fmt: skip
def test_a_compound_that_is_no_plain_word_keeps_its_hyphen(whole: str) -> None:
    first, second = whole.split("-")
    assert texts(page(f"A {first}-", f"{second} one.")) == [f"A {whole} one."]


def test_the_text_itself_says_how_a_word_is_written() -> None:
    found = texts(page("It is a sugar-free drink, and a sugar-", "free drink."))
    assert found == ["It is a sugar-free drink, and a sugar-free drink."]
    found = texts(page("A longitudinal study is a long-", "itudinal study."))
    assert found == ["A longitudinal study is a longitudinal study."]


def test_a_hyphen_before_a_capital_or_number_stays() -> None:
    assert texts(page("They had COVID-", "19 in May.")) == ["They had COVID-19 in May."]


def test_a_first_part_that_waits_for_its_second_stays_apart() -> None:
    assert texts(page("Of pre-", "and post-treatment.")) == ["Of pre- and post-treatment."]


def test_ligatures_are_letters_and_controls_are_nothing() -> None:
    assert texts(page("The e\ufb03cient \ufb01x\x00 works.")) == ["The efficient fix works."]


def test_pages_without_places_are_still_read() -> None:
    assert texts([Line("Zinc works."), Line("Honey does not.")]) == [
        "Zinc works.",
        "Honey does not.",
    ]


def test_no_pages_have_no_blocks() -> None:
    assert pieces([]) == []
    assert pieces([[], []]) == []


def test_a_word_cut_more_than_once_is_made_whole() -> None:
    lines = ["The com-", "mon cold of pre-", "vent", "ion is short and the trials say so, as ever."]
    [text] = texts(page(*lines))
    assert text.startswith("The common cold of prevent ion is short")


def test_a_page_of_ten_thousand_lines_keeps_all_words() -> None:
    lines = [f"zinc{number} shortens the com-" for number in range(10_000)]
    [text] = texts(page(*lines, top=200_000.0))
    assert text.count("zinc") == 10_000
    assert text.endswith("com-")
