"""Scores of weighed readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from citecheck.judges.combine import Features, combine

FALSE_SUPPORT = "false_support"
FALSE_DOUBT = "false_contradiction"
Figures = dict[str, float]
Weights = Mapping[str, Mapping[str, float]]
"""The tables `bearing` and `side` of combine.toml."""
Reading = dict[str, Any]
"""What rules and network read in a labelled row, as `training.measure` writes it."""
_STANCE = {"SUPPORT": 0, "CONTRADICT": 1, "NEUTRAL": 2}
_RULED = {"supports": 0, "contradicts": 1, "silent": 2}


def odds_of(reading: Reading, weights: Weights) -> list[float]:
    """The weighed odds of a reading: supports, contradicts, silent."""
    odds = combine(Features(**reading["features"]), weights["bearing"], weights["side"])
    return [odds.supports, odds.contradicts, odds.silent]


def stance_of(odds: Sequence[float], supports: float, contradicts: float) -> int:
    """0 supports, 1 contradicts, 2 silent, as the judge decides."""
    side = 0 if odds[0] >= odds[1] else 1
    return side if odds[side] >= (supports, contradicts)[side] else 2


def settled(reading: Reading, sure: float) -> int | None:
    """The rules' answer where it stands unweighed, as `combine.stands` has it."""
    side = _RULED[reading["rules"]]
    if side == _RULED["silent"]:
        return None
    enough = reading["treated"] or reading["probability"] >= sure
    return side if enough and reading["probability"] > reading["odds"][1 - side] else None


def rules_figures(readings: Sequence[Reading]) -> Figures:
    """The same of the rules alone."""
    return scored(readings, [_RULED[r["rules"]] for r in readings])


def network_figures(readings: Sequence[Reading]) -> Figures:
    """The same of the network alone, the likeliest answer of both its readings taken."""
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
