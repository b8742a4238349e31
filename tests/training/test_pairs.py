from __future__ import annotations

from pathlib import Path

import pytest

from training.measure import DEV, dev_rows
from training.pairs import data_folder, general_pairs, rows, sets


def test_without_the_sets_the_command_stops_and_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITECHECK_TEST_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(SystemExit, match="CITECHECK_TEST_DATA"):
        data_folder()


def test_no_set_trains_and_measures_with_the_same_rows() -> None:
    trained = {entry["name"]: set(entry["splits"]) for entry in sets("health")}
    assert trained
    for name, split in DEV.items():
        assert split not in trained.get(name, set())


def test_sets_without_a_licence_for_it_never_train() -> None:
    barred = {"healthver", "nli4ct", "covidfact", "cross_genre", "ling_in_loop", "te_new"}
    stages = ("general", "general_more", "general_all", "health")
    names = {entry["name"] for stage in stages for entry in sets(stage)}
    assert not {name for name in names for word in barred if word in name}


def test_general_pairs_are_capped_and_drawn_alike_each_time(
    shared_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITECHECK_TEST_DATA", str(shared_data))
    pairs = general_pairs("general", 3)
    assert pairs == general_pairs("general", 3)
    caps = {entry["name"]: entry["cap"] for entry in sets("general")}
    for name, cap in caps.items():
        assert 0 < sum(pair.source == name for pair in pairs) <= cap


def test_no_row_that_trains_is_measured(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITECHECK_TEST_DATA", str(shared_data))
    for entry in sets("health"):
        if entry["name"] not in DEV:
            continue
        measured = {(row["claim"], row["evidence"]) for row in dev_rows(entry["name"])}
        trained = {
            (row["claim"], row["evidence"])
            for row in rows(f"pairs_{entry['name']}")
            if row["split"] in entry["splits"]
        }
        assert measured
        assert not measured & trained, entry["name"]
