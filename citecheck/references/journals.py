"""Whether two names are of one journal: in full, abbreviated, by initials, or of old."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from citecheck.references.words import plain
from citecheck.text.tables import read_table

_ALIKE: Final = 90.0
"""Of 100: one slip in a name of ten letters."""
_NO_WORDS = frozenset(("the", "of", "and", "in", "for", "on", "a", "an", "et", "de", "la"))
_BRACKETS = re.compile(r"\([^()]{0,40}\)")


def is_same_journal(one: str, other: str) -> bool | None:
    """Whether both name one journal; None where a name holds no words."""
    left, right = _words(one), _words(other)
    if not left or not right:
        return None
    if _is_abbreviation(left, right) or _is_abbreviation(right, left):
        return True
    names = (" ".join(left), " ".join(right))
    return any(known.issuperset(names) for known in _other_names()) or fuzz.ratio(*names) >= _ALIKE


def _words(name: str) -> list[str]:
    bare = _BRACKETS.sub(" ", name).replace("'", "").replace("’", "")
    words = plain(bare.split(":")[0]).split()
    return [word for word in words if word not in _NO_WORDS]


def _is_abbreviation(short: list[str], long: list[str]) -> bool:
    """Whether each word of the one shortens a word of the other, in order.

    "N Engl J Med" and "NEJM" shorten "New England Journal of Medicine"; words may be left off,
    but no more than half of them.
    """
    if len(short) == 1 and len(long) > 1:
        initials = "".join(word[0] for word in long)
        if len(short[0]) > 2 and initials.startswith(short[0]):
            return True
    at = used = 0
    for word in short:
        found = next((k for k in range(at, len(long)) if _shortens(word, long[k])), None)
        reach = 1
        if found is None and 2 <= len(word) <= 6:
            # "JEM" in "West JEM" stands for several words.
            initials = "".join(each[0] for each in long)
            place = initials.find(word, at)
            found, reach = (None if place < 0 else place), len(word)
        if found is None:
            return False
        at = found + reach
        used += reach
    return 2 * used >= len(long)


def _shortens(short: str, word: str) -> bool:
    """Whether the letters of one word stand in the other in order, the first one first."""
    if not word.startswith(short[0]):
        return False
    letters = iter(word)
    return all(letter in letters for letter in short)


@cache
def _other_names() -> tuple[frozenset[str], ...]:
    """The names of each journal that is cited by several, as `_words` joined."""
    data = read_table(__package__, "journals.toml")["journals"]
    return tuple(frozenset(" ".join(_words(name)) for name in each["names"]) for each in data)
