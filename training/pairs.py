"""Labelled pairs of evidence and claim, and where they come from."""

from __future__ import annotations

import gzip
import json
import os
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Label = Literal["SUPPORT", "CONTRADICT", "NEUTRAL"]
LABELS: tuple[Label, ...] = ("SUPPORT", "CONTRADICT", "NEUTRAL")
_FROM_NLI: dict[str, Label] = {
    "ENTAIL": "SUPPORT",
    "CONTRADICT": "CONTRADICT",
    "NEUTRAL": "NEUTRAL",
}


_SAME = {"general_last": "general_all"}
"""Stages that draw from the sets of another."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is read (premise), what is claimed (hypothesis), and how they stand to each other."""

    evidence: str
    claim: str
    label: Label
    source: str
    weight: float = 1.0


def data_folder() -> Path:
    """The folder of labelled sets. Exits with a reason where it is absent."""
    root = Path(os.environ.get("CITECHECK_TEST_DATA", "../shared"))
    folder = root / "data"
    if not folder.is_dir():
        raise SystemExit(
            f"No labelled sets at {folder}: set CITECHECK_TEST_DATA to the folder that holds data/."
        )
    return folder


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one set, by its file name without ending."""
    with gzip.open(data_folder() / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sets(stage: str) -> list[dict[str, Any]]:
    """The entries of sets.toml for a stage."""
    table = tomllib.loads(Path(__file__).with_name("sets.toml").read_text("utf-8"))
    found: list[dict[str, Any]] = table[stage]
    return found


def general_pairs(stage: str, seed: int) -> list[Pair]:
    """General pairs for the first stage, each set capped, in a shuffled order."""
    rng = random.Random(seed)
    pairs: list[Pair] = []
    for entry in sets(_SAME.get(stage, stage)):
        own = [
            Pair(row["premise"], row["hypothesis"], _FROM_NLI[row["label"]], entry["name"])
            for row in rows(f"nli/{entry['name']}")
            if row["split"] in entry.get("splits", (row["split"],))
        ]
        rng.shuffle(own)
        pairs += own[: entry["cap"]]
    rng.shuffle(pairs)
    return pairs
