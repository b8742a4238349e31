"""Words without content."""

from __future__ import annotations

from citecheck.text.tables import read_table
from citecheck.text.words import function_words


def test_the_list_holds_its_examples_and_not_its_near_misses() -> None:
    table = read_table("citecheck.text", "words.toml")
    assert table["source"]
    assert set(table["fires"]) <= function_words()
    assert not set(table["near_miss"]) & function_words()
