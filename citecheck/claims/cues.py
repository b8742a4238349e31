"""Word lists of this room, read once from the TOML files beside it, and matched in one pass.

A file holds `[words]`, named lists that patterns use as `<name>`, and `[[cue]]` entries.
A cue has `id`, `sense`, `source`, `fires`, `near_miss`, and any of `patterns` (regular
expressions without groups), `verbs` (base forms, inflected here; "cut|cuts|cutting" stands
for itself) and `phrases` (plain words). Matching ignores case and expects folded text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_MACRO = re.compile(r"<([a-z_]+)>")
_CONSONANT_Y = re.compile(r"[^aeiou]y$")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of a word list, with a text it fires on and one that it must not."""

    id: str
    sense: str
    source: str
    fires: tuple[str, ...]
    near_miss: tuple[str, ...]
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a cue stands, as offsets into the text that was searched."""

    start: int
    end: int
    cue: Cue

    @property
    def sense(self) -> str:
        return self.cue.sense

    def of(self, text: str) -> str:
        """The words that matched."""
        return text[self.start : self.end]

    def is_verb(self, text: str) -> bool:
        """Whether a form of one of the cue's verbs matched, and no other pattern."""
        return self.of(text).lower() in self.cue.verbs


@dataclass(frozen=True, slots=True)
class CueSet:
    """All cues of one file as one expression; at the same place the earlier entry wins."""

    name: str
    cues: tuple[Cue, ...]
    pattern: re.Pattern[str]

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[Hit, ...]:
        """Every hit in order, without overlaps."""
        stop = len(text) if end is None else end
        return tuple(self._hits(text, start, stop))

    def first(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first hit, or None."""
        return next(self._hits(text, start, len(text) if end is None else end), None)

    def _hits(self, text: str, start: int, end: int) -> Iterator[Hit]:
        for match in self.pattern.finditer(text, start, end):
            if match.lastgroup is not None and match.end() > match.start():
                yield Hit(match.start(), match.end(), self.cues[int(match.lastgroup[1:])])


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

    Raises: ValueError where a pattern has a group of its own or names an unknown list.
    """
    words = {key: _any(value) for key, value in data.get("words", {}).items()}
    cues: list[Cue] = []
    parts: list[str] = []
    entries = [entry for entry in data["cue"] if sense in (None, entry["sense"])]
    for number, entry in enumerate(entries):
        forms = [form for verb in entry.get("verbs", ()) for form in inflect(verb)]
        cues.append(
            Cue(
                id=entry["id"],
                sense=entry["sense"],
                source=entry["source"],
                fires=tuple(entry["fires"]),
                near_miss=tuple(entry["near_miss"]),
                verbs=frozenset(forms),
            )
        )
        parts.append(f"(?P<c{number}>{_alternatives(entry, forms, words)})")
    pattern = re.compile("|".join(parts), re.IGNORECASE)
    if pattern.groups != len(cues):
        raise ValueError(f"a pattern of {name} has a capturing group")
    return CueSet(name, tuple(cues), pattern)


@cache
def load(name: str, sense: str | None = None) -> CueSet:
    """The word list `name`.toml of this room, or only its cues of one sense."""
    file = resources.files("citecheck.claims").joinpath(f"{name}.toml")
    return parse(name, tomllib.loads(file.read_text("utf-8")), sense)


def _any(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def _alternatives(entry: Mapping[str, Any], forms: list[str], words: Mapping[str, str]) -> str:
    def expand(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"{entry['id']}: no word list named {match[1]}")
        return words[match[1]]

    parts = [_MACRO.sub(expand, pattern) for pattern in entry.get("patterns", ())]
    plain = [*forms, *entry.get("phrases", ())]
    if plain:
        parts.append(rf"\b{_any([re.escape(form) for form in plain])}\b")
    return "|".join(parts)
