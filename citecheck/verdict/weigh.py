"""The weight of each study, and the verdict that the weights add up to.

The rule of docs/verdict-rule.md, word for word. Pure: the order of evidence never
matters (sums are exact), and nothing here knows how stances were found.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import fsum

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.verdict import Certainty, Tally, VerdictWord
from citecheck.verdict import rules


class Balance(Frozen):
    """What stands on each side: sums of weights, and the heaviest single study of each."""

    supports: float
    contradicts: float
    heaviest_support: float
    heaviest_contradiction: float

    @property
    def disputed(self) -> bool:
        """Whether the lighter side is too heavy to pass over."""
        total = self.supports + self.contradicts
        return total > 0 and min(self.supports, self.contradicts) >= rules.DISPUTED_SHARE * total


def about_people(claim: Claim) -> bool:
    """Every claim is about people unless it says itself that it is about animals or cells."""
    return claim.claimed_study_type != "preclinical" and not claim.laboratory


def floor(claim: Claim) -> float:
    """What the heavier side must reach for a verdict."""
    return rules.FLOOR[claim.kind] if about_people(claim) else rules.FLOOR_OFF_PEOPLE


def preclinical(evidence: Evidence) -> bool:
    """Whether a study is of animals or cells, by its level or by its species."""
    return evidence.level == "preclinical" or evidence.species in ("animal", "in-vitro")


def excluded(claim: Claim, evidence: Evidence) -> bool:
    """Whether a study bears on the topic but can never weigh anything for this claim."""
    return evidence.standing == "retracted" or _level_weight(claim, evidence) == 0


def weight(claim: Claim, evidence: Evidence) -> float:
    """Level x size x probability; 0 for a silent or excluded study."""
    if evidence.stance == "silent" or excluded(claim, evidence):
        return 0.0
    return _level_weight(claim, evidence) * _size_weight(evidence) * evidence.probability


def weighed(claim: Claim, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The same evidence with its weights, heaviest first, ties by id."""
    with_weights = [e.model_copy(update={"weight": weight(claim, e)}) for e in evidence]
    return tuple(sorted(with_weights, key=_reading_order))


def balance(evidence: Sequence[Evidence]) -> Balance:
    """The two sides; a mixed study puts half its weight on each."""
    sides: dict[str, list[float]] = {"supports": [], "contradicts": []}
    for e in evidence:
        if e.weight and e.mixed:
            sides["supports"].append(e.weight / 2)
            sides["contradicts"].append(e.weight / 2)
        elif e.weight:
            sides[e.stance].append(e.weight)
    return Balance(
        supports=fsum(sides["supports"]),
        contradicts=fsum(sides["contradicts"]),
        heaviest_support=max(sides["supports"], default=0.0),
        heaviest_contradiction=max(sides["contradicts"], default=0.0),
    )


def decide(claim: Claim, sides: Balance) -> VerdictWord:
    """The verdict word.

    The heavier side must reach the floor by itself: were the floor asked of the sum, a
    weak supporting study could lift a contradiction over it.
    """
    margin = sides.supports - sides.contradicts
    if max(sides.supports, sides.contradicts) < floor(claim):
        return "unfound"
    if margin == 0:
        margin = sides.heaviest_support - sides.heaviest_contradiction
    if margin == 0:
        return "unfound"
    return "supported" if margin > 0 else "contradicted"


def could_change(claim: Claim, sides: Balance, unread: int) -> bool:
    """Whether `unread` studies of the greatest weight, all on one side, would move the verdict."""
    extra = unread * rules.GREATEST_WEIGHT
    before = decide(claim, sides)
    more_support = sides.model_copy(
        update={
            "supports": sides.supports + extra,
            "heaviest_support": max(sides.heaviest_support, rules.GREATEST_WEIGHT),
        }
    )
    more_contradiction = sides.model_copy(
        update={
            "contradicts": sides.contradicts + extra,
            "heaviest_contradiction": max(sides.heaviest_contradiction, rules.GREATEST_WEIGHT),
        }
    )
    return unread > 0 and not (
        before == decide(claim, more_support) == decide(claim, more_contradiction)
    )


def winners(verdict: VerdictWord, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The studies with weight on the winning side, mixed ones among them."""
    stance = {"supported": "supports", "contradicted": "contradicts", "unfound": ""}[verdict]
    return tuple(e for e in evidence if e.weight > 0 and stance and (e.mixed or e.stance == stance))


def by_words(evidence: Sequence[Evidence]) -> bool:
    """Whether all of some studies were matched to the claim by its words and not by concept."""
    return bool(evidence) and all(e.by_words for e in evidence)


def certainty(verdict: VerdictWord, sides: Balance, evidence: Sequence[Evidence]) -> Certainty:
    """How sure the winning side makes us.

    Lower when disputed, when one study stands alone, and when words alone matched them all.
    """
    winning = winners(verdict, evidence)
    total = sides.supports if verdict == "supported" else sides.contradicts
    synthesis = any(e.level == "synthesis" for e in winning)
    trials = [e for e in winning if e.level == "randomized"]
    large_trials = [t for t in trials if (t.participants or 0) >= rules.LARGE_FROM]
    steps: tuple[Certainty, ...] = ("very low", "low", "moderate", "high")
    if total >= rules.HIGH_FROM and (synthesis or len(large_trials) >= rules.TRIALS_FOR_HIGH):
        step = 3
    elif total >= rules.MODERATE_FROM and (synthesis or trials):
        step = 2
    elif total >= rules.LOW_FROM:
        step = 1
    else:
        step = 0
    step -= int(sides.disputed) + int(len(winning) == 1) + int(by_words(winning))
    return steps[max(step, 0)]


def tally(claim: Claim, evidence: Iterable[Evidence]) -> Tally:
    """How many on-topic studies stand where; an excluded study is counted only as that."""
    counts = {"supports": 0, "contradicts": 0, "silent": 0, "excluded": 0}
    for e in evidence:
        counts["excluded" if excluded(claim, e) else e.stance] += 1
    return Tally(**counts)


def _level_weight(claim: Claim, evidence: Evidence) -> float:
    if not preclinical(evidence) or evidence.level == "none":
        return rules.LEVEL_WEIGHT[evidence.level]
    return 0.0 if about_people(claim) else rules.PRECLINICAL_WEIGHT_FOR_ANIMAL_CLAIMS


def _size_weight(evidence: Evidence) -> float:
    if evidence.participants is None:
        return rules.SIZE_WEIGHT_MEDIUM
    if evidence.participants < rules.SMALL_BELOW:
        return rules.SIZE_WEIGHT_SMALL
    if evidence.participants < rules.LARGE_FROM:
        return rules.SIZE_WEIGHT_MEDIUM
    return rules.SIZE_WEIGHT_LARGE


def _reading_order(e: Evidence) -> tuple[float, bool, float, str]:
    return (-e.weight, e.stance == "silent", -rules.LEVEL_WEIGHT[e.level], e.id)
