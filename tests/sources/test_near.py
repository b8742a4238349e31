"""Searches by place and by pattern: what can be asked, and how much is tried."""

from __future__ import annotations

import itertools

import pytest

from citecheck.concepts.lexicon import load
from citecheck.errors import QueryRejected
from citecheck.model.query import Near, Wildcard
from citecheck.model.study import Study
from citecheck.sources.index import StudyIndex
from citecheck.sources.tantivy_queries import MOST_NEAR, _arrangements


@pytest.mark.parametrize("words", ["a", "a b", "b a a", "a b c a", "d c b a"])
@pytest.mark.parametrize("distance", [0, 1, 3])
def test_words_are_arranged_in_every_order_and_with_every_gap(words: str, distance: int) -> None:
    said = words.split()
    spread = range(len(said) + distance)
    wanted = {
        tuple(zip((0, *places), order, strict=True))
        for places in itertools.combinations(spread[1:], len(said) - 1)
        for order in itertools.permutations(said)
    }
    found = [tuple(each) for each in _arrangements(said, distance)]
    assert set(found) == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize(
    "words",
    [
        " ".join(f"w{number}" for number in range(MOST_NEAR)),
        " ".join(f"w{number}" for number in range(MOST_NEAR + 1)),
        "cluster headache " * 500,
    ],
)
def test_more_ways_than_can_be_tried_are_refused_before_they_are_made(words: str) -> None:
    """Twenty words have two trillion million orders."""
    index = StudyIndex([Study(pmid="1", title="Cluster headache")], load())
    with pytest.raises(QueryRejected, match="more ways than are tried"):
        index.search(Near(text=words, distance=3), 1)


def test_words_that_come_again_are_no_more_ways() -> None:
    index = StudyIndex([Study(pmid="1", title="Pain and pain and pain")], load())
    assert index.search(Near(text="pain pain pain", distance=2), 1) == (1, ("1",))
    assert index.search(Near(text="pain pain pain", distance=1), 1) == (0, ())


@pytest.mark.parametrize("text", ["0*" * 100, "ketamine " + "0*" * 100, "a*" + "b" * 2_000])
def test_patterns_too_large_for_the_engine_are_refused(text: str) -> None:
    index = StudyIndex([Study(pmid="1", title="Ketamine 00")], load())
    with pytest.raises(QueryRejected, match="so many wildcards, or so long"):
        index.search(Wildcard(text=text), 1)
