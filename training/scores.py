"""Scores of weighed readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

FALSE_SUPPORT = "false_support"
FALSE_DOUBT = "false_contradiction"
Figures = dict[str, float]
Reading = dict[str, Any]
"""What rules and network read in a labelled row, as `training.measure` writes it."""
_STANCE = {"SUPPORT": 0, "CONTRADICT": 1, "NEUTRAL": 2}
_RULED = {"supports": 0, "contradicts": 1, "silent": 2}


def odds_of(reading: Reading, weights: Mapping[str, Sequence[float]]) -> list[float]:
    """The weighed odds of a reading: supports, contradicts, silent."""
    sums = [0.0, 0.0, 0.0]
    for name, value in reading["features"].items():
        for place, weight in enumerate(weights.get(name, (0.0, 0.0, 0.0))):
            sums[place] += weight * value
    powers = [exp(s - max(sums)) for s in sums]
    return [p / sum(powers) for p in powers]


def stance_of(odds: Sequence[float], supports: float, contradicts: float) -> int:
    """0 supports, 1 contradicts, 2 silent, as the judge decides."""
    side = 0 if odds[0] >= odds[1] else 1
    return side if odds[side] >= (supports, contradicts)[side] else 2


def settled(reading: Reading, sure: float) -> int | None:
    """The rules' answer where they take a side and are sure of it, as the judge settles it."""
    side = reading["features"].get(f"rules-{reading['rules']}", 0.0)
    return _RULED[reading["rules"]] if reading["rules"] != "silent" and side >= sure else None


def rules_figures(readings: Sequence[Reading]) -> Figures:
    """The same of the rules alone."""
    return scored(readings, [_RULED[r["rules"]] for r in readings])


def network_figures(readings: Sequence[Reading]) -> Figures:
    """The same of the network alone, its likeliest answer taken."""
    return scored(readings, [max(range(3), key=r["odds"].__getitem__) for r in readings])


def scored(readings: Sequence[Reading], found: Sequence[int]) -> Figures:
    """Figures of given answers."""
    truth = [_STANCE[r["label"]] for r in readings]
    f1: list[float] = []
    for stance in sorted(set(truth)):
        right = sum(t == f == stance for t, f in zip(truth, found, strict=True))
        both = truth.count(stance) + list(found).count(stance)
        f1.append(2 * right / both)
    others = [f for t, f in zip(truth, found, strict=True) if t != 0]
    undoubted = [f for t, f in zip(truth, found, strict=True) if t != 1]
    return {
        "rows": float(len(truth)),
        "accuracy": sum(t == f for t, f in zip(truth, found, strict=True)) / max(len(truth), 1),
        "macro_f1": sum(f1) / max(len(f1), 1),
        FALSE_SUPPORT: others.count(0) / max(len(others), 1),
        FALSE_DOUBT: undoubted.count(1) / max(len(undoubted), 1),
    }
