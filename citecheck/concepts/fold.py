"""Names and texts as keys: what differs only in case, hyphens, plural or spelling is one key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from citecheck.text import greek, normalise

BREAK = "| "
"""Stands in a key where no name can run on: a comma and a space, a bracket, a full stop."""

_WORD = re.compile(r"([^\W\d_\u0370-\u03ff]+|[\u0370-\u03ff]|[0-9]+)")
# What may stand between two words of one name; anything else breaks it.
_JOINT = re.compile(r"(?:'s?)?(?:[ ]{1,3}|[ ]?\n[ ]{0,3}|[-/+%][ ]?|[ ]?&[ ]?|[-,.:'/])?\Z")
# Two-letter genera and saints are written with a full stop inside the name.
_ABBREVIATED = re.compile(r"(?:[A-Za-z]|[Ss]t)\Z")


@dataclass(frozen=True, slots=True)
class Scan:
    """The words of a text and one string of their keys, each followed by a space.

    `stems` are the keys of the words one by one. `starts`, `ends` are offsets into the text,
    `offsets` into `joined`. `begins` and `closes` are false where a word is cut between a
    letter and a digit ("D|3").
    """

    joined: str
    stems: tuple[str, ...]
    offsets: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    begins: tuple[bool, ...]
    closes: tuple[bool, ...]


def scan(text: str) -> Scan:
    """The words of `text` in order, with what separates names marked by `BREAK`."""
    lead, *pieces = _WORD.split(normalise.fold(text))
    if "'" in pieces:
        pieces = list(_without_genitives(pieces))
    words = pieces[::2]
    places = tuple(accumulate(map(len, pieces), initial=len(lead)))
    stems = tuple(map(stem_of, words))
    parts = [f"{stem} " for stem in stems]
    begins = [True] * len(words)
    closes = [True] * len(words)
    # Nearly all gaps are a space.
    for index, gap in [(i, gap) for i, gap in enumerate(pieces[1:-1:2]) if gap != " "]:
        if not gap:
            closes[index] = begins[index + 1] = False
        elif not _JOINT.match(gap) and not (gap == ". " and _ABBREVIATED.match(words[index])):
            parts[index] += BREAK
    return Scan(
        joined="".join(parts),
        stems=stems,
        offsets=tuple(accumulate(map(len, parts[:-1]), initial=0)) if parts else (),
        starts=places[:-1:2],
        ends=places[1::2],
        begins=tuple(begins),
        closes=tuple(closes),
    )


def _without_genitives(pieces: Sequence[str]) -> Iterator[str]:
    """Words and the gaps behind them in turn, each "'s" as part of the gap that it stands in."""
    word, gap = pieces[:2]
    for following, behind in zip(pieces[2::2], pieces[3::2], strict=True):
        if following == "s" and gap == "'":
            gap += following + behind
        else:
            yield word
            yield gap
            word, gap = following, behind
    yield word
    yield gap


def respelt(words: Scan, spellings: Mapping[int, str]) -> Scan:
    """The same words and places, with other spellings in the string of keys."""
    parts = []
    stems = []
    offsets = []
    size = 0
    for index, (offset, stem) in enumerate(zip(words.offsets, words.stems, strict=True)):
        stop = words.offsets[index + 1] if index + 1 < len(words.offsets) else len(words.joined)
        after = words.joined[offset + len(stem) : stop]
        if index in spellings:
            stem = stem_of(spellings[index])
        parts.append(stem + after)
        stems.append(stem)
        offsets.append(size)
        size += len(parts[-1])
    return replace(words, joined="".join(parts), stems=tuple(stems), offsets=tuple(offsets))


def key(name: str) -> str:
    """The key of a name; "Headache, Cluster" has the key of "cluster headaches"."""
    return scan(upright(name)).joined


def upright(name: str) -> str:
    """An inverted name as it is spoken: "Leukemia, Myeloid, Acute" -> "Acute Myeloid Leukemia"."""
    if ", " not in name:
        return name
    return " ".join(reversed(name.split(", ")))


_SPELLING = (
    (re.compile(r"aem"), "em"),
    (re.compile(r"oedem"), "edem"),
    (re.compile(r"\boe(?=s)"), "e"),
    (re.compile(r"rrhoea"), "rrhea"),
    (re.compile(r"paed"), "ped"),
    (re.compile(r"foet"), "fet"),
    (re.compile(r"gynaec"), "gynec"),
    (re.compile(r"(?<=an)aesth"), "esth"),
    (re.compile(r"caec"), "cec"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"(?<=[bdlmntv])our(?=s?\Z|ing\Z|ed\Z|al\Z|less\Z)"), "or"),
    (re.compile(r"(?<=[ct]|b)re\Z"), "er"),
    (re.compile(r"is(?=ation|ing\Z|ed\Z|e\Z)"), "iz"),
)
_BRITISH = re.compile(r"ae|oe|our|re\Z|sulph|is(?:ation|ing|ed|e)")
_CAPITALS_KEPT = 5


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """One word as it stands in keys: lower case, American, singular, Greek letters by name.

    Capitals of up to five letters are an abbreviation and keep their s ("AIDS" is not "aid").
    """
    if word in greek.NAMES or word.lower() in greek.NAMES:
        return greek.NAMES[word.lower()]
    if word[-1] == "s" and len(word) > 2 and word[:-1].isupper():
        return word[:-1].lower()
    lower = word.lower()
    if len(lower) < 3 or (word.isupper() and len(word) <= _CAPITALS_KEPT):
        return lower
    if _BRITISH.search(lower):
        for pattern, plain in _SPELLING:
            lower = pattern.sub(plain, lower)
    return _singular(lower)


def _singular(word: str) -> str:
    if word.endswith("ie") and len(word) > 4:
        return word[:-2] + "y"
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("stases", "yses", "noses", "choses")) and len(word) > 6:
        return word[:-2] + "is"
    if word.endswith(_ES) and len(word) > 5 and not word.endswith("aches"):
        return word[:-2]
    return word[:-1]


_ES = ("sses", "xes", "ches", "shes", "oes", "viruses", "sinuses")
