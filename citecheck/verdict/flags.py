"""What a reader should know beside the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.verdict import Certainty, Counts, Flag, VerdictWord
from citecheck.verdict import rules
from citecheck.verdict.weigh import Balance, excluded, preclinical, winners

STUDY_TYPE_NAMES = {
    "clinical-trial": "clinical trial",
    "synthesis": "systematic review or meta-analysis",
    "randomized": "randomized trial",
    "cohort": "cohort study or non-randomized trial",
    "observational": "case-control, cross-sectional or retrospective study",
    "case": "case report or case series",
    "review": "narrative review",
    "preclinical": "animal or laboratory study",
    "none": "study",
}


def is_of_type(evidence: Evidence, claimed: str) -> bool:
    """Whether a study is of the type that the text names, or pools studies of it.

    Who says "trials found" has not invented them if a synthesis on the topic exists.
    """
    if claimed in ("clinical-trial", "randomized") and evidence.level == "synthesis":
        return True
    if claimed != "clinical-trial":
        return evidence.level == claimed
    return evidence.level == "randomized" or any(
        "clinical trial" in name.lower() and "protocol" not in name.lower()
        for name in evidence.publication_types
    )


def flags(
    claim: Claim,
    verdict: VerdictWord,
    certainty: Certainty | None,
    sides: Balance,
    evidence: Sequence[Evidence],
    counts: Counts,
    *,
    all_read: bool,
    demonstration: bool,
) -> tuple[Flag, ...]:
    """Every flag that holds, in a fixed order.

    `all_read` says that every record naming all required concepts was read; without it
    nothing is said about a study type that was not seen.
    """
    found: list[Flag] = []
    winning = winners(verdict, evidence)
    speaking = [e for e in evidence if e.stance != "silent"]
    countable = [e for e in speaking if not excluded(claim, e)]

    def flag(code: str, message: str) -> None:
        found.append(Flag.model_validate({"code": code, "message": message}))

    claimed = claim.claimed_study_type
    if claimed and all_read and not any(is_of_type(e, claimed) for e in evidence):
        flag("no-such-study-type", _no_such_type(STUDY_TYPE_NAMES[claimed], counts))
    if claim.strength == 3 and certainty in ("low", "very low"):
        flag("overstated", f"The wording states an effect outright; the certainty is {certainty}.")
    if any(preclinical(e) for e in speaking) and not countable:
        flag("animal-only", "Only animal or laboratory studies speak to it; they do not count.")
    retracted = [e for e in evidence if e.standing == "retracted"]
    if retracted:
        flag("retracted-evidence", f"{_studies(len(retracted))} retracted and does not count.")
    if any(e.standing == "concern" for e in countable):
        flag("concern", "A study that counts here carries an expression of concern.")
    if winning and all(e.participants and e.participants < rules.LARGE_FROM for e in winning):
        flag("small-studies", f"No study on this side has {rules.LARGE_FROM} participants or more.")
    if len(winning) == 1:
        flag("single-study", "One study stands alone on this side.")
    if any(e.spin for e in countable):
        flag("spin", "The conclusion of a study claims more than its results show.")
    if verdict == "unfound":
        if sides.supports == sides.contradicts > 0:
            flag("evenly-split", "The studies are evenly split.")
        elif sides.supports + sides.contradicts > 0:
            flag("below-floor", "What speaks to it is too little for a verdict.")
        elif evidence and not speaking:
            flag("on-topic-silent", "Studies on the topic exist, but none speaks to this claim.")
    if demonstration:
        flag(
            "demonstration-data", "Made from digests for demonstration, not from PubMed's records."
        )
    return tuple(found)


def _no_such_type(name: str, counts: Counts) -> str:
    said = f"The text speaks of a {name}; the search found none on this."
    if counts.both is None or counts.intervention is None or counts.condition is None:
        return said
    return (
        f"{said} Records that name the one: {counts.intervention}, the other: {counts.condition}, "
        f"both: {counts.both}; of those, of that type: {counts.claimed_type or 0}."
    )


def _studies(n: int) -> str:
    return "One study on the topic is" if n == 1 else f"{n} studies on the topic are"
