"""Pairs from made-up findings: every direction against every other, other drugs, other species."""

from __future__ import annotations

import random
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from training.pairs import Label, Pair

_FINDINGS = 720
_WEIGHT = 0.6
_FRAMED = 0.2
"""How many claims are led up to, as articles do."""
_EFFECTS = {
    "bad": ("bad_down", "bad_up", "null"),
    "good": ("good_up", "good_down", "null"),
    "events": ("events_down", "events_up", "events_null"),
    "times": ("times_down", "times_up", "null"),
    "diseases": ("diseases_up", "diseases_down", "diseases_null"),
    "symptoms": ("symptoms_down", "symptoms_up", "symptoms_null"),
    "onset": ("onset_fast", "onset_slow", "symptoms_null"),
}
_ORDER = ("bad", "events", "good", "symptoms", "diseases", "times", "symptoms", "bad", "onset")
_OF_ANIMALS = ("bad", "good")
Slots = dict[str, str]


def synthetic_pairs(rng: random.Random, findings: int = _FINDINGS) -> list[Pair]:
    """Pairs in about equal thirds of the labels; the same claims stand with every label."""
    table = tomllib.loads(Path(__file__).with_name("synthetic.toml").read_text("utf-8"))
    found: list[Pair] = []
    for number in range(findings):
        slots = _slots(table, rng, _ORDER[number % len(_ORDER)])
        if number % 5 == 3:
            found += _comparison(table, slots, rng)
        elif slots["value"] in _OF_ANIMALS and number % 7 == 2:
            found += _in_animals(table, slots, rng)
        else:
            found += _effect(table, slots, rng)
    return [_framed(pair, table["frames"], rng) for pair in found]


def _framed(pair: Pair, frames: list[str], rng: random.Random) -> Pair:
    if rng.random() >= _FRAMED or not pair.claim[1:2].islower():
        return pair
    small = pair.claim[:1].lower() + pair.claim[1:]
    return replace(pair, claim=rng.choice(frames).format(claim=small))


def _slots(table: dict[str, Any], rng: random.Random, value: str) -> Slots:
    a, b, x = rng.sample(table["agents"], 3)
    o, other = rng.sample(table["symptoms" if value == "onset" else value], 2)
    high = rng.randint(21, 79)
    slots = {
        "a": a, "b": b, "x": x, "o": o, "other": other, "value": value,
        "c": rng.choice(table["comparators"]), "n": str(rng.randint(24, 900)),
        "k": str(rng.randint(2, 36)), "p": f"0.0{rng.randint(1, 49):02d}",
        "hi": str(high), "lo": str(rng.randint(2, high - 12)),
        "w": f"those who receive {a}", "xw": f"those who receive {x}",
    }  # fmt: skip
    if value == "times":
        (slots["o"], slots["e"]), (slots["other"], slots["other_e"]) = o, other
    if value == "diseases":
        (a, who), (x, others) = rng.sample(table["exposures"], 2)
        slots |= {"a": a, "x": x, "w": who, "xw": others, "c": "controls"}
    return slots


def _away(slots: Slots, rng: random.Random) -> Slots:
    """The same with another agent, or another outcome."""
    if rng.random() < 0.5:
        return slots | {"a": slots["x"], "w": slots["xw"]}
    return slots | {"o": slots["other"], "e": slots.get("other_e", "")}


def _effect(table: dict[str, Any], slots: Slots, rng: random.Random) -> list[Pair]:
    kinds = _EFFECTS[slots["value"]]
    truth = rng.choice(kinds)
    evidence = _study(table, slots, rng, rng.choice(table[truth]["findings"]))
    pairs: list[Pair] = []
    for kind in kinds:
        label: Label = "SUPPORT" if kind == truth else "CONTRADICT"
        drawn = rng.sample(table[kind]["claims"], 2 if kind == truth else 1)
        pairs += [_pair(evidence, claim, slots, label) for claim in drawn]
        if rng.random() < 0.75:
            claim = rng.choice(table[kind]["claims"])
            pairs.append(_pair(evidence, claim, _away(slots, rng), "NEUTRAL"))
    if table[truth]["swapped"] and rng.random() < 0.6:
        pairs.append(_pair(evidence, rng.choice(table[truth]["swapped"]), slots, "CONTRADICT"))
    return pairs


def _comparison(table: dict[str, Any], slots: Slots, rng: random.Random) -> list[Pair]:
    slots = slots | {"o": rng.choice(table["bad"])}
    kind = table["equal" if rng.random() < 0.25 else "versus"]
    evidence = _study(table, slots | {"c": slots["b"]}, rng, rng.choice(kind["findings"]))
    labels: tuple[tuple[str, Label], ...] = (
        ("same", "SUPPORT"), ("opposite", "CONTRADICT"), ("unrelated", "NEUTRAL")
    )  # fmt: skip
    return [
        _pair(evidence, claim, slots, label)
        for name, label in labels
        for claim in rng.sample(kind[name], 2)
    ]


def _in_animals(table: dict[str, Any], slots: Slots, rng: random.Random) -> list[Pair]:
    kinds = _EFFECTS[slots["value"]][:2]
    truth = rng.choice(kinds)
    species, people = rng.choice(table["animals"]), rng.choice(table["people"])
    finding = rng.choice(table[truth]["findings"]).replace("patients", species)
    evidence = _fill(f"In {species}, {finding[:3].lower()}{finding[3:]}", slots)
    evidence = _fill(f"{{A}} and {{o}} in {species}. ", slots) + evidence
    pairs: list[Pair] = []
    for kind in kinds:
        claim = rng.choice(table[kind]["claims"][:4]).rstrip(".")
        label: Label = "SUPPORT" if kind == truth else "CONTRADICT"
        pairs.append(_pair(evidence, f"{claim} in {species}.", slots, label))
        pairs.append(_pair(evidence, f"{claim} in {people}.", slots, "NEUTRAL"))
    return pairs


def _study(table: dict[str, Any], slots: Slots, rng: random.Random, finding: str) -> str:
    title = _fill(rng.choice(table["titles"]), slots)
    if title and title[-1] not in "?.":
        title += "."
    parts = (title, _fill(rng.choice(table["methods"]), slots), _fill(finding, slots))
    return " ".join(filter(None, parts))


def _fill(template: str, slots: Slots) -> str:
    capitals = {key.upper(): value[:1].upper() + value[1:] for key, value in slots.items()}
    text = template.format(**slots, **capitals)
    return text[:1].upper() + text[1:]


def _pair(evidence: str, claim: str, slots: Slots, label: Label) -> Pair:
    return Pair(evidence, _fill(claim, slots), label, "synthetic", _WEIGHT)
