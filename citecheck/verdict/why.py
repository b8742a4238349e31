"""The one plain sentence that says why."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.model.claim import Claim, Role, required_concepts
from citecheck.model.concept import ConceptRef
from citecheck.model.evidence import Evidence
from citecheck.model.verdict import Certainty, Counts, VerdictWord
from citecheck.verdict.weigh import Balance, by_words, excluded, floor, preclinical, winners

_ROLE_NAMES: dict[Role, str] = {
    "intervention": "what is taken or done",
    "comparator": "what it is compared with",
    "condition": "the condition",
    "outcome": "the outcome",
}
_LEVEL_NAMES = {
    "synthesis": ("systematic review or meta-analysis", "systematic reviews or meta-analyses"),
    "randomized": ("randomized trial", "randomized trials"),
    "cohort": ("cohort study or non-randomized trial", "cohort studies or non-randomized trials"),
    "observational": ("observational study", "observational studies"),
    "case": ("case report or series", "case reports or series"),
    "review": ("narrative review", "narrative reviews"),
}


def why(
    claim: Claim,
    verdict: VerdictWord,
    certainty: Certainty | None,
    sides: Balance,
    evidence: Sequence[Evidence],
    counts: Counts,
) -> str:
    """One sentence in plain words; for unfound, which case it is."""
    if verdict == "unfound":
        return _unfound(claim, sides, evidence, counts)
    verb = "support" if verdict == "supported" else "contradict"
    winning = winners(verdict, evidence)
    against = [e for e in evidence if e.weight > 0 and (e.mixed or e not in winning)]
    others = f"; {_count(len(against), 'study', 'studies')} {_say(against)} the other way"
    return (
        f"{_levels(winning)} {verb}{'s' if len(winning) == 1 else ''} it"
        f"{others if against else ''}; certainty {certainty}{_matched(winning)}."
    )


def _matched(winning: Sequence[Evidence]) -> str:
    if not any(e.by_words for e in winning):
        return ""
    which = "" if by_words(winning) else " of some"
    return f". The match{which} was by the sentence's words, not by concept"


def incomplete(claim: Claim) -> str | None:
    """Which required concept nothing gives, neither sentence nor context nor its words; or None."""
    if claim.worded:
        return None
    missing = [_ROLE_NAMES[role] for role, ref in required_concepts(claim) if ref is None]
    if not missing:
        return None
    return f"The text does not say {_and(missing)}, so there is nothing definite to search for."


def _unfound(claim: Claim, sides: Balance, evidence: Sequence[Evidence], counts: Counts) -> str:
    named = [ref for _, ref in required_concepts(claim) if ref is not None]
    pair = "what it says" if claim.worded else _and([name_of(ref) for ref in named])
    if not evidence and claim.worded:
        return "The search worked, and no study that was read names most of what the sentence says."
    if not evidence:
        return _nothing_on_topic(named, pair, counts)
    total = len(evidence)
    were = "was" if total == 1 else "were"
    heading = _sentence(f"{_count(total, 'study', 'studies')} on {pair} {were} read")
    speaking = [e for e in evidence if e.stance != "silent"]
    if not speaking:
        return f"{heading}, but none says anything on this claim."
    if all(e.standing == "retracted" for e in speaking):
        return f"{heading}; what speaks to the claim is retracted and does not count."
    if all(excluded(claim, e) for e in speaking):
        only = "animal or laboratory work" if all(map(preclinical, speaking)) else "excluded work"
        return f"{heading}; what speaks to the claim is {only} and does not count."
    if sides.supports == sides.contradicts:
        return f"{heading}; those that speak to the claim are evenly split."
    weight = max(sides.supports, sides.contradicts)
    return (
        f"{heading}, but what speaks to the claim is too little for a verdict "
        f"(weight {weight:.2f}, {floor(claim)} needed)."
    )


def _nothing_on_topic(named: Sequence[ConceptRef], pair: str, counts: Counts) -> str:
    if counts.both is None or len(named) < 2:
        return f"The search worked and no study on {pair} was found."
    if counts.both:
        does = "record names" if counts.both == 1 else "records name"
        return f"{counts.both} {does} {pair}, but none is a study of the one for the other."
    singles = [counts.intervention, counts.condition]
    parts = [
        f"{n} name{'s' if n == 1 else ''} {name_of(ref)}"
        for n, ref in zip(singles, (named[0], named[-1]), strict=True)
        if n is not None
    ]
    joiner = "both " if len(named) == 2 else "all of "
    return f"No record names {joiner}{pair}; {' and '.join(parts)}."


def name_of(ref: ConceptRef) -> str:
    """The text's own words, with the concept's name where it differs."""
    words = ref.text.strip()
    if ref.concept is None or ref.concept.casefold() == words.casefold():
        return words
    return f"{words} ({ref.concept})"


def _levels(evidence: Sequence[Evidence]) -> str:
    counted = {level: sum(e.level == level for e in evidence) for level in _LEVEL_NAMES}
    parts = [_count(n, *_LEVEL_NAMES[level]) for level, n in counted.items() if n]
    other = len(evidence) - sum(counted.values())
    if other:
        parts.append(_count(other, "animal or laboratory study", "animal or laboratory studies"))
    return _sentence(_and(parts))


def _say(against: Sequence[Evidence]) -> str:
    if all(e.mixed for e in against):
        return "also points" if len(against) == 1 else "also point"
    return "points" if len(against) == 1 else "point"


def _count(n: int, one: str, many: str) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    number = words[n] if n < len(words) else str(n)
    return f"{number} {one if n == 1 else many}"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _and(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
