"""What is denied, doubted or called equal in a statement of effect, and how far that reaches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from citecheck.model.document import Span
from citecheck.text.normalise import fold
from citecheck.text.tables import read_table

NegationKind = Literal["null", "failure", "negation", "equivalence", "uncertain", "hedge"]
_ASIDE = re.compile(r"(?:\bbut|\band|,) \Z")
DENIALS: frozenset[NegationKind] = frozenset({"null", "failure", "negation"})


@dataclass(frozen=True, slots=True)
class Negation:
    """A cue and the words that it governs, as offsets into the text it was found in."""

    kind: NegationKind
    cue: Span
    governed: Span

    @property
    def denies(self) -> bool:
        """Whether the effect is said to be absent, not merely uncertain or matched."""
        return self.kind in DENIALS


def find(text: str) -> tuple[Negation, ...]:
    """The cues of a sentence in order, each with the part of the sentence that it governs.

    In "no effect on pain but less nausea", "no" governs "effect on pain" and stops at
    "but". Phrases that negate nothing ("not only", "no fewer than 30") give no entry.
    Source of the cues and of the ends of scope: negation.toml.
    """
    rules = _rules()
    folded = fold(text).lower()
    found: list[Negation] = []
    spans: tuple[Span, ...] | None = None
    for match in rules.cues.finditer(folded):
        kind, governs = rules.groups[match.lastgroup or ""]
        if kind == "pseudo":
            continue
        if spans is None:
            spans = clauses(text)
        clause = next(span for span in spans if match.start() < span.end)
        start = clause.start if governs == "clause" else match.end()
        cue = Span(start=match.start(), end=match.end())
        end = _end(folded, match, clause)
        found.append(Negation(kind, cue, _trim(text, start, end)))
    return tuple(found)


def clauses(text: str) -> tuple[Span, ...]:
    """Spans that tile the text, each with one statement of effect as far as words can tell."""
    rules = _rules()
    folded = fold(text).lower()
    starts = [0]
    for match in rules.breaks.finditer(folded):
        listed = match[0].startswith("and")  # "pain and nausea were rarer" is one statement
        if match.start() and not (
            listed and not rules.verb.search(folded, starts[-1], match.start())
        ):
            starts.append(match.start())
    ends = [*starts[1:], len(text)]
    return tuple(Span(start=a, end=b) for a, b in zip(starts, ends, strict=True))


def _end(folded: str, match: re.Match[str], clause: Span) -> int:
    """Where the scope of a cue ends: with its clause, or with an aside like ", but not X,"."""
    comma = folded.find(",", match.end(), clause.end)
    if comma > 0 and match[0] == "not" and _ASIDE.search(folded, 0, match.start()):
        return comma
    return max(clause.end, match.end())


def _trim(text: str, start: int, end: int) -> Span:
    """The span without white space around it and closing punctuation after it."""
    part = text[start:end]
    core = part.rstrip(" \t\r\n.,;:!?")
    lead = len(part) - len(part.lstrip(" \t\r\n,;:"))
    return Span(start=min(start + lead, start + len(core)), end=start + len(core))


@dataclass(frozen=True, slots=True)
class _Rules:
    cues: re.Pattern[str]
    groups: dict[str, tuple[NegationKind | Literal["pseudo"], str]]
    breaks: re.Pattern[str]
    verb: re.Pattern[str]


def load_table() -> dict[str, Any]:
    """negation.toml as it stands, for those who show or test the cues."""
    return read_table("citecheck.text", "negation.toml")


@cache
def _rules() -> _Rules:
    table = load_table()
    groups: dict[str, tuple[NegationKind | Literal["pseudo"], str]] = {}
    parts: list[str] = []
    for number, cue in enumerate(table["cue"]):
        groups[f"g{number}"] = (cue["kind"], cue["governs"])
        parts.append(f"(?P<g{number}>{'|'.join(cue['patterns'])})")
    clause = table["clause"]
    # The look-ahead is bounded: at most ten words between "and" and the verb that follows it.
    own_verb = rf"(?:\w+ly )?(?:{clause['and_verbs']})\b"
    own_subject = (
        rf"(?:[\w%()/-]+ ){{1,10}}(?:{clause['and_copulas']})\b(?! (?:{clause['list_verbs']})\b)"
    )
    breaks = "|".join([*clause["breaks"], rf"\band (?={own_verb}|{own_subject})"])
    cues = rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])"
    verb = rf"\b(?:{clause['and_verbs']}|{clause['and_copulas']}|\w+ed)\b"
    return _Rules(re.compile(cues), groups, re.compile(breaks), re.compile(verb))
