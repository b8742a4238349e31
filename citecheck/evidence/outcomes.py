"""What is measured in a sentence, and whether more of it is good or bad."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place that names something measured; `sign` is +1 where more of it is good.

    `generic` outcomes ("symptoms", "response") stand for the condition as a whole; `harm`
    ones ("adverse events") never do.
    """

    start: int
    end: int
    family: str
    sign: int
    generic: bool
    harm: bool


def outcomes_in(folded: str) -> tuple[Outcome, ...]:
    """The outcomes that a folded lower-case text names, in order; the longest name wins."""
    rules = _rules()
    found: list[Outcome] = []
    for match in rules.names.finditer(folded):
        family, sign, generic, harm = rules.groups[match.lastgroup or ""]
        start = match.end() - len(match[0].lstrip())
        found.append(Outcome(start, match.end(), family, sign, generic, harm))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Rules:
    names: re.Pattern[str]
    groups: dict[str, tuple[str, int, bool, bool]]


def load_table() -> dict[str, Any]:
    """outcomes.toml as it stands."""
    return tomllib.loads(
        resources.files("citecheck.evidence").joinpath("outcomes.toml").read_text("utf-8")
    )


@cache
def _rules() -> _Rules:
    rows = load_table()["outcome"]
    groups: dict[str, tuple[str, int, bool, bool]] = {}
    parts: list[tuple[int, str]] = []
    for number, row in enumerate(rows):
        sign = 1 if row["polarity"] == "good" else -1
        name = f"o{number}"
        groups[name] = (row["family"], sign, row.get("generic", False), row.get("harm", False))
        # Specific families before generic ones, so that "pain scores" is pain.
        parts.append((groups[name][2], f"(?P<{name}>{'|'.join(row['patterns'])})"))
    ordered = [part for _, part in sorted(parts, key=lambda item: item[0])]
    return _Rules(re.compile(rf"(?<![\w-])(?:{'|'.join(ordered)})(?![\w-])"), groups)
