"""The weighing of rules and network, fitted on the choosing halves of the development sets."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch

from training.pairs import LABELS
from training.scores import (
    FALSE_DOUBT,
    FALSE_SUPPORT,
    Figures,
    Reading,
    Weights,
    odds_of,
    scored,
    settled,
    stance_of,
)

SETS = ("scifact", "checkcovid", "clinifact", "evidence_inference", "covid_claim_pairs")
"""The sets that choose; what is measured only never does."""
_STRENGTH = {"scifact": 1.5, "evidence_inference": 0.5, "covid_claim_pairs": 0.5}
RIDGE = 0.02
TABLES = ("bearing", "side")
_START = {"titled": 0.3, "bare": 0.3}
"""What the weights are kept near: the plain reading of the network, a little softened."""
_FOLDS, _DRAWS = 5, 3
_FEW = 20
_STEPS = [round(0.3 + 0.02 * step, 2) for step in range(31)]


SURE = 0.7
"""From which probability the rules' answer stands, by `training.folds`; RUNS.md has the figures."""
FORMS: dict[str, dict[str, tuple[float, float]]] = {
    "chosen": {"scifact": (0.07, 0.12)},
    "whole": {"checkcovid": (0.13, 0.16)},
}
"""By form of evidence, the false support and false contradiction that the limits may give.

They bind on answers to claims that were left out of the fit. The aim for abstracts is 0.08 on
unseen pairs. Sentences picked for a claim are seldom silent on it, and may be believed a little
sooner.
"""
Draw = list[list[float]]
"""The odds of each reading, weighed by what was fitted without its claim."""


