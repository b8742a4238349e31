"""One judgement from all the answers that the sentences of a study give to a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from citecheck.evidence.numbers.sizes import is_other, is_told, sizes_in
from citecheck.evidence.question.ask import Question
from citecheck.evidence.reading.sections import Part
from citecheck.evidence.stance.answer import Answer
from citecheck.evidence.stance.calibration import probability, table
from citecheck.evidence.stance.rationale import rationale_of
from citecheck.model.evidence import Judgement

_NO_WAY = "Could not tell: which way the claim goes is in none of the words that are known."
_NO_SIZE = "It does not give the size that the claim states."
_OTHER_SIZE = "It found the effect, but not of the size that the claim states."
_PARTS_THAT_CAN_DIFFER: tuple[Part, ...] = ("results", "conclusion")


def decide(question: Question, found: Sequence[Answer]) -> Judgement:
    """One judgement from all the answers of a study.

    The most probable answer on each side is weighed against the other side's. Where the
    results find no effect and the conclusion claims one, the results hold and the
    disagreement is called spin; where results speak both ways, or the study calls them
    inconsistent, it is mixed. What found an effect of another size than the claim's is silent,
    and so is every study where the claim says what a treatment does in a word that is not known:
    for all that one can tell it may say "worsens".
    """
    if not found:
        return _silent(0.5, "It does not say what happened to what the claim is about.")
    if question.kind == "efficacy" and question.claim.direction == "unspecified":
        return _silent(0.5, _NO_WAY, abstained=True)
    limits = table()
    rated = [(probability(question, f), f) for f in found]
    best = {side: _best(rated, side) for side in (1, -1)}
    side = 1 if best[1] >= best[-1] else -1
    spin = _is_spun(question, rated)
    if spin:
        side = -1
    unsettled = any(f.unsettled for f in found)
    mixed = unsettled or (not spin and _is_mixed(question, rated))
    sure = best[side]
    if not mixed and not spin:
        sure -= limits.discount * best[-side]
    enough = limits.supports if question.complete else limits.supports_by_words
    if sure < (enough if side > 0 else limits.contradicts):
        return _silent(sure, "Could not tell: what it says is too faint.", abstained=True)
    sized = _size(question, found) if side > 0 else "as claimed"
    if sized == "other":
        return _silent(sure, _OTHER_SIZE)
    telling = sorted(
        ((p, f) for p, f in rated if f.side == side or mixed), key=lambda pair: -pair[0]
    )
    return Judgement(
        stance="supports" if side > 0 else "contradicts",
        probability=round(sure, 3),
        rationale=rationale_of([f for _, f in telling]),
        mixed=mixed,
        spin=spin,
        why=_why(next(f for _, f in telling if f.side == side), mixed=mixed)
        + (f" {_NO_SIZE}" if sized == "untold" else ""),
    )


def _size(question: Question, found: Sequence[Answer]) -> Literal["as claimed", "other", "untold"]:
    """How the size of the effect that supporting answers tell compares with the claim's."""
    if not question.sizes:
        return "as claimed"
    told = [
        size
        for sentence in {id(f.sentence): f.sentence for f in found if f.side > 0}.values()
        for size in sizes_in(sentence.folded)
    ]
    if is_other(question.sizes, told):
        return "other"
    return "as claimed" if is_told(question.sizes, told) else "untold"


def _best(rated: Iterable[tuple[float, Answer]], side: int, *parts: Part) -> float:
    return max(
        (p for p, f in rated if f.side == side and (not parts or f.sentence.part in parts)),
        default=0.0,
    )


def _is_spun(question: Question, rated: Sequence[tuple[float, Answer]]) -> bool:
    """Whether the conclusion claims an effect on the outcome where the results found none."""
    if question.null:
        return False
    limits = table()
    nulls = [(p, f) for p, f in rated if f.null and f.specific]
    return (
        _best(nulls, -1, "results") >= limits.contradicts
        and _best(rated, 1, "results") < limits.supports
        and _best(rated, 1, "conclusion") >= limits.supports
        and _best(rated, -1, "conclusion") < limits.contradicts
    )


def _is_mixed(question: Question, rated: Sequence[tuple[float, Answer]]) -> bool:
    """Whether both sides are told, of the claim's own outcome, in the same part of the paper."""
    limits = table()
    own = [(p, f) for p, f in rated if f.specific or question.generic]
    for part in _PARTS_THAT_CAN_DIFFER:
        sides = _best(own, 1, part), _best(own, -1, part)
        if min(sides) >= limits.mixed and max(sides) - min(sides) <= limits.mixed_apart:
            return True
    return False


def _why(best: Answer, *, mixed: bool) -> str:
    if mixed:
        return "Its results on this outcome go both ways."
    if best.rule == "equivalent":
        return "It found the two equal."
    if best.null:
        return "No effect found." if best.side < 0 else "It found no effect, as the claim says."
    return "It found what the claim says." if best.side > 0 else "It found the opposite."


def _silent(probability: float, why: str, *, abstained: bool = False) -> Judgement:
    return Judgement(
        stance="silent",
        probability=round(max(probability, 0.0), 3),
        why=why,
        abstained=abstained,
    )
