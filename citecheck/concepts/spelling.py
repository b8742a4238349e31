"""Misspelt words of names, put right only where nothing else could be meant."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path

import marisa_trie

_SHORTEST = 6
_TWO_EDITS_FROM = 9
_VOWELS = frozenset("aeiouy")


class Speller:
    """Knows every word of the lexicon's names, and the words of plain English.

    `words.marisa` holds each word with "d" (part of a drug's name), "n" (of another name)
    or "e" (English only). The lists for comparing are made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._words = marisa_trie.BytesTrie().mmap(str(folder / "words.marisa"))

    def correct(self, word: str) -> str | None:
        """The word of a name that `word` misspells; None if it is a word, or is not near one.

        The first letter must be right and the nearest word must be nearer than any other.
        Between drugs one letter can be the difference, so there only a single slip counts,
        one that leaves the consonants in place ("ketamin", "ibuprofin") and leads to no
        other word."""
        lower = word.lower()
        if len(lower) < _SHORTEST or not lower.isascii() or not lower.isalpha():
            return None
        if self.knows(lower):
            return None
        forms = (lower, lower[:-1]) if lower.endswith("s") else (lower,)
        for form in forms:
            nearest = self._nearest(form)
            if nearest:
                return nearest
        return None

    def knows(self, word: str) -> bool:
        """Whether it is a word of five letters or more, or the plural of one."""
        lower = word.lower()
        return lower in self._words or (lower.endswith("s") and lower[:-1] in self._words)

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        limit = 2 if len(word) >= _TWO_EDITS_FROM else 1
        near = process.extract(
            word, self._by_letter[word[0]], scorer=OSA.distance, score_cutoff=limit, limit=12
        )
        if not near:
            return None
        edits = near[0][1]
        equals = [other for other, distance, _ in near if distance == edits]
        sounding = [other for other in equals if _skeleton(other) == _skeleton(word)]
        if any(self._words[other][0] == b"d" for other in equals):
            choice = equals if edits == 1 and sounding else []
        else:
            choice = sounding or equals
        roots = {_root(other) for other in choice}
        return choice[0] if len(roots) == 1 else None

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for word, kind in self._words.iteritems():
            if kind != b"e" and len(word) >= _SHORTEST:
                found[word[0]].append(word)
        return found


def _root(word: str) -> str:
    """A word without the ending that number and other languages change ("ibuprofeno")."""
    return word.rstrip("aeomsu")


def _skeleton(word: str) -> str:
    """The consonants as they sound, doubled ones once."""
    plain = word.replace("ph", "f").replace("th", "t").replace("rh", "r").replace("ck", "k")
    consonants: list[str] = []
    for letter in plain:
        if letter not in _VOWELS and (not consonants or consonants[-1] != letter):
            consonants.append({"c": "k", "z": "s", "x": "ks"}.get(letter, letter))
    return "".join(consonants)
