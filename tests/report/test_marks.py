from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from citecheck.report.marks import Piece, paragraphs
from tests.reports import claim

TEXT = "Hops help. Hops heal old men.\n\nMilk helps."


def _pieces(text: str, *words: str) -> list[list[Piece]]:
    return [list(each) for each in paragraphs(text, [claim(text, each) for each in words])]


def test_each_claim_is_cut_out_and_begins_once() -> None:
    assert _pieces(TEXT, "Hops help", "Milk helps") == [
        [Piece("Hops help", (0,), (0,)), Piece(". Hops heal old men.", (), ())],
        [Piece("Milk helps", (1,), (1,)), Piece(".", (), ())],
    ]


def test_words_of_two_claims_belong_to_the_shorter_one_first() -> None:
    [first, _] = _pieces(TEXT, "Hops help. Hops heal", "heal old men")
    assert [(each.text, each.covered_by, each.begins) for each in first] == [
        ("Hops help. Hops ", (0,), (0,)),
        ("heal", (1, 0), (1,)),
        (" old men", (1,), ()),
        (".", (), ()),
    ]


def test_two_claims_may_begin_at_one_word() -> None:
    [[first, second, *_], _] = _pieces(TEXT, "Hops help. Hops heal", "Hops help")
    assert (first.text, first.covered_by, first.begins) == ("Hops help", (1, 0), (0, 1))
    assert (second.text, second.covered_by, second.begins) == (". Hops heal", (0,), ())


def test_a_claim_of_no_words_marks_nothing() -> None:
    empty = claim(TEXT, "Hops").model_copy(update={"end": 0})
    assert [[each.covered_by for each in one] for one in paragraphs(TEXT, [empty])] == [[()], [()]]


def test_a_text_without_claims_is_still_there_to_read() -> None:
    assert _pieces("One.\n \nTwo.") == [[Piece("One.", (), ())], [Piece("Two.", (), ())]]
    assert _pieces("") == []


def test_a_claim_is_never_torn_by_a_blank_line() -> None:
    [only] = _pieces("Hops\n\nhelp", "Hops\n\nhelp")
    assert "".join(piece.text for piece in only) == "Hops\n\nhelp"


def test_a_line_that_a_program_wrapped_is_one_with_the_next() -> None:
    wrapped = "A line of some sixty characters that ends in the middle of\na sentence. And on."
    assert _pieces(wrapped)[0][0].text == wrapped.replace("\n", " ")
    for kept in ("Short line\nof a poem", wrapped.replace("\na", "\n- a"), "x" * 55 + ".\nNew"):
        assert _pieces(kept)[0][0].text == kept


def test_a_line_as_long_as_a_paragraph_is_one() -> None:
    long = "word " * 30 + "end."
    assert len(_pieces(f"Heading\n{long}\n{long}\nLast words.")) == 4


def test_a_mangled_percent_sign_is_one_again() -> None:
    assert _pieces(f"30 {{{'0' * 64}}} of men")[0][0].text == "30 % of men"


@given(
    st.text(alphabet="ab .\n", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6),
)
def test_no_word_is_lost_and_every_claim_is_marked_whole(
    text: str, places: list[tuple[int, int]]
) -> None:
    model = claim("x", "x")
    claims = [
        model.model_copy(update={"start": min(a, b, len(text)), "end": min(max(a, b), len(text))})
        for a, b in places
    ]
    found = [piece for each in paragraphs(text, claims) for piece in each]
    shown = re.sub(r"\s", "", "".join(piece.text for piece in found))
    assert shown == re.sub(r"\s", "", text)
    for number, each in enumerate(claims):
        covered = "".join(piece.text for piece in found if number in piece.covered_by)
        assert covered.replace("\n", " ") == text[each.start : each.end].replace("\n", " ")
        begun = sum(number in piece.begins for piece in found)
        assert begun == (each.start < each.end)
