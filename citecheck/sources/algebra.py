"""What an engine must be able to say, so that one lowering serves every engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

Q = TypeVar("Q")
"""A query of the engine."""
ANY = ".*"
"""In a pattern: any letters, or none. Words hold letters and digits only."""


class Algebra(Protocol[Q]):
    """Makes and joins queries of one engine. Fields are those of `sources.schema`."""

    def nothing(self) -> Q:
        """Matches no study."""
        ...

    def word(self, field: str, word: str) -> Q:
        """Studies with a word, the rarer the higher."""
        ...

    def pattern(self, field: str, pattern: str) -> Q:
        """Studies with a word of this pattern."""
        ...

    def phrase(self, field: str, words: Sequence[str]) -> Q:
        """Studies in which the words follow each other."""
        ...

    def phrase_of_patterns(self, field: str, patterns: Sequence[str]) -> Q:
        """Studies in which words of these patterns follow each other."""
        ...

    def near(self, field: str, words: Sequence[str], distance: int) -> Q:
        """Studies with the words in any order and at most `distance` others among them.

        Raises: QueryRejected where the engine cannot tell.
        """
        ...

    def terms(self, values: Sequence[str]) -> Q:
        """Studies with any of these terms in `schema.TERMS`; the score means nothing."""
        ...

    def has_terms_from(self, mark: str) -> bool:
        """Whether any study has a term that begins so."""
        ...

    def numbers(self, field: str, low: int, high: int) -> Q:
        """Studies whose number lies between, both ends included; the score means nothing."""
        ...

    def every(self, queries: Sequence[Q]) -> Q:
        """What all match; scores add up."""
        ...

    def some(self, queries: Sequence[Q]) -> Q:
        """What any matches; scores add up."""
        ...

    def best(self, queries: Sequence[Q], tie_breaker: float) -> Q:
        """What any matches; the best score counts, and a share of the others."""
        ...

    def without(self, keep: Q, drop: Q) -> Q:
        """What `keep` matches and `drop` does not."""
        ...

    def constant(self, query: Q, score: float) -> Q:
        """The same studies, all with this score."""
        ...

    def boosted(self, query: Q, factor: float) -> Q:
        """The same studies, their score times `factor`."""
        ...
