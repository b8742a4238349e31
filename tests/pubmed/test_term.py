from __future__ import annotations

import pytest

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Words
from citecheck.pubmed.syntax import render
from citecheck.pubmed.term import parse_term

A, B, C = Words(text="a"), Words(text="b"), Words(text="c")
UIS = {"humans": "D006801"}


@pytest.mark.parametrize(
    ("term", "tree"),
    [
        ("a[tiab]", A),
        ('"a b"[ti]', Words(text="a b", field="title")),
        ("random*[Title/Abstract]", Words(text="random", prefix=True)),
        ("humans[mh]", Mesh(ui="D006801", name="humans")),
        ("humans[mh:noexp]", Mesh(ui="D006801", name="humans", explode=False)),
        ("clinical trial[Publication Type]", PubType(name="clinical trial")),
        ("2001:3000[dp]", Published(first=2001)),
        ("a[tiab] OR b[tiab] OR c[tiab]", Or(parts=(A, B, C))),
        ("(a[tiab] OR b[tiab]) OR c[tiab]", Or(parts=(Or(parts=(A, B)), C))),
        ("((a[tiab]))", A),
        ("a[tiab] NOT b[tiab]", Not(keep=A, drop=B)),
        ("a[tiab] b[tiab]", And(parts=(A, B))),
    ],
)
def test_known_syntax_becomes_a_tree(term: str, tree: Query) -> None:
    assert parse_term(term, UIS) == tree


def test_booleans_run_left_to_right_as_in_pubmed() -> None:
    assert parse_term("a[tiab] OR b[tiab] AND c[tiab]", {}) == And(parts=(Or(parts=(A, B)), C))
    assert parse_term("a[tiab] NOT b[tiab] OR c[tiab]", {}) == Or(parts=(Not(keep=A, drop=B), C))


@pytest.mark.parametrize(
    "term",
    [
        "", "a", "a[tiab", "a[nosuch]", "(a[tiab]", "a[tiab])", "AND a[tiab]",
        "a[tiab] AND", "unknown heading[mh]", "20:30[dp]", '"a[tiab]',
    ],
)  # fmt: skip
def test_unknown_syntax_is_refused_and_never_guessed(term: str) -> None:
    with pytest.raises(QueryRejected):
        parse_term(term, UIS)


@pytest.mark.parametrize("between", ["\x00", "}", "=", "#", " \\ "])
def test_nothing_that_is_left_out_when_written_stands_behind_a_star(between: str) -> None:
    assert parse_term(f"ache*{between}[ab]", {}) == parse_term("ache*[ab]", {})


@pytest.mark.parametrize(
    "term", ['"zinc"[{}]', "{} [sb]", "zinc and {}[ti]", "{}:[dp]", "({}", "{}[mh]"]
)
def test_a_refusal_repeats_no_more_than_the_place(term: str) -> None:
    with pytest.raises(QueryRejected) as caught:
        parse_term(term.format("a" * 5_000), {})
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("words", [("AND", "OR"), ("NOT", "NOT"), ("OR", "NOT")])
def test_a_tree_that_no_reader_could_climb_is_refused(words: tuple[str, str]) -> None:
    few, many = ("a[ti] " + "".join(f"{w} b[ti] " for w in words * n) for n in (50, 600))
    assert render(parse_term(few, {}))
    with pytest.raises(QueryRejected, match="take turns"):
        parse_term(many, {})


def test_a_long_run_of_one_word_is_one_group() -> None:
    query = parse_term(" OR ".join(f"word{number}[ti]" for number in range(5_000)), {})
    assert isinstance(query, Or)
    assert len(query.parts) == 5_000
