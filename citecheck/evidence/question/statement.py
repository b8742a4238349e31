"""A claim taken apart around its relation, and what any sentence says of a target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.evidence.numbers.shares import Share
from citecheck.evidence.reading.attribution import comparisons_in, is_ended
from citecheck.evidence.reading.effects import Axis, Effect
from citecheck.evidence.reading.outcomes import is_ailing
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.model.concept import Mention
from citecheck.model.document import Span

_PREDICATIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|became|become|remained?|seems?|appears?) "
    r"(?:\w+ly |not |also |more |often |been ){0,3}$"
)
_INTRANSITIVE = re.compile(
    r" (?:in|during|with|after|over|at|among|following|by|when|from|throughout|significantly"
    r"|for|on|than|often|likely|frequently)\b|[.,;]|$"
)
_BEFORE_LACK = re.compile(
    r"[ -]{0,2}(?:(?:conditional|targeted|genetic|gene|protein|receptor|signaling|double|global"
    r"|partial|homozygous|\w+-specific)[ -]){0,2}"
)
"""What may stand between a gene and the word for its lack: "ZQR7 conditional knockout"."""
_LISTED = re.compile(r"(?:,|,? (?:and|or|as well as))(?: \w+)? ")
_NO_CONTENT = 60
"""Characters of small words, at the most, between a word of lack and what is lacking."""
_CONCEPT_WEIGHT = 1.5
"""A concept says more than a word."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a concept of the claim, to be found again."""

    stems: frozenset[str]
    concept_id: str | None
    start: int
    weight: float


@dataclass(frozen=True, slots=True)
class Saying:
    """What a sentence says of its target.

    `sign` is on the axis of the cue that governs it; `polarity` +1 where more of the target
    is good, 0 where unknown; `toward` the change to guess then for a word of value. `keeps_off`:
    what is denied is that it is kept off; `does_not`: it is denied with a verb alone, by no test;
    `occurs`: a harm is said to occur, in no word of effect;
    `asserted`: it says so at all, and is not in doubt or the topic of a title.
    """

    sign: int = 0
    axis: Axis = "none"
    polarity: int = 0
    toward: int = 0
    denied: bool = False
    keeps_off: bool = False
    does_not: bool = False
    occurs: bool = False
    null: bool = False
    equivalent: bool = False
    hedged: bool = False
    uncertain: bool = False
    asserted: bool = False
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """The words of a claim: what acts, what it acts on, what it is compared with, and how."""

    subject: tuple[Unit, ...]
    target: tuple[Unit, ...]
    rivals: tuple[Unit, ...]
    saying: Saying
    shares: tuple[Share, ...] = ()
    words: frozenset[str] = frozenset()

    @property
    def units(self) -> tuple[Unit, ...]:
        """All of its words and concepts, each once."""
        return tuple(dict.fromkeys((*self.subject, *self.target, *self.rivals)))


def take_apart(sentence: ReadSentence) -> Statement:
    """The subject, target and direction of a claim's own sentence."""
    units = _units(sentence)
    _, than = next(comparisons_in(sentence.folded), (0, None))
    rivals = tuple(u for u in units if than is not None and u.start >= than.start)
    main = _main(sentence)
    if main is None:
        negations = sentence.reading.negations
        saying = Saying(
            denied=any(n.denies for n in negations),
            null=any(n.kind == "null" for n in negations),
            equivalent=any(n.kind == "equivalence" for n in negations),
        )
        return Statement((), units, rivals, saying, sentence.shares, sentence.words)
    left = tuple(u for u in units if u.start < main.cue.start)
    right = tuple(u for u in units if u.start >= main.cue.end)
    subject, target = (right, left) if _is_about_left(main, sentence, right) else (left, right)
    target = tuple(u for u in target if u not in rivals) or target or units
    spans = [Span(start=u.start, end=u.start + 1) for u in target]
    saying = say(sentence, spans, [u.start for u in subject], main)
    return Statement(subject, target, rivals, saying, words=sentence.words)


def say(
    sentence: ReadSentence,
    target: Sequence[Span],
    subject: Sequence[int],
    main: Effect | None = None,
) -> Saying:
    """The direction of effect on the target: the cue that governs it, and what acts on that."""
    reading = sentence.reading
    clause = max(
        dict.fromkeys(reading.clause_at(t.start) for t in target),
        key=lambda c: sum(c.holds(t.start) for t in target),
    )
    target = [t for t in target if clause.holds(t.start)]
    if any(n.kind == "uncertain" and _governs(n.governed, target) for n in reading.negations):
        return Saying(uncertain=True)
    near = [
        e
        for e in reading.effects
        if e.clause == clause and e.axis not in ("seen", "lack") and not e.uncertain
    ]
    near = [e for e in near if e.axis != "link"] or near
    if not near:
        return Saying(
            denied=any(n.denies and _governs(n.governed, target) for n in reading.negations),
            asserted=sentence.part != "title",
        )
    best, at = min(
        ((e, t) for e in near for t in target),
        key=lambda pair: pair[0].distance(pair[1].start, pair[1].end),
    )
    chain = _chain(sentence, near, best, main)
    sign = 1
    for effect in chain:
        sign *= effect.sign or 1
    if all(effect.axis == "none" for effect in chain):
        sign = 0
    if _is_taken_away(sentence, subject, chain):
        sign = -sign
    outcome = next((o for o in sentence.outcomes if o.start <= at.end and at.start <= o.end), None)
    if outcome is not None and outcome.wait and best.manner == "timing":
        sign = -sign  # to delay the onset of sleep is to lengthen the wait for it
    polarity = outcome.sign if outcome else -1 if is_ailing(sentence.folded, at.end) else 0
    return Saying(
        sign=sign,
        axis=best.axis,
        polarity=polarity,
        toward=sign * best.sign * best.toward if best.axis == "value" else sign,
        denied=any(e.denied for e in chain) or bool(reading.is_chance(best)),
        keeps_off=best.denied and best.manner == "keeping off",
        does_not=best.denied and best.form == "verb" and reading.is_chance(best) is None,
        equivalent=any(e.equivalent for e in chain),
        hedged=any(e.hedged for e in chain),
        asserted=any(map(sentence.asserts, chain)),
        distance=best.distance(at.start, at.end),
    )


