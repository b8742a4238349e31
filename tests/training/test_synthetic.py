from __future__ import annotations

import random
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import yaml

from tests.judges.probes import FOLDER
from training import synthetic
from training.synthetic import synthetic_pairs


def test_the_labels_are_in_balance_and_no_place_is_left_unfilled() -> None:
    pairs = synthetic_pairs(random.Random(1), 200)
    shares = Counter(pair.label for pair in pairs)
    assert min(shares.values()) > 0.25 * len(pairs)
    assert not any("{" in pair.evidence + pair.claim for pair in pairs)


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert synthetic_pairs(random.Random(5), 30) == synthetic_pairs(random.Random(5), 30)


def test_no_pair_of_texts_has_two_labels() -> None:
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in synthetic_pairs(random.Random(2)):
        labels[pair.evidence, pair.claim].add(pair.label)
    assert all(len(found) == 1 for found in labels.values())


def test_nothing_that_the_probes_speak_of_is_trained_on() -> None:
    table = tomllib.loads(Path(synthetic.__file__).with_name("synthetic.toml").read_text("utf-8"))
    probed = " ".join(
        entry["claim"].lower()
        for file in FOLDER.glob("*.yaml")
        for group in yaml.safe_load(file.read_text("utf-8"))
        for entry in group["probes"]
        if entry["label"] != "NEUTRAL"
    )
    spoken = [*table["agents"], *table["bad"], *table["good"], *table["events"], *table["diseases"]]
    spoken += table["symptoms"]
    spoken += [measured for measured, _ in table["times"]]
    shared = [word for word in spoken if re.search(rf"\b{re.escape(word.lower())}\b", probed)]
    assert shared == []
