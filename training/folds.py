"""What weighings would give on pairs that did not choose them: folds of the choosing halves."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from training.scores import FALSE_SUPPORT, Figures, Reading, odds_of, scored
from training.weigh import (
    FORMS,
    RIDGE,
    SETS,
    SURE,
    answer,
    choosing_of,
    fit,
    form_of,
    names_in,
    thresholds,
)

_FOLDS = 5


def left_out(
    choosing: Sequence[Reading], ridge: float, sure: Mapping[str, float]
) -> Mapping[str, Figures]:
    """The figures of each set when every fold is answered by what the others fitted."""
    names = names_in(choosing)
    answers: dict[int, int] = {}
    for fold in range(_FOLDS):
        kept = [r for n, r in enumerate(choosing) if n % _FOLDS != fold]
        weights = fit(kept, names, ridge)
        limits = {form: thresholds(kept, weights, form, sure) for form in FORMS}
        for n in range(fold, len(choosing), _FOLDS):
            read = choosing[n]
            answers[n] = answer(read, odds_of(read, weights), limits[form_of(read)], sure)
    found = {}
    for name in SETS:
        own = [n for n, r in enumerate(choosing) if r["set"] == name]
        found[name] = scored([choosing[n] for n in own], [answers[n] for n in own])
    return found


def main() -> None:
    """Print a line for each ridge and each pair of limits from which the rules are sure."""
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=main.__doc__)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--ridge", type=float, nargs="+", default=[RIDGE])
    parser.add_argument("--chosen", type=float, nargs="+", default=[SURE["chosen"]])
    parser.add_argument("--whole", type=float, nargs="+", default=[SURE["whole"]])
    given = parser.parse_args()
    choosing = choosing_of([json.loads(line) for line in given.readings.open()])
    for ridge, chosen, whole in product(given.ridge, given.chosen, given.whole):
        found = left_out(choosing, ridge, {"chosen": chosen, "whole": whole})
        mean = sum(figures["macro_f1"] for figures in found.values()) / len(found)
        told = ", ".join(
            f"{name} {figures['macro_f1']:.3f} ({figures[FALSE_SUPPORT]:.1%})"
            for name, figures in found.items()
        )
        print(f"ridge {ridge}, sure {chosen} / {whole}: {mean:.3f}; {told}", flush=True)


if __name__ == "__main__":
    main()
