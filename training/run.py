"""The one command: `python -m training.run --base FOLDER --work FOLDER [STAGE ...]`."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

import torch

from training.loop import Plan, train
from training.network import CrossEncoder, load_base
from training.pairs import Pair, general_pairs


def main() -> None:
    """Run the stages asked for, each from where it stopped."""
    parser = argparse.ArgumentParser(prog="python -m training.run", description=main.__doc__)
    parser.add_argument("stages", nargs="*", default=["general"])
    parser.add_argument(
        "--base", type=Path, required=True, help="MiniLM in the transformers layout"
    )
    parser.add_argument("--work", type=Path, required=True, help="checkpoints go here")
    parser.add_argument("--plan", type=Path, default=Path(__file__).with_name("plan.toml"))
    parser.add_argument("--threads", type=int, default=1, help="more only on an idle machine")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    plans = tomllib.loads(given.plan.read_text("utf-8"))
    for stage in given.stages:
        entry: dict[str, Any] = plans[stage]
        plan = Plan(name=stage, **{k: v for k, v in entry.items() if k != "after"})
        torch.manual_seed(plan.seed)
        model, tokenizer = load_base(given.base)
        if "after" in entry:
            _take_up(model, given.work / f"{entry['after']}.pt")
        train(model, tokenizer, _pairs(stage, plan)[: plan.most], plan, given.work)


def _pairs(stage: str, plan: Plan) -> list[Pair]:
    if stage.startswith("general"):
        return general_pairs(stage, plan.seed)
    from training.health import health_pairs

    return [
        pair
        for draw in range(plan.draws)
        for pair in health_pairs(plan.seed + draw, plan.untitled, plan.conclusions)
    ]


def _take_up(model: CrossEncoder, checkpoint: Path) -> None:
    if not checkpoint.exists():
        raise SystemExit(f"The stage before has left no {checkpoint.name}: run it first.")
    model.load_state_dict(torch.load(checkpoint, weights_only=True)["model"])


if __name__ == "__main__":
    main()
