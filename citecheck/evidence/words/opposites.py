"""Words that turn a statement round: "ZQR7-dependent" and "ZQR7-independent"."""

from __future__ import annotations

from functools import cache

from citecheck.evidence.tables import table


def turns_round(claim: frozenset[str], sentence: frozenset[str]) -> bool:
    """Whether a sentence has the opposite of a word of the claim, and not that word too.

    Both are given as their words in lower case. Two opposites turn it back again.
    """
    opposed = sum(
        (not claim.isdisjoint(mine) and sentence.isdisjoint(mine))
        and (claim.isdisjoint(others) and not sentence.isdisjoint(others))
        for one, other in _pairs()
        for mine, others in ((one, other), (other, one))
    )
    return opposed % 2 == 1


@cache
def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(pair["one"]), frozenset(pair["other"]))
        for pair in table("words/opposites")["pair"]
    )
