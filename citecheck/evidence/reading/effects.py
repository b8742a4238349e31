"""What a sentence says happened: cues of effect, what denies them, what statistics say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from citecheck.evidence import tables
from citecheck.evidence.numbers.statistics import Statistic, statistics_in, taken_back_at
from citecheck.model.document import Span
from citecheck.text.negation import Negation, clauses, find

Axis = Literal["change", "value", "link", "seen", "lack", "none"]
Form = Literal["verb", "noun", "state"]
Manner = Literal["", "timing", "keeping off"]

_DETERMINED = re.compile(
    r"(?:^|\b(?:the|an?|of|with|in|by|from|for|and|or|to|that|both|highly) )\Z"
)
_ARTICLE = re.compile(r"\b(?:the|an?|of|this|observed) \Z")
_NOUN_FOLLOWS = re.compile(
    r" (?!(?:the|an?|by|in|to|with|from|and|or|but|its|their|significantly)\b)[a-z]"
)
_BACKWARD_COST = 20
"""Characters: words of effect stand before what they act on more often than after it."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One cue of effect in a clause, with what is said about its truth there.

    `axis` and `sign`: the amount went up or down (change), things got better or worse
    (value), two things go together (link), something was reported (seen). `axis` "none"
    is a bare statement of no difference or of equivalence. `toward` is what a word of value
    does to a target of unknown polarity. `aim`: what was intended, not what happened.
    `manner`: it came later (-1) or sooner (+1), or something was kept off.
    """

    axis: Axis
    sign: int
    form: Form
    cue: Span
    clause: Span
    denied: bool = False
    equivalent: bool = False
    uncertain: bool = False
    hedged: bool = False
    toward: int = 0
    aim: bool = False
    manner: Manner = ""

    def distance(self, start: int, end: int) -> int:
        """How far the cue stands from an outcome at these offsets; the least governs it."""
        if self.cue.end <= start:
            return start - self.cue.end
        if end <= self.cue.start:
            gap = self.cue.start - end
            if self.form == "noun" and gap > 1:
                return gap + 4 * _BACKWARD_COST
            return gap if self.form == "noun" else gap + _BACKWARD_COST
        return 0


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one sentence says of effects; spans are offsets into it."""

    effects: tuple[Effect, ...]
    clauses: tuple[Span, ...]
    negations: tuple[Negation, ...]
    statistics: tuple[Statistic, ...]
    taken_back: int | None = None

    def is_chance(self, effect: Effect) -> bool | None:
        """Whether the sentence calls a difference chance, or not; None where it does not say.

        What counts is the first test after the cue in its clause, and what follows or stands
        in a clause of its own and takes the difference back: "..., but this was not significant".
        """
        at = self.taken_back
        if at is not None and (at > effect.cue.end or not effect.clause.holds(at)):
            return True
        for test in self.statistics:
            if test.end > effect.cue.end and self.clause_at(test.start) == effect.clause:
                return not test.significant
        return None

    def clause_at(self, position: int) -> Span:
        """The clause that holds a position."""
        return next((c for c in self.clauses if position < c.end), self.clauses[-1])


def read_effects(text: str, folded: str) -> Reading:
    """The effects of one sentence; `folded` is its plain, lower-case form of equal length."""
    rules = _rules()
    spans = clauses(text)
    negations = find(text)
    ignored = [match.span() for match in rules.pseudo.finditer(folded)]
    effects: list[Effect] = []
    for match in rules.cues.finditer(folded):
        start, end = match.span()
        if any(a < end and start < b for a, b in ignored):
            continue
        axis, sign, form, toward, manner = rules.groups[match.lastgroup or ""]
        if form == "verb" and _modifies(folded, start, end):
            form = "state"
        clause = next(span for span in spans if start < span.end)
        cue = Span(start=start, end=end)
        aim = form == "verb" and rules.is_aim(folded, start)
        effect = Effect(axis, sign, form, cue, clause, toward=toward, aim=aim, manner=manner)
        effect = _told(effect, negations)
        if _is_noun(effect, folded) and rules.undone.match(folded, end, clause.end):
            effect = replace(effect, form="noun", denied=True)
        effects.append(effect)
    statistics = statistics_in(folded)
    effects = [_pointed(effect, statistics, spans) for effect in effects]
    for negation in negations:
        bare = _bare(negation, negations, effects, spans)
        if bare is not None:
            effects.append(bare)
    effects.sort(key=lambda effect: effect.cue.start)
    return Reading(tuple(effects), spans, negations, statistics, taken_back_at(folded))


