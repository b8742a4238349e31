from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import QueryRejected
from citecheck.model.query import (
    And,
    Attribute,
    Identifier,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    Wildcard,
    Words,
)
from citecheck.pubmed.syntax import render
from citecheck.pubmed.vocabulary import parse_search

from .queries import searches

MIGRAINE = Mesh(ui="D008881", name="Migraine Disorders")


@pytest.mark.parametrize(
    ("term", "tree"),
    [
        ("snow[tw]", Words(text="snow", field="text")),
        ("snow [ab]", Words(text="snow", field="abstract")),
        ('"snow" [ab]', Words(text="snow", field="abstract")),
        ("“soft snow”[ot]", Words(text="soft snow", field="keyword")),
        ('"snow*"[Title]', Words(text="snow", field="title", prefix=True)),
        ('"organi*ation of snow"[tiab]', Wildcard(text="organi*ation of snow")),
        ('"snow fall"[tiab:~3]', Near(text="snow fall", distance=3)),
        ('"snow fall"[Title:~0]', Near(text="snow fall", distance=0, field="title")),
        ("smith j[au]", Words(text="smith j", field="author", prefix=True)),
        ('"smith j"[au]', Words(text="smith j", field="author")),
        ("smith[au]", Words(text="smith", field="author")),
        ("lancet[ta]", Words(text="lancet", field="journal")),
        ("Migraine Disorders[Mesh]", MIGRAINE),
        ("Migraine[MeSH Terms]", MIGRAINE),
        ("migraine disorders[majr]", MIGRAINE.model_copy(update={"major": True})),
        (
            "migraine disorders[Majr:NoExp]",
            MIGRAINE.model_copy(update={"major": True, "explode": False}),
        ),
        (
            '"Migraine Disorders/drug therapy"[Mesh]',
            MIGRAINE.model_copy(update={"qualifier": "drug therapy"}),
        ),
        ("migraine/dt[mh:noexp]", MIGRAINE.model_copy(
            update={"qualifier": "drug therapy", "explode": False}
        )),
        ("drug therapy[sh]", Mesh(ui="Q", name="drug therapy")),
        ("th[sh:noexp]", Mesh(ui="Q", name="therapy", explode=False)),
        ("review[Publication Type]", PubType(name="review")),
        ("2010[dp]", Published(first=2010, last=2010)),
        ("2010:2020[dp]", Published(first=2010, last=2020)),
        ("2010:3000[pdat]", Published(first=2010)),
        ("2010/01/01:2020/12/31[Date - Publication]", Published(first=2010, before="2021-01-01")),
        ("2010:2020/03/15[dp]", Published(first=2010, before="2020-03-16")),
        (
            '"2010/01/01"[Date - Publication] : "3000"[Date - Publication]',
            Published(first=2010),
        ),
        ('("2010"[dp] : "2012/12"[dp])', Published(first=2010, before="2013-01-01")),
        ("english[la]", Attribute(kind="language", value="eng")),
        ("fre[Language]", Attribute(kind="language", value="fre")),
        ("medline[sb]", Attribute(kind="indexing", value="medline")),
        ("pubmednotmedline[sb]", Attribute(kind="indexing", value="pubmed-not-medline")),
        ("hasabstract", Attribute(kind="has", value="abstract")),
        ("hasretractionin", Attribute(kind="has", value="retractionin")),
        ("hasabstract[filter]", Attribute(kind="has", value="abstract")),
        ("humans[Filter]", Mesh(ui="D006801", name="Humans", explode=False)),
        ("all[sb]", Published()),
        ("31452104[uid]", Identifier(kind="pmid", value="31452104")),
        ("10.1000/x.y[doi]", Identifier(kind="doi", value="10.1000/x.y")),
        ('"soft snow"', Words(text="soft snow", field="all")),
        ("snow AND ice[ti]", And(parts=(
            Or(parts=(Mesh(ui="D012914", name="Snow"), Words(text="snow", field="all"))),
            Words(text="ice", field="title"),
        ))),
    ],
)  # fmt: skip
def test_what_searchers_write_becomes_a_tree(term: str, tree: Query, lexicon: Lexicon) -> None:
    assert parse_search(term, lexicon) == tree