def _chain(
    sentence: ReadSentence, near: Sequence[Effect], best: Effect, main: Effect | None
) -> list[Effect]:
    """The cue that governs the target and the cues that act on it: "prevents increased ..."."""
    chain = [best]
    for effect in reversed([e for e in near if e.cue.end <= best.cue.start]):
        if _has_content(sentence, effect.cue.end, chain[-1].cue.start):
            break
        chain.append(effect)
    if main is not None and main not in chain:
        chain.append(main)
    return chain


def _has_content(sentence: ReadSentence, start: int, end: int) -> bool:
    return any(start <= token.start < end for token in sentence.tokens)


def _is_taken_away(sentence: ReadSentence, subject: Sequence[int], chain: Sequence[Effect]) -> bool:
    """Whether the subject is inhibited, deleted or lacking: "inhibiting X", "X deficiency"."""
    for effect in sentence.reading.effects:
        if effect.sign >= 0 or effect in chain or effect.axis not in ("lack", "change"):
            continue
        if any(m.start < effect.cue.end and effect.cue.start < m.end for m in sentence.mentions):
            continue  # part of a name: "ACE inhibitors"
        for start in subject:
            if effect.cue.end <= start:
                if not _has_content(sentence, effect.cue.end, start):
                    return True
            elif effect.axis == "lack" and start < effect.cue.start:
                end = next((t.end for t in sentence.tokens if t.end > start), start)
                if _BEFORE_LACK.fullmatch(sentence.folded, end, max(end, effect.cue.start)):
                    return True
    return False


def is_lacking(sentence: ReadSentence, start: int) -> bool:
    """Whether what is named at an offset is lacking, blocked or ended: "lack of", "stopping"."""
    end = next((m.end for m in sentence.mentions if m.start == start), start)
    if is_ended(sentence.folded, end):
        return True
    for effect in sentence.reading.effects:
        if effect.sign >= 0 or effect.axis not in ("lack", "change"):
            continue
        if not 0 <= start - effect.cue.end <= _NO_CONTENT:
            continue
        word = sentence.folded[effect.cue.start : effect.cue.end]
        states = effect.axis == "lack" or effect.form == "noun" or word.endswith("ing")
        inside = any(
            m.start <= effect.cue.start and effect.cue.end <= m.end for m in sentence.mentions
        )
        if states and not inside and not _has_content(sentence, effect.cue.end, start):
            return True
    return False


def listed_with(mentions: Sequence[Mention], folded: str, own: int) -> list[int]:
    """Which of a sentence's mentions stand in one list with one of them, by number."""
    first = last = own
    while first and _LISTED.fullmatch(folded, mentions[first - 1].end, mentions[first].start):
        first -= 1
    while last + 1 < len(mentions) and _LISTED.fullmatch(
        folded, mentions[last].end, mentions[last + 1].start
    ):
        last += 1
    return [n for n in range(first, last + 1) if n != own]


def _governs(governed: Span, target: Sequence[Span]) -> bool:
    return any(governed.holds(t.start) for t in target)


def _units(sentence: ReadSentence) -> tuple[Unit, ...]:
    cues = [e.cue for e in sentence.reading.effects if e.axis != "lack"]

    def is_cue(start: int, end: int) -> bool:
        return any(start < cue.end and cue.start < end for cue in cues)

    units: list[Unit] = []
    taken: set[int] = set()
    for mention in sentence.mentions:
        inside = [t for t in sentence.tokens if mention.start <= t.start < mention.end]
        if inside and mention.concept_id and not is_cue(mention.start, mention.end):
            taken.update(t.start for t in inside)
            stems = frozenset(t.stem for t in inside)
            units.append(Unit(stems, mention.concept_id, mention.start, _CONCEPT_WEIGHT))
    units += [
        Unit(frozenset((token.stem,)), None, token.start, 1.0)
        for token in sentence.tokens
        if token.start not in taken and not is_cue(token.start, token.end)
    ]
    return tuple(sorted(units, key=lambda unit: unit.start))


def _main(sentence: ReadSentence) -> Effect | None:
    """The relation of a claim: its first verb of effect that has words before it."""
    effects = [e for e in sentence.reading.effects if e.axis not in ("seen", "lack", "none")]
    first = next((t.start for t in sentence.tokens), 0)
    verbs = [e for e in effects if e.form == "verb" and first < e.cue.start]
    states = [e for e in effects if _PREDICATIVE.search(sentence.folded[: e.cue.start])]
    return next(iter(verbs or states or effects), None)


def _is_about_left(main: Effect, sentence: ReadSentence, right: tuple[Unit, ...]) -> bool:
    """Whether what happens is said of the words before the relation."""
    if main.axis == "link":
        return False
    if not right:
        return True
    if _PREDICATIVE.search(sentence.folded[: main.cue.start]):
        return main.form != "verb" or sentence.folded.endswith("ed", 0, main.cue.end)
    after = sentence.folded[main.cue.end :]
    return main.form != "noun" and main.axis == "change" and bool(_INTRANSITIVE.match(after))
