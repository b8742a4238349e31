"""Claims in other words: in everyday ones, and about real findings whose direction is known."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from training.pairs import Label

_COMPARED = re.compile(
    r"^(?P<a>.+?) (?:significantly (?P<way>increased|decreased)"
    r"|made no significant difference to) (?P<o>.+) compared with (?P<b>.+?)\.?$"
)
_SUPERIOR = re.compile(
    r"^(?P<a>.+?) is superior (?:or other )?to (?P<b>.+?) in terms of (?P<o>.+)$"
)
_WAYS = {"increased": "up", "decreased": "down", None: "null"}
_LONGEST = 90
_SWAPS = 2

Labelled = tuple[str, Label]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides, what was measured, and what the claim says of them: a key of rewordings.toml."""

    a: str
    b: str
    outcome: str
    way: str


def comparison_of(claim: str) -> Comparison | None:
    """The sides of a templated claim; None where it follows no known template."""
    for pattern in (_COMPARED, _SUPERIOR):
        found = pattern.match(claim)
        if found and all(len(found[part]) <= _LONGEST for part in "abo"):
            way = _WAYS[found["way"]] if pattern is _COMPARED else "better"
            return Comparison(found["a"], found["b"], found["o"].rstrip("."), way)
    return None


def supported(
    one: Comparison, others: Sequence[Comparison], rng: random.Random
) -> Iterator[Labelled]:
    """Claims about a comparison that holds, each with its label: the same, opposites, others."""
    table = _table("rewordings")
    ways = ("better", "equal") if one.way == "better" else ("up", "down", "null")
    yield _filled(rng.choice(table[one.way]), one), "SUPPORT"
    for way in ways:
        if way != one.way and (rng.random() < 0.6 or way == "equal"):
            yield _filled(rng.choice(table[way]), one), "CONTRADICT"
    if one.way == "better":
        turned = Comparison(one.b, one.a, one.outcome, one.way)
        yield _filled(rng.choice(table["better"]), turned), "CONTRADICT"
    yield from silent(one, others, rng)


def refused(one: Comparison, rng: random.Random) -> Iterator[Labelled]:
    """Claims about a superiority that was not shown."""
    table = _table("rewordings")
    yield _filled(rng.choice(table["better"]), one), "CONTRADICT"
    yield _filled(rng.choice(table["equal"]), one), "SUPPORT"


def silent(one: Comparison, others: Sequence[Comparison], rng: random.Random) -> Iterator[Labelled]:
    """A claim with one part of another comparison: on the topic, and not answered."""
    table = _table("rewordings")
    other = rng.choice(others)
    mixed = rng.choice(
        (
            Comparison(other.a, one.b, one.outcome, one.way),
            Comparison(one.a, one.b, other.outcome, one.way),
        )
    )
    yield _filled(rng.choice(table[rng.choice(("up", "down", one.way))]), mixed), "NEUTRAL"


def everyday(text: str, rng: random.Random) -> str:
    """The text with one or two words of papers put in everyday ones, where it holds any."""
    words, pattern = _everyday()
    found = list(pattern.finditer(text))
    for match in sorted(rng.sample(found, min(_SWAPS, len(found))), key=lambda m: -m.start()):
        word = rng.choice(words[match[0].lower()])
        if match[0][0].isupper():
            word = word[0].upper() + word[1:]
        text = text[: match.start()] + word + text[match.end() :]
    return text


def _filled(template: str, one: Comparison) -> str:
    slots = {"a": one.a, "b": one.b, "o": one.outcome}
    capitals = {key.upper(): value[:1].upper() + value[1:] for key, value in slots.items()}
    return template.format(**slots, **capitals)


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text("utf-8"))


@cache
def _everyday() -> tuple[dict[str, list[str]], re.Pattern[str]]:
    words = {formal.lower(): plain for formal, plain in _table("everyday")["words"]}
    longest = sorted(words, key=len, reverse=True)
    return words, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
