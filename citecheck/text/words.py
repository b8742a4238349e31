"""Words that carry no content of their own."""

from __future__ import annotations

from functools import cache

from citecheck.text.tables import read_table


@cache
def function_words() -> frozenset[str]:
    """English function words in lower case, as words.toml lists them."""
    return frozenset(read_table("citecheck.text", "words.toml")["words"])
