from __future__ import annotations

import pytest

from citecheck.pubmed.filters import filter_query, published_filters, published_term
from citecheck.pubmed.syntax import render
from citecheck.pubmed.term import parse_term
from citecheck.text.tables import read_table

NAMES = sorted(published_filters())
TABLE = read_table("citecheck.pubmed", "published_filters.toml")
UIS = {**TABLE["headings"], **TABLE["subheadings"]}


@pytest.mark.parametrize("name", NAMES)
def test_pubmed_is_sent_each_filter_word_for_word(name: str) -> None:
    assert render(filter_query(name)) == published_filters()[name].term == published_term(name)
    assert len(published_filters()[name].source) > 20


@pytest.mark.parametrize("name", NAMES)
def test_the_tree_of_a_filter_runs_on_pubmed_too(name: str) -> None:
    tree = published_filters()[name].tree
    assert parse_term(render(tree), UIS) == tree


def test_a_filter_that_does_not_exist_is_an_error() -> None:
    assert published_term("no-such-filter") is None
    with pytest.raises(KeyError):
        filter_query("no-such-filter")
