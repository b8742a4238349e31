"""The numbers of the verdict rule, all of them, in the one place that states them.

`docs/verdict-rule.md` explains each; a test keeps page and code equal. Anything that
changes a verdict raises `RULES_VERSION`, so that an audit can tell a change of rules
from a change of evidence.
"""

from __future__ import annotations

from citecheck.model.claim import ClaimKind
from citecheck.model.study import Level

RULES_VERSION = "2"

LEVEL_WEIGHT: dict[Level, float] = {
    "synthesis": 4.0,
    "randomized": 3.0,
    "cohort": 1.5,
    "observational": 1.0,
    "case": 0.5,
    "review": 0.5,
    "preclinical": 0.0,
    "none": 0.0,
}
PRECLINICAL_WEIGHT_FOR_ANIMAL_CLAIMS = 0.75
"""Only a claim that itself speaks of animals, cells or molecules is not about people."""

SMALL_BELOW = 20
LARGE_FROM = 100
SIZE_WEIGHT_SMALL = 0.5
SIZE_WEIGHT_MEDIUM = 0.75
"""20 to 99 participants, or not stated."""
SIZE_WEIGHT_LARGE = 1.0

GREATEST_WEIGHT = max(LEVEL_WEIGHT.values()) * SIZE_WEIGHT_LARGE
"""What one study could weigh at most: the bound for a study that could not be read."""

FLOOR_OFF_PEOPLE = 0.3
"""For every claim that is not about people: no treatment of anybody hangs on it."""
FLOOR: dict[ClaimKind, float] = {
    "efficacy": 1.0,
    "comparison": 1.0,
    "harm": 0.3,
    "mechanism": 0.3,
    "prevalence": 0.3,
    "association": 0.3,
    "regulatory": 0.3,
}
DISPUTED_SHARE = 0.25

HIGH_FROM = 6.0
MODERATE_FROM = 3.0
LOW_FROM = 1.0
TRIALS_FOR_HIGH = 2
"""Randomized trials of `LARGE_FROM` or more that stand in for a synthesis."""