def _pointed(effect: Effect, statistics: tuple[Statistic, ...], spans: tuple[Span, ...]) -> Effect:
    """A link with the direction that its own ratio or difference gives it, if it has one."""
    if effect.axis != "link" or effect.sign < 0 or effect.denied:
        return effect
    own = (
        test
        for test in statistics
        if test.start >= effect.cue.end
        and next(span for span in spans if test.start < span.end) == effect.clause
    )
    first = next(own, None)
    if first is None or not first.significant or not first.sign:
        return effect
    return replace(effect, sign=first.sign)


def _told(effect: Effect, negations: tuple[Negation, ...]) -> Effect:
    """The effect with every negation, doubt or hedge that governs its cue."""
    kinds = [
        n.kind
        for n in negations
        if n.governed.start <= effect.cue.start < max(n.governed.end, n.cue.end)
        and not (n.kind == "negation" and effect.cue.start < n.cue.start)
    ]
    if not kinds:
        return effect
    denials = sum(kind in ("null", "failure", "negation") for kind in kinds)
    return replace(
        effect,
        denied=denials > 0,
        equivalent="equivalence" in kinds,
        uncertain="uncertain" in kinds,
        hedged="hedge" in kinds,
    )


def _is_noun(effect: Effect, folded: str) -> bool:
    """Whether a cue stands as a noun, be it of the form of a verb: "the decline in memory"."""
    start, end = effect.cue.start, effect.cue.end
    return (
        effect.form == "noun"
        or folded.endswith("ing", start, end)
        or (effect.form == "verb" and bool(_ARTICLE.search(folded, max(0, start - 12), start)))
    )


def _modifies(folded: str, start: int, end: int) -> bool:
    """Whether a participle belongs to the noun after it: "activated cells", "in impaired mice"."""
    if not folded.endswith("ed", start, end) or not _NOUN_FOLLOWS.match(folded, end):
        return False
    return start == 0 or bool(_DETERMINED.search(folded, max(0, start - 12), start))


def _holds(outer: Negation, inner: Negation) -> bool:
    return outer.cue.end <= inner.cue.start < outer.governed.end


def _bare(
    negation: Negation,
    negations: tuple[Negation, ...],
    effects: list[Effect],
    spans: tuple[Span, ...],
) -> Effect | None:
    """A statement of no difference that has no cue of effect in its reach."""
    if negation.kind not in ("null", "equivalence", "failure"):
        return None
    clause = next(span for span in spans if negation.cue.start < span.end)
    governed = negation.governed
    if any(n.denies and n is not negation and _holds(n, negation) for n in negations):
        return None  # "no patient failed to respond"
    if negation.kind != "equivalence" and any(
        e.axis not in ("seen", "lack") and governed.holds(e.cue.start) for e in effects
    ):
        return None
    return Effect(
        "none",
        0,
        "state",
        negation.cue,
        clause,
        denied=negation.kind != "equivalence",
        equivalent=negation.kind == "equivalence",
    )


@dataclass(frozen=True, slots=True)
class _Rules:
    cues: re.Pattern[str]
    pseudo: re.Pattern[str]
    groups: dict[str, tuple[Axis, int, Form, int, Manner]]
    undone: re.Pattern[str]
    aim: re.Pattern[str]
    no_aim: re.Pattern[str]

    def is_aim(self, folded: str, start: int) -> bool:
        """Whether the verb at an offset follows a "to" of purpose."""
        found = self.aim.search(folded, max(0, start - 40), start)
        return found is not None and not self.no_aim.search(folded, 0, found.start())


@cache
def _rules() -> _Rules:
    table = tables.table("reading/effects")
    groups: dict[str, tuple[Axis, int, Form, int, Manner]] = {}
    parts: list[str] = []
    # Links come first: "inversely associated" holds "associated".
    order = sorted(table["group"], key=lambda g: (g["axis"] != "link", g["sign"]))
    for number, group in enumerate(order):
        toward = group.get("toward", group["sign"])
        manner = group.get("manner", "")
        groups[f"g{number}"] = (group["axis"], group["sign"], group["form"], toward, manner)
        parts.append(f"(?P<g{number}>{'|'.join(group['patterns'])})")
    cues = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])")
    pseudo = re.compile(rf"(?<![\w-])(?:{'|'.join(table['pseudo']['patterns'])})(?![\w-])")
    aim = re.compile(r" to (?:\w+ly |further |help )?\Z")
    no_aim = re.compile(rf"\b{table['aim']['not_after']}\Z")
    return _Rules(cues, pseudo, groups, re.compile(table["undone"]["pattern"]), aim, no_aim)
