"""The last widening: by the words of the claim."""

from __future__ import annotations

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import Or
from citecheck.model.study import AbstractSection, Study
from citecheck.pubmed.syntax import render
from citecheck.queries.worded import MOST_WORDS, worded_query
from citecheck.sources.source import LocalSource
from tests.queries.trees import words


def study(key: str, text: str) -> Study:
    return Study(id=key, title=key, abstract=(AbstractSection(section="", text=text),))


def test_every_content_word_counts_and_no_function_word(lexicon: Lexicon) -> None:
    query = worded_query("The glimmering of moons is not without an effect.", lexicon)
    assert query is not None
    assert {"glimmering", "moons", "moon", "effect"} <= words(query)
    assert not {"the", "of", "is", "not", "without", "an"} & words(query)


def test_what_the_claim_names_is_searched_by_its_other_names_too(lexicon: Lexicon) -> None:
    query = worded_query("Ecstasy calms zebras.", lexicon)
    assert query is not None
    assert {"mdma", "zebras", "zebra"} <= words(query)


def test_a_study_with_more_of_the_words_ranks_higher_than_one_with_many_names_of_one(
    lexicon: Lexicon,
) -> None:
    corpus = [
        study("names", "MDMA, ecstasy, midomafetamine and MDMA again were sold."),
        study("both", "MDMA was given to zebras."),
        study("other", "Zebras slept."),
        study("neither", "Lions slept."),
    ]
    source = LocalSource(corpus, lexicon, kind="file", detail="corpus")
    query = worded_query("Ecstasy calms zebras.", lexicon)
    assert query is not None
    found = source.search(query, limit=10)
    assert found.keys[0] == "both"
    assert set(found.keys) == {"names", "both", "other"}
    assert found.count == 3


def test_a_claim_without_words_has_no_such_search(lexicon: Lexicon) -> None:
    assert worded_query("It is what it is.", lexicon) is None


def test_a_very_long_claim_is_searched_by_its_first_words(lexicon: Lexicon) -> None:
    query = worded_query(" ".join(f"zq{n}x" for n in range(500)), lexicon)
    assert isinstance(query, Or)
    assert len(query.parts) == MOST_WORDS
    assert render(query).count("[tiab]") <= 2 * 3 * MOST_WORDS
