from __future__ import annotations

import pytest

from citecheck.pubmed.filters import filter_query, published_term, search_filters
from citecheck.pubmed.syntax import render


def test_pubmed_is_sent_each_filter_word_for_word() -> None:
    for name, found in search_filters().items():
        assert render(filter_query(name)) == found.term == published_term(name)


def test_each_filter_says_where_it_comes_from() -> None:
    for found in search_filters().values():
        assert len(found.source) > 20 and found.label


def test_the_tree_of_a_filter_runs_on_pubmed_too() -> None:
    for found in search_filters().values():
        assert render(found.tree)


def test_a_filter_that_does_not_exist_is_an_error() -> None:
    assert published_term("no-such-filter") is None
    with pytest.raises(KeyError):
        filter_query("no-such-filter")
