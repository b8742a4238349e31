from __future__ import annotations

from typing import Any

import pytest

from training.scores import odds_of, scored, settled, stance_of


def _reading(**other: Any) -> dict[str, Any]:
    return {
        "label": "SUPPORT", "rules": "supports", "probability": 0.6, "treated": False,
        "odds": [0.2, 0.3, 0.5], "features": {"bearing": {"always": 1.0}, "side": {"always": 1.0}},
    } | other  # fmt: skip


def test_a_side_is_given_from_its_limit_on() -> None:
    assert stance_of([0.6, 0.3, 0.1], 0.6, 0.5) == 0
    assert stance_of([0.6, 0.3, 0.1], 0.61, 0.2) == 2
    assert stance_of([0.2, 0.5, 0.3], 0.1, 0.5) == 1


@pytest.mark.parametrize(
    ("other", "stands"),
    [
        ({}, 0),
        ({"rules": "contradicts", "odds": [0.2, 0.7, 0.1]}, 1),
        ({"rules": "silent", "probability": 0.9}, None),
        ({"probability": 0.5}, None),
        ({"probability": 0.4, "treated": True}, 0),
        ({"odds": [0.2, 0.7, 0.1]}, None),
    ],
)
def test_rules_stand_in_training_as_they_do_in_the_judge(
    other: dict[str, Any], stands: int | None
) -> None:
    assert settled(_reading(**other), 0.55) == stands


def test_a_reading_is_weighed_by_the_judges_own_formula() -> None:
    weights = {"bearing": {"always": 0.0}, "side": {"always": 2.0}}
    supports, contradicts, silent = odds_of(_reading(), weights)
    assert supports > silent > contradicts
    assert supports + contradicts + silent == pytest.approx(1.0)


def test_figures_are_counted_over_the_labels_that_occur() -> None:
    readings = [_reading(label=x) for x in ("SUPPORT", "SUPPORT", "CONTRADICT", "CONTRADICT")]
    found = scored(readings, [0, 2, 0, 1])
    assert found["accuracy"] == 0.5
    assert found["macro_f1"] == pytest.approx((0.5 + 2 / 3) / 2)
    assert found["false_support"] == 0.5
    assert found["false_contradiction"] == 0.0