def readings_in(file: Path) -> list[Reading]:
    """The readings that `training.measure` wrote."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def choosing_of(readings: Sequence[Reading]) -> list[Reading]:
    """Those of the sets that choose, and of the half that does."""
    return [r for r in readings if r["half"] == "choose" and r["set"] in SETS]


def fit(readings: Sequence[Reading], ridge: float) -> dict[str, dict[str, float]]:
    """Weights of a logistic formula over three stances, in its two parts (`combine.combine`).

    Every label of every set counts alike, whatever its size, but for `_STRENGTH`; `ridge`
    keeps the weights near `_START`.
    """
    names = {part: _names_in(readings, part) for part in TABLES}
    given = {part: _matrix(readings, part, names[part]) for part in TABLES}
    labels = torch.tensor([LABELS.index(reading["label"]) for reading in readings])
    sizes = Counter((r["set"], r["label"]) for r in readings)
    share = torch.tensor(
        [_STRENGTH.get(r["set"], 1.0) / sizes[r["set"], r["label"]] for r in readings],
        dtype=torch.float64,
    )
    start = {part: _started(names[part]) for part in TABLES}
    weights = {part: start[part].clone().requires_grad_() for part in TABLES}
    optimiser = torch.optim.LBFGS(
        list(weights.values()), max_iter=300, line_search_fn="strong_wolfe"
    )

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        either, apart = (given[part] @ weights[part] for part in TABLES)
        odds = torch.stack([either + apart / 2, either - apart / 2, torch.zeros_like(either)], 1)
        wrong = torch.nn.functional.cross_entropy(odds, labels, reduction="none")
        away = sum(((weights[part] - start[part]) ** 2).sum() for part in TABLES)
        total: torch.Tensor = (wrong * share).sum() / share.sum() + ridge * away
        total.backward()
        return total

    optimiser.step(loss)
    return {
        part: {
            name: round(value, 3)
            for name, value in zip(names[part], weights[part].detach().tolist(), strict=True)
        }
        for part in TABLES
    }


def left_out(readings: Sequence[Reading], ridge: float) -> list[Draw]:
    """The odds of each reading by fits that saw no reading of its claim, for several draws."""
    found: list[Draw] = []
    for draw in range(_DRAWS):
        folds = [_fold(reading["claim"], draw) for reading in readings]
        fitted = [
            fit([r for r, own in zip(readings, folds, strict=True) if own != fold], ridge)
            for fold in range(_FOLDS)
        ]
        found.append([odds_of(r, fitted[fold]) for r, fold in zip(readings, folds, strict=True)])
    return found


def figures(
    readings: Sequence[Reading],
    draws: Sequence[Draw],
    limits: Mapping[str, tuple[float, float]],
    sure: float,
) -> dict[str, Figures]:
    """By set, the figures of the readings whose form has limits, as the mean of the draws."""
    fixed = [settled(reading, sure) for reading in readings]
    found: dict[str, Figures] = {}
    for name in dict.fromkeys(reading["set"] for reading in readings):
        own = [n for n, r in enumerate(readings) if r["set"] == name and form_of(r) in limits]
        each = []
        for odds in draws:
            answers = [
                stance_of(odds[n], *limits[form_of(readings[n])])
                if (ruled := fixed[n]) is None
                else ruled
                for n in own
            ]
            each.append(scored([readings[n] for n in own], answers))
        found[name] = {key: sum(one[key] for one in each) / len(each) for key in each[0]}
    return found


def limits_of(
    readings: Sequence[Reading], draws: Sequence[Draw], form: str, sure: float
) -> tuple[float, float]:
    """What each side must reach in one form of evidence: the best mean macro-F1 in bounds."""
    best, chosen = -1.0, (0.9, 0.9)
    for supports in _STEPS:
        for contradicts in _STEPS:
            found = figures(readings, draws, {form: (supports, contradicts)}, sure)
            found = {name: own for name, own in found.items() if own["rows"] >= _FEW}
            if any(
                found[name][FALSE_SUPPORT] > support or found[name][FALSE_DOUBT] > doubt
                for name, (support, doubt) in FORMS[form].items()
                if name in found
            ):
                continue
            mean = sum(_STRENGTH.get(n, 1.0) * s["macro_f1"] for n, s in found.items())
            if mean > best:
                best, chosen = mean, (supports, contradicts)
    return chosen


def form_of(reading: Reading) -> str:
    """Whether a study was read in full or sentences of it were chosen."""
    return "whole" if reading["whole"] else "chosen"


def main() -> None:
    """Fit on the choosing halves and write combine.toml."""
    parser = argparse.ArgumentParser(prog="python -m training.weigh", description=main.__doc__)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    choosing = choosing_of(readings_in(given.readings))
    draws = left_out(choosing, RIDGE)
    limits = {form: limits_of(choosing, draws, form, SURE) for form in FORMS}
    given.to.write_text(_written(fit(choosing, RIDGE), limits, len(choosing)), "utf-8")


def _written(weights: Weights, limits: Mapping[str, tuple[float, float]], pairs: int) -> str:
    lines = [
        "# How rules and network are weighed (combine.py). A pair's features times `bearing` are",
        "# the log odds that it takes a side; half of them times `side` is added for support",
        "# and taken off for contradiction. A side is given from its threshold on. Rules that take",
        "# one stand where a claim is of what a treatment does and the study is on its topic, and",
        "# elsewhere from the probability `sure` on, unless the network is surer of the opposite.",
        f'source = "python -m training.weigh: {pairs} pairs, the choosing halves of the '
        f'development splits of {", ".join(SETS)}"',
        f"ridge = {RIDGE}",
        f"sure = {SURE}",
        "",
        "[threshold]",
        *(
            f"{form} = {{ supports = {supports}, contradicts = {contradicts} }}"
            for form, (supports, contradicts) in limits.items()
        ),
    ]
    for part in TABLES:
        lines += ["", f"[{part}]", *(f"{name} = {value}" for name, value in weights[part].items())]
    return "\n".join(lines) + "\n"


def _names_in(readings: Sequence[Reading], part: str) -> list[str]:
    return sorted({name for reading in readings for name in reading["features"][part]})


def _matrix(readings: Sequence[Reading], part: str, names: Sequence[str]) -> torch.Tensor:
    rows = [[reading["features"][part].get(name, 0.0) for name in names] for reading in readings]
    return torch.tensor(rows, dtype=torch.float64)


def _started(names: Sequence[str]) -> torch.Tensor:
    return torch.tensor([_START.get(name, 0.0) for name in names], dtype=torch.float64)


def _fold(claim: str, draw: int) -> int:
    return hashlib.sha256(f"{draw} {claim}".encode()).digest()[1] % _FOLDS


if __name__ == "__main__":
    main()
