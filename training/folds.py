"""What weighings would give on pairs that did not choose them: folds of the choosing halves."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

from training.scores import FALSE_SUPPORT, Figures, Reading
from training.weigh import (
    FORMS,
    RIDGE,
    SURE,
    choosing_of,
    figures,
    left_out,
    limits_of,
    readings_in,
)


def figures_of(
    choosing: Sequence[Reading], ridge: float, sure: float
) -> tuple[Mapping[str, Figures], Mapping[str, tuple[float, float]]]:
    """The figures of each set when every claim is weighed by what the others fitted.

    The limits of either form are chosen on these same answers, and given beside them.
    """
    draws = left_out(choosing, ridge)
    limits = {form: limits_of(choosing, draws, form, sure) for form in FORMS}
    return figures(choosing, draws, limits, sure), limits


def main() -> None:
    """Print a line for each ridge and each probability from which the rules are sure."""
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=main.__doc__)
    parser.add_argument("--readings", type=Path, required=True)
    parser.add_argument("--ridge", type=float, nargs="+", default=[RIDGE])
    parser.add_argument("--sure", type=float, nargs="+", default=[SURE])
    given = parser.parse_args()
    choosing = choosing_of(readings_in(given.readings))
    for ridge, sure in product(given.ridge, given.sure):
        found, limits = figures_of(choosing, ridge, sure)
        mean = sum(own["macro_f1"] for own in found.values()) / len(found)
        told = ", ".join(
            f"{name} {own['macro_f1']:.3f} ({own[FALSE_SUPPORT]:.1%})"
            for name, own in found.items()
        )
        print(f"ridge {ridge}, sure {sure}, limits {limits}: {mean:.3f}; {told}", flush=True)


if __name__ == "__main__":
    main()
