from __future__ import annotations

import pytest

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Words
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
