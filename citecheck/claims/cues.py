"""Word lists of this room, read once from the TOML files beside it, and matched in one pass.

A file holds `[words]`, named lists that patterns use as `<name>`, and `[[cue]]` entries.
A cue has `id`, `sense`, `source`, `fires`, `near_miss`, perhaps `marks` (what else is asked of
it; the head of its file says what each means), and any of `verbs` (base forms, inflected here;
"cut|cuts|cutting" stands for itself), `predicates` and `patterns` (regular expressions without
groups, the first holding a verb) and `phrases` (plain words).
Matching ignores case and expects folded text. Text and patterns are compared in lower case, which
is several times as fast as an expression that ignores case; one that asks for a capital
(`(?-i:...)`) keeps the list it stands in from that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from citecheck.text.normalise import lower
from citecheck.text.tables import read_table

Mark = Literal[
    "people", "timing", "grows", "closes", "frame", "heading", "passive", "order", "rival", "ends",
    "less",
]  # fmt: skip
_MARKS = frozenset(get_args(Mark))
_CASELESS = int(re.IGNORECASE)
"""A plain number: it is asked thousands of times for a page, and a flag answers slowly."""
_MACRO = re.compile(r"<([a-z_]+)>")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_EDGE = r"\b"
_CASED = "(?-i:"
_LETTERS = re.compile(r"(\\.|\(\?P)|[A-Z]+")
_VERBAL, _OTHER = "v", "c"
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a word list, with a text it fires on and one that it must not."""

    id: str
    sense: str
    source: str
    fires: tuple[str, ...]
    near_miss: tuple[str, ...]
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands, as offsets into the text that was searched.

    `verbal`: a form of one of the cue's verbs or one of its predicates matched.
    """

    start: int
    end: int
    cue: Cue
    verbal: bool = False

    @property
    def sense(self) -> str:
        return self.cue.sense

    def has(self, mark: Mark) -> bool:
        """Whether its cue carries a mark."""
        return mark in self.cue.marks

    def of(self, text: str) -> str:
        """The words that matched."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class CueSet:
    """Cues of one file as one expression; of two that begin together the earlier entry wins."""

    name: str
    cues: tuple[Cue, ...]
    pattern: re.Pattern[str]

    @property
    def _reads_capitals(self) -> bool:
        return bool(self.pattern.flags & _CASELESS)

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Every hit in order, without overlaps."""
        return tuple(self._hits(text, start, len(text) if end is None else end))

    def first(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first hit, or None."""
        return next(self._hits(text, start, len(text) if end is None else end), None)

    def _hits(self, text: str, start: int, end: int) -> Iterator[Hit]:
        read = text if self._reads_capitals else lower(text)
        for match in self.pattern.finditer(read, start, end):
            group = match.lastgroup
            if group is not None and match.end() > match.start():
                number = int(group.rpartition("_")[2])
                yield Hit(match.start(), match.end(), self.cues[number], group.startswith(_VERBAL))


def inflect(verb: str) -> tuple[str, ...]:
    """The forms of a regular verb; irregular ones are written out with bars between them."""
    if "|" in verb:
        return tuple(verb.split("|"))
    head, _, rest = verb.partition(" ")
    tail = f" {rest}" if rest else ""
    if head.endswith("e"):
        stem = head[:-1]
        forms = (head, f"{head}s", f"{head}d", f"{stem}ing")
    elif _CONSONANT_Y.search(head):
        forms = (head, f"{head[:-1]}ies", f"{head[:-1]}ied", f"{head}ing")
    else:
        third = f"{head}es" if _SIBILANT.search(head) else f"{head}s"
        forms = (head, third, f"{head}ed", f"{head}ing")
    return tuple(form + tail for form in forms)


def parse(name: str, data: Mapping[str, Any], sense: str | None = None) -> CueSet:
    """A word list from its decoded TOML, or only its cues of one sense.

    Raises: ValueError where a pattern has a group of its own or names an unknown list, or where a
    cue has an unknown mark.
    """
    words = {key: _any(value) for key, value in data.get("words", {}).items()}
    cues: list[Cue] = []
    at_words: list[str] = []
    elsewhere: list[str] = []
    for entry in data["cue"]:
        if sense not in (None, entry["sense"]):
            continue
        for kind, patterns in _patterns(entry, words):
            begins = [p.removeprefix(_EDGE) for p in patterns if p.startswith(_EDGE)]
            others = [p for p in patterns if not p.startswith(_EDGE)]
            if begins:
                at_words.append(f"(?P<{kind}w_{len(cues)}>{'|'.join(begins)})")
            if others:
                elsewhere.append(f"(?P<{kind}o_{len(cues)}>{'|'.join(others)})")
        cues.append(_cue(entry))
    # One check for the edge of a word instead of one in every alternative: five times as fast.
    parts = ([rf"\b(?:{'|'.join(at_words)})"] if at_words else []) + elsewhere
    whole = "|".join(parts)
    pattern = re.compile(whole, re.IGNORECASE) if _CASED in whole else re.compile(_lowered(whole))
    if pattern.groups != len(at_words) + len(elsewhere):
        raise ValueError(f"a pattern of {name} has a capturing group")
    return CueSet(name, tuple(cues), pattern)


@cache
def load(name: str, sense: str | None = None) -> CueSet:
    """The word list `name`.toml of this room, or only its cues of one sense."""
    return parse(name, _table(name), sense)


@cache
def _table(name: str) -> Mapping[str, Any]:
    return read_table("citecheck.claims", f"{name}.toml")


def _cue(entry: Mapping[str, Any]) -> Cue:
    marks = frozenset(entry.get("marks", ()))
    if not marks <= _MARKS:
        raise ValueError(f"{entry['id']}: no mark named {', '.join(sorted(marks - _MARKS))}")
    return Cue(
        id=entry["id"],
        sense=entry["sense"],
        source=entry["source"],
        fires=tuple(entry["fires"]),
        near_miss=tuple(entry["near_miss"]),
        marks=marks,
    )


def _patterns(
    entry: Mapping[str, Any], words: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    """The expressions of an entry: those of its verbs and predicates, then the others."""

    def expand(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"{entry['id']}: no word list named {match[1]}")
        return words[match[1]]

    def expanded(key: str) -> list[str]:
        return [_MACRO.sub(expand, pattern) for pattern in entry.get(key, ())]

    forms = [re.escape(form) for verb in entry.get("verbs", ()) for form in inflect(verb)]
    phrases = [re.escape(phrase) for phrase in entry.get("phrases", ())]
    yield _VERBAL, expanded("predicates") + ([rf"{_EDGE}{_any(forms)}\b"] if forms else [])
    yield _OTHER, expanded("patterns") + ([rf"{_EDGE}{_any(phrases)}\b"] if phrases else [])


def _lowered(pattern: str) -> str:
    """An expression in lower case, its escapes as they are."""
    return _LETTERS.sub(lambda found: found[0] if found[1] else found[0].lower(), pattern)


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"
