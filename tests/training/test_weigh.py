from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="training needs torch, which the checks do not install")

from training import weigh
from training.folds import figures_of
from training.pairs import LABELS
from training.scores import odds_of

SIDED = {"SUPPORT": (2.0, 3.0), "CONTRADICT": (2.0, -3.0), "NEUTRAL": (-2.0, 0.0)}
"""What a network that is right would read: whether it bears, and on which side."""


def _readings(number: int = 90) -> list[dict[str, Any]]:
    found = []
    for i in range(number):
        label = LABELS[i % 3]
        bears, sided = SIDED[label]
        found.append({
            "set": weigh.SETS[i // 3 % 2], "half": "choose", "claim": f"claim {i // 2}",
            "label": label, "whole": bool(i // 3 % 2), "treated": False, "rules": "silent",
            "probability": 0.5, "odds": [0.3, 0.3, 0.4],
            "features": {
                "bearing": {"always": 1.0, "titled": bears, "bare": bears},
                "side": {"always": 1.0, "titled": sided, "bare": sided},
            },
        })  # fmt: skip
    return found


def test_the_half_that_reports_and_the_sets_that_measure_choose_nothing() -> None:
    readings = _readings(3)
    readings[0]["half"] = "report"
    readings[1]["set"] = "healthver_sentence"
    assert weigh.choosing_of(readings) == readings[2:]


def test_weights_follow_a_network_that_is_right_and_a_ridge_holds_them_back() -> None:
    free, held = (weigh.fit(_readings(), ridge) for ridge in (0.001, 10.0))
    assert free["side"]["titled"] > held["side"]["titled"] == pytest.approx(0.3, abs=0.1)
    assert free["bearing"]["bare"] > held["bearing"]["bare"]


def test_no_reading_is_weighed_by_a_fit_that_saw_its_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    readings = _readings(30)
    seen: list[set[str]] = []

    def fit(given: list[dict[str, Any]], ridge: float) -> dict[str, dict[str, float]]:
        seen.append({reading["claim"] for reading in given})
        return {"bearing": {"always": float(len(seen))}, "side": {}}

    monkeypatch.setattr(weigh, "fit", fit)
    for draw in weigh.left_out(readings, 0.02):
        for reading, odds in zip(readings, draw, strict=True):
            fitted = [
                n
                for n in range(len(seen))
                if odds_of(reading, {"bearing": {"always": n + 1.0}, "side": {}}) == odds
            ]
            assert fitted
            assert all(reading["claim"] not in seen[n] for n in fitted)


def test_folds_of_pairs_that_are_read_rightly_are_answered_rightly() -> None:
    found, limits = figures_of(_readings(), weigh.RIDGE, weigh.SURE)
    assert {name: figures["macro_f1"] for name, figures in found.items()} == {
        "scifact": 1.0,
        "checkcovid": 1.0,
    }
    assert limits.keys() == weigh.FORMS.keys()


def test_what_is_written_is_what_the_judge_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, to = tmp_path / "readings.jsonl", tmp_path / "combine.toml"
    readings.write_text("".join(f"{json.dumps(r)}\n" for r in _readings()), "utf-8")
    monkeypatch.setattr("sys.argv", ["weigh", "--readings", str(readings), "--to", str(to)])
    weigh.main()
    table = tomllib.loads(to.read_text("utf-8"))
    assert table["sure"] == weigh.SURE
    assert table["threshold"].keys() == {"chosen", "whole"}
    assert table["side"]["titled"] > 0
