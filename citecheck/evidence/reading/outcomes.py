"""What is measured in a sentence, and whether more of it is good or bad."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from citecheck.evidence import tables
from citecheck.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Outcome:
    """A place that names something measured; `sign` is +1 where more of it is good.

    `generic` outcomes ("symptoms", "response") stand for the condition as a whole; `harm`
    ones ("adverse events") never do. `of` are the diseases that it answers for, if not any.
    Outcomes of a family that is not `alike` do not stand for one another; where there is more
    of one family there is less of its `opposite`. A `wait` is longer where what is waited for is
    delayed.
    """

    start: int
    end: int
    family: str
    sign: int
    generic: bool
    harm: bool
    of: tuple[str, ...] = ()
    alike: bool = True
    opposite: str | None = None
    wait: bool = False


def outcomes_in(folded: str) -> tuple[Outcome, ...]:
    """The outcomes that a folded lower-case text names, in order; the longest name wins."""
    rules = _rules()
    found: list[Outcome] = []
    for match in rules.names.finditer(folded):
        start = match.end() - len(match[0].lstrip())
        found.append(replace(rules.groups[match.lastgroup or ""], start=start, end=match.end()))
    return tuple(found)


def says_safe(text: str) -> bool:
    """Whether a claim says that there is no harm, or little."""
    return _rules().safe.search(fold(text).lower()) is not None


def speaks_of_harm(folded: str) -> bool:
    """Whether a folded lower-case text speaks of harm, safety or tolerability, for good or ill."""
    return _rules().harm.search(folded) is not None


def is_ailing(folded: str, end: int) -> bool:
    """Whether what ends there, an organ say, is named for what ails it: "bladder complaints"."""
    return _rules().ailing.match(folded, end) is not None


def aspects_in(folded: str) -> frozenset[str]:
    """Which sides of a disease a folded text speaks of: getting it, its length, how bad it is."""
    return frozenset(name for name, pattern in _rules().aspects if pattern.search(folded))


def facets_in(folded: str) -> frozenset[str]:
    """What a folded text says happens to a substance or a cell: release, uptake, injury ..."""
    return frozenset(name for name, pattern in _rules().facets if pattern.search(folded))


@dataclass(frozen=True, slots=True)
class _Rules:
    names: re.Pattern[str]
    groups: dict[str, Outcome]
    safe: re.Pattern[str]
    harm: re.Pattern[str]
    ailing: re.Pattern[str]
    aspects: tuple[tuple[str, re.Pattern[str]], ...]
    facets: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    groups: dict[str, Outcome] = {}
    parts: list[str] = []
    # Specific families before generic ones, so that "pain scores" is pain.
    table = tables.table("reading/outcomes")
    rows = sorted(table["outcome"], key=lambda row: row.get("generic", False))
    for number, row in enumerate(rows):
        name = f"o{number}"
        groups[name] = Outcome(
            start=0,
            end=0,
            family=row["family"],
            sign=1 if row["polarity"] == "good" else -1,
            generic=row.get("generic", False),
            harm=row.get("harm", False),
            of=tuple(row.get("of", ())),
            alike=row.get("alike", True),
            opposite=row.get("opposite"),
            wait=row.get("wait", False),
        )
        parts.append(f"(?P<{name}>{'|'.join(row['patterns'])})")
    names = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")
    aspects, facets = (
        tuple((row["name"], re.compile(row["pattern"])) for row in table[name])
        for name in ("aspect", "facet")
    )
    safe, harm, ailing = (re.compile(table[name]["pattern"]) for name in ("safe", "harm", "ailing"))
    return _Rules(names, groups, safe, harm, ailing, aspects, facets)
