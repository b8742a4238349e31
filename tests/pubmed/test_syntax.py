from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, Subset, Words
from citecheck.pubmed.filters import filter_query
from citecheck.pubmed.syntax import render
from citecheck.pubmed.term import parse_term

from .queries import HEADINGS, trees

UIS = {name.lower(): ui for name, ui in HEADINGS.items()}
A, B, C = Words(text="alpha"), Words(text="beta"), Words(text="gamma")


@pytest.mark.parametrize(
    ("query", "term"),
    [
        (Words(text="cluster headache"), '"cluster headache"[tiab]'),
        (Words(text="ketamine", field="title"), '"ketamine"[ti]'),
        (Words(text="ketamine", field="all"), '"ketamine"[all]'),
        (Words(text="random", prefix=True), "random*[tiab]"),
        (Words(text="cluster headac", prefix=True), '"cluster headac*"[tiab]'),
        (Words(text="beta-block", prefix=True), '"beta-block*"[tiab]'),
        (
            Words(text="3,4-methylenedioxymethamphetamine"),
            '"3,4-methylenedioxymethamphetamine"[tiab]',
        ),
        (Mesh(ui="D007649", name="Ketamine"), '"Ketamine"[mh]'),
        (Mesh(ui="D007649", name="Ketamine", explode=False), '"Ketamine"[mh:noexp]'),
        (Mesh(ui="C000629870", name="Esketamine"), '"Esketamine"[nm]'),
        (Mesh(ui="Q000627", name="therapeutic use"), '"therapeutic use"[sh]'),
        (
            Mesh(ui="D000444", name="Aldehyde Dehydrogenase (NAD+)"),
            '"Aldehyde Dehydrogenase (NAD+)"[mh]',
        ),
        (PubType(name="Clinical Trial, Phase III"), '"Clinical Trial, Phase III"[pt]'),
        (Published(first=2000, last=2020), "2000:2020[dp]"),
        (Published(first=2000), "2000:3000[dp]"),
        (Published(last=2020), "1000:2020[dp]"),
        (Published(before="2020-03-01"), "1000:2020/02/29[dp]"),
        (Published(before="0001-01-01"), "1000:1000[dp]"),
        (Published(before="1000-05-01"), "1000:1000[dp]"),
        (Published(first=2001, before="2020-01-01"), "2001:2019/12/31[dp]"),
        (And(parts=(A, B)), '("alpha"[tiab] AND "beta"[tiab])'),
        (And(parts=(A,)), '"alpha"[tiab]'),
        (Not(keep=A, drop=B), '("alpha"[tiab]) NOT ("beta"[tiab])'),
        (
            Not(keep=Or(parts=(A, B)), drop=C),
            '("alpha"[tiab] OR "beta"[tiab]) NOT ("gamma"[tiab])',
        ),
        (filter_query("systematic"), "systematic[sb]"),
        (Subset(name="ours", parts=A), '"alpha"[tiab]'),
    ],
)
def test_each_node_has_its_pubmed_form(query: Query, term: str) -> None:
    assert render(query) == term


def test_a_not_inside_a_group_keeps_to_itself() -> None:
    inner = Not(keep=B, drop=C)
    closed = '("alpha"[tiab] OR (("beta"[tiab]) NOT ("gamma"[tiab])))'
    assert render(Or(parts=(A, inner))) == closed
    assert render(Or(parts=(A, Subset(name="ours", parts=inner)))) == closed
    assert render(Or(parts=(A, And(parts=(inner,))))) == closed


def test_a_published_filter_with_an_open_not_is_bracketed_in_a_group() -> None:
    term = render(And(parts=(A, filter_query("humans"))))
    assert term == '("alpha"[tiab] AND (all[sb] NOT (animals[mh] NOT humans[mh])))'


@given(trees)
def test_what_is_rendered_reads_back_as_the_same_tree(query: Query) -> None:
    assert parse_term(render(query), UIS) == query


HOSTILE = st.lists(
    st.sampled_from(
        [
            '"',
            "[ti]",
            " OR ",
            "NOT",
            "(",
            ")",
            "*",
            ":~3",
            "#1",
            "pain",
            "drug",
            "“",
            "/",
            "\n",
            "é",
        ]
    )
    | st.characters(),
    max_size=12,
).map("".join)


@given(HOSTILE, st.sampled_from(("words", "prefix", "mesh", "pt")))
def test_no_words_can_change_the_shape_of_a_query(text: str, node: str) -> None:
    leaf: Query
    match node:
        case "words":
            leaf = Words(text=text)
        case "prefix":
            leaf = Words(text=text, prefix=True)
        case "mesh":
            leaf = Mesh(ui="D000001", name=text)
        case _:
            leaf = PubType(name=text)
    try:
        term = render(And(parts=(A, leaf)))
    except QueryRejected:
        return
    unit = r'(?:"[^"\[\]]+"|[^\W_]+\*)\[(?:tiab|mh|pt)\]'
    assert re.fullmatch(rf"\({unit} AND {unit}\)", term)


@pytest.mark.parametrize(
    "query",
    [
        Words(text=""),
        Words(text=' "()[]* '),
        Words(text="--"),
        Words(text="ran", prefix=True),
        Words(text="vitamin d", prefix=True),
        Mesh(ui="D000001", name=""),
        PubType(name="*"),
        And(parts=()),
        Or(parts=(A, Or(parts=()))),
    ],
)
def test_what_pubmed_could_not_run_is_rejected(query: Query) -> None:
    with pytest.raises(QueryRejected):
        render(query)
