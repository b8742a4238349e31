"""How much a word tells of what a text is about: the rarer, the more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import log
from types import MappingProxyType

from citecheck.evidence import tables
from citecheck.evidence.words.stems import root

_NEVER_LISTED = 1000
"""A word that is not in the table stands in at most one abstract of so many."""


def telling(stems: Iterable[str]) -> float:
    """What the rarest of some stems tells: the logarithm of how few abstracts hold it.

    A number tells nothing of a subject, and counts 0.
    """
    return max((_of_one(stem) for stem in stems), default=0.0)


def _of_one(stem: str) -> float:
    if not any(letter.isalpha() for letter in stem):
        return 0.0
    return log(_one_in().get(root(stem), _NEVER_LISTED))


@cache
def _one_in() -> Mapping[str, int]:
    tiers = tables.table("words/rarity")["tier"]
    return MappingProxyType(
        {word: tier["one_in"] for tier in tiers for word in " ".join(tier["roots"]).split()}
    )