def test_systematic_is_the_shipped_filter(lexicon: Lexicon) -> None:
    tree = parse_search("systematic[sb]", lexicon)
    assert isinstance(tree, Subset)
    assert render(tree) == "systematic[sb]"


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("free full text[sb]", "known to PubMed alone"),
        ("cancer[sb]", "only PubMed keeps up"),
        ("nosuch[sb]", "Not a subset"),
        ("london[ad]", "affiliations are not kept"),
        ("2020/03/01[edat]", "only the year of publication"),
        ("2020/03:2021/05[dp]", "from the start of a year"),
        ("2020/03/15[dp]", "from the start of a year"),
        ("2020:2021/02/30[dp]", "day of the calendar"),
        ("12[vi]", "volume, issue and pages are not kept"),
        ("snow[nosuch]", "no field of PubMed"),
        ("#1 AND #2", "search history"),
        ("snow and ice", "in capitals"),
        ("snow[ti] or ice[ti]", "in capitals"),
        ("zzqq[mh]", "Not a heading"),
        ("migraine/nosuch[mh]", "Not a subheading"),
        ("migr*[mh]", "whole name"),
        ("klingon[la]", "Not a language"),
        ('"snow fa*"[tiab:~3]', "proximity"),
        ('"snow fall"[ad:~3]', "affiliations"),
        ('"snow fall"[au:~3]', "in \\[ti\\] and \\[tiab\\]"),
        ("the of", "stop words"),
        ("snow[ti] AND", "expected"),
        ("(snow[ti]", "closing bracket"),
        ("snow[ti])", "Not PubMed syntax"),
        ("snow[ti] : ice[ti]", "between two dates"),
        ('""[ti]', "empty"),
        ("(" * 100 + "snow[ti]" + ")" * 100, "brackets within"),
        ("x" * 300_000, "longer than"),
    ],
)
def test_what_cannot_be_honoured_is_refused_with_the_reason(
    term: str, reason: str, lexicon: Lexicon
) -> None:
    with pytest.raises(QueryRejected, match=reason):
        parse_search(term, lexicon)


def test_untagged_words_are_mapped_longest_first(lexicon: Lexicon) -> None:
    tree = parse_search("cluster headache in men", lexicon)
    assert isinstance(tree, And)
    first, second = tree.parts
    assert isinstance(first, Or)
    assert first.parts[:2] == (
        Mesh(ui="D003027", name="Cluster Headache"),
        Words(text="cluster headache", field="all"),
    )
    assert isinstance(second, Or)
    assert second.parts[-1] == Words(text="men", field="all")


def test_booleans_run_strictly_left_to_right(lexicon: Lexicon) -> None:
    a, b, c, d = (Words(text=t, field="title") for t in "abcd")
    tree = parse_search("a[ti] OR b[ti] AND c[ti] NOT d[ti]", lexicon)
    assert tree == Not(keep=And(parts=(Or(parts=(a, b)), c)), drop=d)


@settings(max_examples=300)
@given(query=searches)
def test_what_is_rendered_reads_back_as_the_same_tree(query: Query, lexicon: Lexicon) -> None:
    assert parse_search(render(query), lexicon) == query


def test_a_published_strategy_runs_as_it_is(lexicon: Lexicon) -> None:
    strategy = """
    ("Cluster Headache"[Mesh] OR "Trigeminal Autonomic Cephalalgias"[Mesh:NoExp] OR
     cluster headache*[tiab] OR (horton*[tiab] AND headach*[tiab])) AND
    ("Oxygen Inhalation Therapy"[Majr] OR oxygen[ti] OR "high flow oxygen"[tiab:~2])
    AND (randomized controlled trial[pt] OR controlled clinical trial[pt] OR randomized[tiab] OR
     placebo[tiab] OR "drug therapy"[sh] OR randomly[tiab] OR trial[tiab] OR groups[tiab])
    NOT (animals[mh] NOT humans[mh])
    AND ("1990/01/01"[PDAT] : "2024/12/31"[PDAT]) AND english[lang] AND hasabstract
    """
    tree = parse_search(strategy, lexicon)
    assert parse_search(render(tree), lexicon) == tree


@pytest.mark.parametrize(
    "part", ['"', "(", "a ", "[", ":", "a[ti] : ", '"a" ', "AND ", ' :"', "a:", "a[ti] "]
)
def test_a_hostile_string_of_any_length_is_read_or_refused(part: str, lexicon: Lexicon) -> None:
    with contextlib.suppress(QueryRejected):
        parse_search(part * (60_000 // len(part)), lexicon)
