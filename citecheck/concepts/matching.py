"""One pass over a text: at each word the longest name that begins there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from citecheck.concepts.fold import BREAK, Scan
from citecheck.concepts.store import Naming

# "non-smokers", "pre-diabetic": the word after these is not what is meant. "Anti-migraine" is
# about migraine.
_REVERSING = frozenset(("non", "un", "pre"))
# "gluten-free", "flu-like", "drug-naive": nor is the word before these.
_CANCELLING = frozenset(("free", "like", "naive", "negative"))


_JOURNALS = r"(?:[Jj]ournal(?: of)?|JAMA|Lancet|BMJ|Annals of|Archives of|Frontiers in|Nature)"
_JOURNAL = re.compile(rf"\b{_JOURNALS}(?: the)?(?: (?:[A-Z][a-z]+|and|&|of)){{0,3}} \Z")
_ANY_JOURNAL = re.compile(rf"\b{_JOURNALS}")


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: its first and last word, its place, and what it names."""

    start: int
    end: int
    ids: tuple[str, ...]
    via: Literal["name", "abbreviation", "spelling"] = "name"


@dataclass(frozen=True, slots=True)
class Names:
    """Where names are looked up.

    `starting`: the names that a string of keys has at an offset, shortest first, given the
    word there, without a word that is silent by itself; `namings`: what a key names.
    """

    starting: Callable[[str, int, str], Sequence[str]]
    namings: Callable[[str], tuple[Naming, ...]]


def find_names(
    text: str, words: Scan, names: Names, defined: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Found]:
    """The names in `text`, in order, never overlapping, the longest at each place.

    A silent name uses up its words and yields nothing. `defined` gives, by key, the
    abbreviations of the text as written and what they mean there, be it nothing; they go
    before names of the same length."""
    matcher = _Matcher(text, words, names, defined)
    begin_defined = {key.partition(" ")[0] for key in defined}
    after = 0
    for first, (stem, begins) in enumerate(zip(words.stems, words.begins, strict=True)):
        if not begins or first < after:
            continue
        found, after = None, first + 1
        starting = names.starting(words.joined, words.offsets[first], stem)
        if starting:
            found, after = matcher.name(first, starting)
        if stem in begin_defined:
            short, after_short = matcher.abbreviation(first)
            if short and after_short >= after:
                found, after = short, after_short
        if found and found.ids:
            yield found


class _Matcher:
    def __init__(
        self,
        text: str,
        words: Scan,
        names: Names,
        defined: Mapping[str, tuple[str, tuple[str, ...]]],
    ) -> None:
        self._text = text
        self._words = words
        self._names = names
        self._defined = defined
        self._lines: dict[tuple[int, int], Counter[bool]] = {}

    def name(self, first: int, starting: Sequence[str]) -> tuple[Found | None, int]:
        """The longest of the names that start at a word, and the word to go on from."""
        words = self._words
        offset = words.offsets[first]
        for folded in reversed(starting):
            # A break may stand behind the name, so that no word begins where it ends.
            last = bisect_left(words.offsets, offset + len(folded), first) - 1
            if not words.closes[last]:
                continue
            meant = self._names.namings(folded)
            if any(naming.capitals for naming in meant):
                meant = tuple(n for n in meant if self._cased(n, first, last))
            if not meant or self._cancelled(first, last) or self._in_a_title(first):
                continue
            spoken = tuple(naming.id for naming in meant if naming.id and not naming.silent)
            return Found(words.starts[first], words.ends[last], spoken), last + 1
        return None, first + 1

    def abbreviation(self, first: int) -> tuple[Found | None, int]:
        """The longest defined abbreviation of up to three words ("5-HT", "COVID-19")."""
        words = self._words
        offset = words.offsets[first]
        for last in range(min(first + 2, len(words.starts) - 1), first - 1, -1):
            stop = words.offsets[last + 1] if last + 1 < len(words.offsets) else None
            said = words.joined[offset:stop].removesuffix(BREAK)
            known = self._defined.get(said)
            if known and words.closes[last]:
                start, end = words.starts[first], words.ends[last]
                short, ids = known
                if self._text[start:end] in (short, short + "s"):
                    return Found(start, end, ids, "abbreviation"), last + 1
        return None, first

    def _cased(self, naming: Naming, first: int, last: int) -> bool:
        if not naming.capitals:
            return True
        start, end = self._words.starts[first], self._words.ends[last]
        return is_abbreviation(self._text[start:end]) and not self._shouted(start, end)

    def _cancelled(self, first: int, last: int) -> bool:
        """Whether a hyphen ties the name to a word that turns or cancels it."""
        words, text = self._words, self._text
        start, end = words.starts[first], words.ends[last]
        if "-" not in (text[start - 1 : start], text[end : end + 1]):
            return False
        before = text[words.ends[first - 1] : start] if first else ""
        if before == "-" and self._word(first - 1) in _REVERSING:
            return True
        after = text[end : words.starts[last + 1]] if last + 1 < len(words.starts) else ""
        return after == "-" and self._word(last + 1) in _CANCELLING

    def _in_a_title(self, first: int) -> bool:
        """Whether the name stands in that of a journal ("Journal of Clinical Oncology")."""
        start = self._words.starts[first]
        if not self._text[start].isupper() or not self._names_journals:
            return False
        return _JOURNAL.search(self._text, max(0, start - 60), start) is not None

    def _shouted(self, start: int, end: int) -> bool:
        """Whether the line around is in capitals, so that capitals mean nothing."""
        stop = self._text.find("\n", end)
        line = self._text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(self._text)
        if line not in self._lines:
            self._lines[line] = _letters(self._text[slice(*line)])
        around = self._lines[line] - _letters(self._text[start:end])
        return around.total() > 8 and around[True] > 0.7 * around.total()

    @cached_property
    def _names_journals(self) -> bool:
        return _ANY_JOURNAL.search(self._text) is not None

    def _word(self, index: int) -> str:
        return self._text[self._words.starts[index] : self._words.ends[index]].lower()


def _letters(text: str) -> Counter[bool]:
    """How many letters of a text are capitals, and how many are not."""
    return Counter(map(str.isupper, filter(str.isalpha, text)))


def is_abbreviation(word: str) -> bool:
    """Whether a word is written as abbreviations are: two capitals, or one and no other letter."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return capitals >= 2 or capitals == len(letters) == 1
