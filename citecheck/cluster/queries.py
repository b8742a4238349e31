"""Queries of OpenSearch, as its JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from citecheck.sources import schema
from citecheck.sources.algebra import ANY

Dsl = dict[str, Any]


class ClusterQueries:
    """An `Algebra` whose queries are the bodies of searches.

    Words were cut before they were sent, so that a cluster finds what an index here finds.
    `has_terms_from` is asked of the cluster by `ask_terms`.
    """

    def __init__(self, ask_terms: Callable[[str], bool]) -> None:
        self._ask_terms = ask_terms

    def nothing(self) -> Dsl:
        return {"match_none": {}}

    def word(self, field: str, word: str) -> Dsl:
        return {"term": {field: {"value": word}}}

    def pattern(self, field: str, pattern: str) -> Dsl:
        return {"wildcard": {field: {"value": _wild(pattern)}}}

    def phrase(self, field: str, words: Sequence[str]) -> Dsl:
        return {"match_phrase": {field: " ".join(words)}}

    def phrase_of_patterns(self, field: str, patterns: Sequence[str]) -> Dsl:
        clauses = [
            {"span_multi": {"match": self.pattern(field, pattern)}}
            if ANY in pattern
            else {"span_term": {field: pattern}}
            for pattern in patterns
        ]
        return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}

    def near(self, field: str, words: Sequence[str], distance: int) -> Dsl:
        # Not span_near: there one word would do for two of the same.
        rule = {"query": " ".join(words), "max_gaps": distance, "mode": "unordered_no_overlap"}
        return {"intervals": {field: {"match": rule}}}

    def terms(self, values: Sequence[str]) -> Dsl:
        return {"terms": {schema.TERMS: list(values)}}

    def has_terms_from(self, mark: str) -> bool:
        return self._ask_terms(mark)

    def numbers(self, field: str, low: int, high: int) -> Dsl:
        return {"range": {field: {"gte": low, "lte": high}}}

    def every(self, queries: Sequence[Dsl]) -> Dsl:
        return {"bool": {"must": list(queries)}}

    def some(self, queries: Sequence[Dsl]) -> Dsl:
        return {"bool": {"should": list(queries), "minimum_should_match": 1}}

    def best(self, queries: Sequence[Dsl], tie_breaker: float) -> Dsl:
        return {"dis_max": {"queries": list(queries), "tie_breaker": tie_breaker}}

    def without(self, keep: Dsl, drop: Dsl) -> Dsl:
        return {"bool": {"must": [keep], "must_not": [drop]}}

    def constant(self, query: Dsl, score: float) -> Dsl:
        return {"constant_score": {"filter": query, "boost": score}}

    def boosted(self, query: Dsl, factor: float) -> Dsl:
        return {"bool": {"must": [query], "boost": factor}}


def _wild(pattern: str) -> str:
    return pattern.replace(ANY, "*")
