"""The rules that findings fall under: verdicts, flags, and what references show."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, NamedTuple, get_args

from citecheck.model.verdict import FlagCode

FindingLevel = Literal["error", "warning", "note"]


class Rule(NamedTuple):
    """One rule; ids and names never change, so that a tool can follow a finding over time."""

    id: str
    name: str
    level: FindingLevel
    short: str
    full: str


_VERDICTS: Final = (
    Rule(
        "contradicted",
        "ContradictedClaim",
        "error",
        "Studies contradict this claim",
        "The studies that bear on the claim weigh more against it than for it.",
    ),
    Rule(
        "unfound",
        "UnfoundClaim",
        "warning",
        "No sufficient evidence speaks to this claim",
        "The searches worked, and no study or too little evidence speaks to the claim.",
    ),
    Rule(
        "disputed",
        "DisputedClaim",
        "warning",
        "Studies disagree on this claim",
        "The lighter side holds a quarter of the weight or more.",
    ),
    Rule(
        "unchecked",
        "UncheckedClaim",
        "note",
        "This claim could not be checked",
        "A search failed, or no search can settle the claim; nothing is known of it.",
    ),
    Rule(
        "unreadable",
        "UnreadableDocument",
        "error",
        "This document could not be read",
        "The document is missing, damaged, too big or not in English.",
    ),
)
_FLAGS: Final[dict[FlagCode, tuple[FindingLevel, str]]] = {
    "no-such-study-type": ("warning", "The text names a kind of study that was not found"),
    "overstated": ("warning", "The wording is more certain than the evidence"),
    "animal-only": ("warning", "Only animal or laboratory work speaks to this claim"),
    "retracted-evidence": ("warning", "A retracted study bears on this claim"),
    "concern": ("warning", "A study of this claim carries an expression of concern"),
    "small-studies": ("note", "The studies of this claim are small"),
    "single-study": ("note", "A single study decides on this claim"),
    "spin": ("note", "A study's conclusion claims more than its results show"),
    "on-topic-silent": ("note", "Studies on the topic exist and are silent on this claim"),
    "below-floor": ("note", "The evidence on this claim is too little for a verdict"),
    "evenly-split": ("note", "The evidence on this claim is evenly split"),
    "demonstration-data": ("note", "The studies are digests for demonstration"),
    "cited-study-silent": ("warning", "The study that is cited does not speak to this claim"),
    "cited-study-differs": ("warning", "The study that is cited says something else"),
    "stale": ("note", "The verdict is old"),
}


_REFERENCES: Final[tuple[tuple[str, FindingLevel, str, str], ...]] = (
    (
        "mismatched",
        "note",
        "This reference differs from the record that it leads to",
        "What is cited and what the record says part in title, author, year, journal or an "
        "identifier. Either may be at fault.",
    ),
    (
        "not-found",
        "note",
        "This reference was not found",
        "It reads like a journal article, and searches that worked found nothing that fits. It "
        "may be there under another name, or not be in PubMed.",
    ),
    (
        "ambiguous",
        "note",
        "This reference fits several records",
        "What it says fits more than one record equally well.",
    ),
    (
        "malformed",
        "note",
        "This reference says too little to look for",
        "Its absence from a search would mean nothing.",
    ),
    (
        "unchecked",
        "note",
        "This reference could not be checked",
        "A search failed; nothing is known of it.",
    ),
    (
        "retracted",
        "warning",
        "A work that is cited was retracted",
        "The record carries a retraction. The text may be older, or cite it as such.",
    ),
    (
        "concern",
        "warning",
        "A work that is cited carries an expression of concern",
        "The record carries an expression of concern.",
    ),
)
REFERENCE_RULES: Final = frozenset(f"reference/{code}" for code, *_ in _REFERENCES)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in an order that is stable."""
    flags = tuple(
        Rule(f"flag/{code}", _camel(code), *_FLAGS[code], _FLAGS[code][1] + ".")
        for code in get_args(FlagCode)
    )
    references = tuple(
        Rule(f"reference/{code}", f"Reference{_camel(code)}", level, short, full)
        for code, level, short, full in _REFERENCES
    )
    return _VERDICTS + flags + references


@cache
def index() -> dict[str, int]:
    """The place of each rule in `rules`."""
    return {rule.id: place for place, rule in enumerate(rules())}


def named(rule: str) -> Rule:
    """The rule of this id. Raises: KeyError."""
    return rules()[index()[rule]]


def _camel(code: str) -> str:
    return "".join(word.capitalize() for word in code.split("-"))
