"""What fuzzing found stays mended: every found case, and every seed, is read or refused again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.fuzz.growth import Recipe
from tests.fuzz.target import Target, outcome
from tests.fuzz.targets import TARGETS, target_of

CORPUS = Path(__file__).with_name("corpus")
FOUND = sorted(path for path in CORPUS.glob("*/*") if path.suffix in (".bin", ".json"))
MOST_SEEDS = 5
GROWN_BYTES = 8_000


@pytest.mark.parametrize("path", FOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_found_case_is_read_or_refused_in_one_sentence(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix == ".json":
        data = Recipe(**json.loads(data)).made(GROWN_BYTES)
    outcome(target_of(path.parent.name), data)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_friends_send_is_taken(target: Target) -> None:
    seeds = list(target.seeds())
    assert seeds
    told = [outcome(target, seed) for seed in seeds[:MOST_SEEDS]]
    assert "read" in told


@pytest.mark.parametrize("folder", sorted(CORPUS.iterdir()), ids=lambda folder: folder.name)
def test_every_folder_of_found_cases_has_its_target(folder: Path) -> None:
    assert folder.name in {target.name for target in TARGETS}
