"""From all that was found on a claim to its verdict, or to the reason why there is none."""

from __future__ import annotations

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.verdict import Counts, Unchecked, Verdict
from citecheck.verdict import weigh
from citecheck.verdict.flags import flags
from citecheck.verdict.why import incomplete, why


class Basis(Frozen):
    """What search and judging left on the table for one claim.

    `missing` records were matched but did not come back; `unjudged` pairs could not be
    judged, and `unjudged_because` is the judge's sentence on the first of them. `all_read`:
    every match of the widest search was read.
    """

    evidence: tuple[Evidence, ...]
    counts: Counts = Counts()
    missing: int = 0
    unjudged: int = 0
    unjudged_because: str = ""
    all_read: bool = True
    demonstration: bool = False


def cannot_check(claim: Claim) -> Unchecked | None:
    """Why no search could settle this claim, or None."""
    if claim.kind == "regulatory":
        return Unchecked(
            reason="not-a-pubmed-question",
            detail="Approval and legal status are for regulators to say; PubMed cannot settle it.",
        )
    gap = incomplete(claim)
    return Unchecked(reason="claim-incomplete", detail=gap) if gap else None


def conclude(claim: Claim, basis: Basis) -> Verdict | Unchecked:
    """The verdict; Unchecked where what could not be read or judged might have changed it."""
    evidence = basis.evidence
    sides = weigh.balance(evidence)
    if weigh.could_change(claim, sides, basis.unjudged):
        return Unchecked(
            reason="judge-failed",
            detail=f"{basis.unjudged} of the studies could not be judged and might decide it. "
            f"{basis.unjudged_because}".strip(),
        )
    if weigh.could_change(claim, sides, basis.missing + basis.unjudged):
        return Unchecked(
            reason="incomplete-results",
            detail=f"{basis.missing} of the records asked for did not come back, "
            "and might decide it.",
        )
    word = weigh.decide(claim, sides)
    sure = None if word == "unfound" else weigh.certainty(word, sides, evidence)
    return Verdict(
        verdict=word,
        disputed=sides.disputed,
        certainty=sure,
        why=why(claim, word, sure, sides, evidence, basis.counts),
        flags=flags(
            claim,
            word,
            sure,
            sides,
            evidence,
            basis.counts,
            all_read=basis.all_read,
            demonstration=basis.demonstration,
        ),
        tally=weigh.tally(claim, evidence),
    )
