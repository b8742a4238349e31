"""The part of a paper that each sentence of an abstract belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from citecheck.evidence import tables
from citecheck.text.normalise import fold

Part = Literal["title", "background", "objective", "methods", "results", "conclusion", "other"]

# "METHODS: We ..." or "METHODS We ...": labels that a record runs into the text.
_INLINE_LABEL = re.compile(r"([A-Z][A-Z/&' ()]{3,40})(?::|(?= [A-Z0-9]))")
_EXCERPT = 3


def parts_of(label: str, sentences: list[str]) -> list[Part]:
    """The part of the paper that each sentence of one section belongs to."""
    rules = _rules()
    name = label.strip().strip(":").lower()
    part = rules.labels.get(name) or rules.labels.get(re.split(r"[\s/,&]", name, maxsplit=1)[0])
    if part == "results" and "method" in name:
        part = None  # "METHODS AND RESULTS" holds both
    if part:
        return [part] * len(sentences)
    found: list[Part] = []
    current: Part = "background"
    labelled: Part | None = None
    if len(sentences) <= _EXCERPT:
        current = "results"  # a few sentences alone are an excerpt of what was found
    for number, text in enumerate(sentences):
        folded = fold(text).lower()
        inline = _INLINE_LABEL.match(text)
        named = rules.labels.get(inline[1].strip().lower()) if inline else None
        if named:
            labelled = named
        if labelled:
            found.append(labelled)
            continue
        told = next((p for p, pattern in rules.phrases if pattern.search(folded)), None)
        if told == "results" and current == "background" and number == 0:
            told = None  # an opening line about what is known
        if told == "conclusion" and number * 2 < len(sentences) and len(sentences) > 2:
            told = "results" if current in ("methods", "results") else None
        current = told or current
        found.append(current)
    if len(found) > 2 and found[-1] == "results":
        found[-1] = "conclusion"
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    labels: dict[str, Part]
    phrases: tuple[tuple[Part, re.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    table = tables.table("reading/sections")
    labels = {name: part for part, names in table["labels"].items() for name in names}
    phrases = tuple((entry["part"], re.compile(entry["pattern"])) for entry in table["phrase"])
    return _Rules(labels, phrases)
