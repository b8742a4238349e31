"""Random query trees, for tests that must hold for every tree."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

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
    Wildcard,
    Words,
)

HEADINGS = {
    "Headache": "D006261",
    "Ketamine": "D007649",
    "Esketamine": "C000629870",
    "Aldehyde Dehydrogenase (NAD+)": "D000444",
    "therapeutic use": "Q000627",
}

words = st.builds(
    Words,
    text=st.from_regex(r"[a-z]{4,9}( [a-z0-9]{4,7}){0,2}", fullmatch=True),
    field=st.sampled_from(("all", "title", "tiab")),
    prefix=st.booleans(),
)
headings = st.builds(
    lambda name, explode: Mesh(
        name=name, ui=HEADINGS[name], explode=explode or HEADINGS[name][0] != "D"
    ),
    st.sampled_from(sorted(HEADINGS)),
    st.booleans(),
)
years = st.builds(
    Published,
    first=st.none() | st.integers(1900, 1999),
    last=st.none() | st.integers(2000, 2100),
) | st.builds(
    Published,
    first=st.none() | st.integers(1900, 1999),
    before=st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(date.isoformat),
)
types = st.builds(PubType, name=st.sampled_from(("Review", "Clinical Trial, Phase III")))
leaves: st.SearchStrategy[Query] = words | headings | years | types


def _groups(members: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(members, min_size=2, max_size=4).map(tuple)
    return (
        st.builds(And, parts=parts)
        | st.builds(Or, parts=parts)
        | st.builds(Not, keep=members, drop=members)
    )


trees: st.SearchStrategy[Query] = st.recursive(leaves, _groups, max_leaves=12)

whole_headings = st.builds(
    lambda heading, explode, major, qualifier: Mesh(
        ui=heading[0], name=heading[1], explode=explode, major=major, qualifier=qualifier
    ),
    st.sampled_from((("D008881", "Migraine Disorders"), ("D000444", "Aldehyde Dehydrogenase"))),
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from(("drug therapy", "administration & dosage")),
)
subheadings = st.builds(
    lambda name, explode: Mesh(ui="Q", name=name, explode=explode),
    st.sampled_from(("therapy", "drug therapy")),
    st.booleans(),
)
wildcards = st.builds(
    Wildcard, text=st.from_regex(r"[a-z]{4,6}\*[a-z]{1,4}( [a-z]{3,5})?", fullmatch=True)
)
proximity = st.builds(
    Near,
    text=st.from_regex(r"[a-z]{3,6}( [a-z]{3,6}){1,2}", fullmatch=True),
    distance=st.integers(0, 30),
    field=st.sampled_from(("title", "tiab")),
)
fields = st.builds(
    Words,
    text=st.from_regex(r"[a-z]{4,9}( [a-z0-9]{4,7}){0,2}", fullmatch=True),
    field=st.sampled_from(("text", "abstract", "keyword", "author", "journal")),
)
attributes: st.SearchStrategy[Query] = st.sampled_from(
    (
        Attribute(kind="language", value="eng"),
        Attribute(kind="indexing", value="in-process"),
        Attribute(kind="has", value="abstract"),
        Identifier(kind="pmid", value="12345"),
        Identifier(kind="doi", value="10.1000/(x)y"),
    )
)
texts: st.SearchStrategy[Query] = words | fields | wildcards | proximity
headed: st.SearchStrategy[Query] = whole_headings | subheadings
names: st.SearchStrategy[Query] = headed | years | types
searches: st.SearchStrategy[Query] = st.recursive(
    texts | names | attributes, _groups, max_leaves=12
)
"""Everything that PubMed's syntax can write, but for filters by name."""
