"""The weighing of rules and network, fitted on the choosing halves of the development sets."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from citecheck.judges.combine import STANCES
from training.pairs import LABELS
from training.scores import (
    FALSE_DOUBT,
    FALSE_SUPPORT,
    Reading,
    odds_of,
    scored,
    settled,
    stance_of,
)

SETS = ("scifact", "checkcovid", "clinifact", "evidence_inference", "covid_claim_pairs")
"""The sets that choose; what is measured only never does."""
_STRENGTH = {"scifact": 1.5, "evidence_inference": 0.5, "covid_claim_pairs": 0.5}
RIDGE = 0.1
SURE = {"chosen": 0.55, "whole": 0.7}
"""Both by `training.folds`; RUNS.md has the figures."""
FORMS: dict[str, dict[str, tuple[float, float]]] = {
    "chosen": {"scifact": (0.05, 0.12)},
    "whole": {"checkcovid": (0.10, 0.15), "covid_claim_pairs": (0.10, 0.15)},
}
"""By form of evidence, the false support and false contradiction that the limits may give.

They bind on the choosing halves of these sets. The aim for abstracts is 0.08 on unseen pairs;
folds that were left out gave a quarter to two fifths more than the bound. Sentences picked for a
claim are seldom silent on it, and may be believed a little sooner.
"""
_FEW = 20
_STEPS = [0.3 + 0.02 * step for step in range(31)]


def choosing_of(readings: Sequence[Reading]) -> list[Reading]:
    """Those of the sets that choose, and of the half that does."""
    return [r for r in readings if r["half"] == "choose" and r["set"] in SETS]


def names_in(readings: Sequence[Reading]) -> list[str]:
    """The features that occur, in a fixed order."""
    return sorted({name for reading in readings for name in reading["features"]})


def fit(readings: Sequence[Reading], names: Sequence[str], ridge: float) -> dict[str, list[float]]:
    """Weights of a multinomial logistic formula: by feature, one for each stance.

    Every label of every set counts alike, whatever its size, but for `_STRENGTH`; `ridge`
    keeps the weights near the plain reading of the network.
    """
    place = {name: i for i, name in enumerate(names)}
    given = torch.zeros((len(readings), len(names)))
    for row, reading in enumerate(readings):
        for name, value in reading["features"].items():
            given[row, place[name]] = value
    labels = torch.tensor([LABELS.index(reading["label"]) for reading in readings])
    sizes = Counter((r["set"], r["label"]) for r in readings)
    share = torch.tensor(
        [_STRENGTH.get(r["set"], 1.0) / sizes[r["set"], r["label"]] for r in readings]
    )
    start = torch.zeros((len(names), 3))
    for column, stance in enumerate(STANCES):
        start[place[f"model-{stance}"], column] = 0.6
    weights = start.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([weights], max_iter=300, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        wrong = torch.nn.functional.cross_entropy(given @ weights, labels, reduction="none")
        total = (wrong * share).sum() / share.sum() + ridge * ((weights - start) ** 2).mean()
        total.backward()
        return total

    optimiser.step(loss)
    found = weights.detach()
    return {name: [round(v, 3) for v in found[place[name]].tolist()] for name in names}


def answer(
    reading: Reading,
    odds: Sequence[float],
    limits: tuple[float, float],
    sure: Mapping[str, float],
) -> int:
    """0 supports, 1 contradicts, 2 silent: what the judge says of a reading with these odds."""
    ruled = settled(reading, sure[form_of(reading)])
    return stance_of(odds, *limits) if ruled is None else ruled


def thresholds(
    readings: Sequence[Reading],
    weights: dict[str, list[float]],
    form: str,
    sure: Mapping[str, float],
) -> tuple[float, float]:
    """What each side must reach in one form of evidence: the best mean macro-F1 in bounds."""
    by_set = {
        name: [r for r in readings if r["set"] == name and form_of(r) == form] for name in SETS
    }
    by_set = {name: own for name, own in by_set.items() if len(own) >= _FEW}
    odds = {name: [odds_of(r, weights) for r in own] for name, own in by_set.items()}
    best, chosen = -1.0, (0.9, 0.9)
    for supports in _STEPS:
        for contradicts in _STEPS:
            found = {
                name: scored(
                    own,
                    [
                        answer(r, o, (supports, contradicts), sure)
                        for r, o in zip(own, odds[name], strict=True)
                    ],
                )
                for name, own in by_set.items()
            }
            if any(
                found[name][FALSE_SUPPORT] > support or found[name][FALSE_DOUBT] > doubt
                for name, (support, doubt) in FORMS[form].items()
            ):
                continue
            mean = sum(_STRENGTH.get(n, 1.0) * s["macro_f1"] for n, s in found.items())
            if mean > best:
                best, chosen = mean, (round(supports, 2), round(contradicts, 2))
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
    readings: list[dict[str, Any]] = [json.loads(li) for li in given.readings.open()]
    choosing = choosing_of(readings)
    weights = fit(choosing, names_in(choosing), RIDGE)
    limits = {form: thresholds(choosing, weights, form, SURE) for form in FORMS}
    lines = [
        "# How rules and network are weighed: the odds of a stance are the exponential of the sum",
        "# of a pair's features (combine.py) times the weights in its column. A side is given from",
        "# its threshold on; rules that take one with a probability of `sure` are not weighed.",
        'columns = ["supports", "contradicts", "silent"]',
        f'source = "python -m training.weigh: {len(choosing)} pairs, the choosing halves of the '
        f'development splits of {", ".join(SETS)}"',
        f"ridge = {RIDGE}",
        "",
        "[threshold]",
        *(
            f"{form} = {{ supports = {s}, contradicts = {c}, sure = {SURE[form]} }}"
            for form, (s, c) in limits.items()
        ),
        "",
        "[weight]",
        *(f"{name} = {values}" for name, values in weights.items()),
    ]
    given.to.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
