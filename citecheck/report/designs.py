"""What kind of study a claim speaks of, against what kinds were found."""

from __future__ import annotations

from collections import Counter
from typing import Final, get_args

from citecheck.model.report import CheckedClaim
from citecheck.model.study import Level
from citecheck.report import wording

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
"""Every level, the one that can show most first."""

SHORT: Final[dict[Level, str]] = {
    "synthesis": "review of trials",
    "randomized": "randomized",
    "cohort": "cohort",
    "observational": "observational",
    "case": "case report",
    "review": "narrative",
    "preclinical": "preclinical",
    "none": "no study",
}
"""Names that fit beside a picture."""


def claimed(claim: CheckedClaim) -> str:
    """The kind of study that the sentence speaks of."""
    kind = claim.claimed_study_type
    if kind is None:
        return "none named"
    return "clinical trial" if kind == "clinical-trial" else wording.LEVELS[kind]


def found(claim: CheckedClaim) -> str:
    """How many studies of each kind speak to the claim, the strongest kind first."""
    counts = Counter(each.level for each in claim.evidence if wording.counted(each))
    kinds = [f"{counts[level]:,} × {wording.LEVELS[level]}" for level in LEVELS if counts[level]]
    if kinds:
        return ", ".join(kinds)
    silent = sum(each.stance == "silent" for each in claim.evidence)
    if claim.unchecked:
        return "not known"
    return f"none that speaks to it ({silent:,} silent)" if silent else "none"
