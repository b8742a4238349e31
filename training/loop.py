"""Training in plain steps that can be killed and taken up again."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import PreTrainedTokenizerBase

from training.network import CrossEncoder
from training.pairs import LABELS, Pair


@dataclass(frozen=True, slots=True)
class Plan:
    """What one stage does.

    `decay` multiplies the learning rate at each layer downward; `most` bounds the pairs;
    `untitled` is the share of studies whose title is hidden; `draws` is how often the pairs are
    drawn, with new variants each time; `conclusions` is how many papers' own are read in a draw.
    `stop` ends a stage before its pairs do, with the rates planned for all of them.
    """

    name: str
    seed: int
    epochs: int
    batch: int
    rate: float
    max_tokens: int
    decay: float = 0.9
    warm_up: float = 0.06
    smoothing: float = 0.05
    class_weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    checkpoint_every: int = 100
    most: int = 1_000_000
    untitled: float = 0.0
    draws: int = 1
    conclusions: int = 0
    stop: int = 1_000_000


Encoded = dict[str, list[list[int]]]


def encode(pairs: Sequence[Pair], tokenizer: PreTrainedTokenizerBase, max_tokens: int) -> Encoded:
    """Token ids of evidence and claim; the longer of the two is cut."""
    return dict(
        tokenizer(
            [pair.evidence for pair in pairs],
            [pair.claim for pair in pairs],
            truncation="longest_first",
            max_length=max_tokens,
        )
    )


def batches_of(lengths: Sequence[int], size: int, seed: int) -> list[list[int]]:
    """Batches of similar length, so that little is padded, in a random order."""
    rng = random.Random(seed)
    order = list(range(len(lengths)))
    rng.shuffle(order)
    chunk = size * 40
    batches: list[list[int]] = []
    for start in range(0, len(order), chunk):
        near = sorted(order[start : start + chunk], key=lambda i: lengths[i])
        batches += [near[i : i + size] for i in range(0, len(near), size)]
    rng.shuffle(batches)
    return batches


def tensors(
    encoded: Encoded, chosen: Sequence[int]
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Padded ids, mask and segments of some rows."""
    longest = max(len(encoded["input_ids"][i]) for i in chosen)

    def padded(name: str) -> torch.Tensor:
        return torch.tensor(
            [encoded[name][i] + [0] * (longest - len(encoded[name][i])) for i in chosen]
        )

    return padded("input_ids"), padded("attention_mask"), padded("token_type_ids")


def train(
    model: CrossEncoder,
    tokenizer: PreTrainedTokenizerBase,
    pairs: Sequence[Pair],
    plan: Plan,
    folder: Path,
) -> None:
    """Train one stage in place; goes on from the last checkpoint in `folder`, if there is one."""
    encoded = encode(pairs, tokenizer, plan.max_tokens)
    lengths = [len(ids) for ids in encoded["input_ids"]]
    steps = [
        batch
        for epoch in range(plan.epochs)
        for batch in batches_of(lengths, plan.batch, plan.seed + epoch)
    ]
    optimiser = torch.optim.AdamW(_groups(model, plan), weight_decay=0.01)
    warm = max(1, int(plan.warm_up * len(steps)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: min(
            (step + 1) / warm, max(0.02, (len(steps) - step) / (len(steps) - warm + 1))
        ),
    )
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / f"{plan.name}.pt"
    begun = 0
    if saved.exists():
        state = torch.load(saved, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        begun = state["step"]
    labels = torch.tensor([LABELS.index(pair.label) for pair in pairs])
    weights = torch.tensor([pair.weight for pair in pairs])
    loss_of = nn.CrossEntropyLoss(
        weight=torch.tensor(plan.class_weights),
        label_smoothing=plan.smoothing,
        reduction="none",
    )
    model.train()
    torch.manual_seed(plan.seed + begun)
    clock, running = time.monotonic(), 0.0
    last = min(len(steps), plan.stop)
    for number in range(begun, last):
        chosen = steps[number]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(*tensors(encoded, chosen))
        loss = (loss_of(logits.float(), labels[chosen]) * weights[chosen]).mean()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        running = 0.98 * running + 0.02 * loss.item() if number > begun else loss.item()
        done = number + 1
        if done % plan.checkpoint_every == 0 or done == last:
            state = {
                "model": model.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
                "step": done,
            }
            torch.save(state, saved.with_suffix(".part"))
            saved.with_suffix(".part").replace(saved)
            rate = (done - begun) * plan.batch / (time.monotonic() - clock)
            print(
                json.dumps(
                    {
                        "stage": plan.name,
                        "step": done,
                        "of": last,
                        "loss": round(running, 4),
                        "pairs_per_s": round(rate, 1),
                    }
                ),
                flush=True,
            )
    (folder / f"{plan.name}.plan.json").write_text(json.dumps(asdict(plan)), "utf-8")


def _groups(model: CrossEncoder, plan: Plan) -> list[dict[str, object]]:
    """Parameters by depth: the head learns fastest, each layer below a little slower."""
    layers = len(model.encoder.encoder.layer)
    groups: dict[int, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("classify"):
            depth = 0
        elif ".layer." in name:
            depth = layers - int(name.split(".layer.")[1].split(".")[0])
        else:
            depth = layers + 1
        groups.setdefault(depth, []).append(parameter)
    return [
        {"params": parameters, "lr": plan.rate * (10 if depth == 0 else plan.decay**depth)}
        for depth, parameters in groups.items()
    ]
