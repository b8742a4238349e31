from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="training needs torch, which the checks do not install")
pytest.importorskip("transformers", reason="training needs transformers")

from training.loop import Plan  # noqa: E402
from training.run import average, finished, line_of  # noqa: E402

PLANS: dict[str, dict[str, Any]] = {
    "first": {"seed": 1},
    "left": {"after": "first"},
    "right": {"after": "first"},
    "both": {"mean_of": ["left", "right"]},
}


def test_a_stage_runs_after_all_that_it_goes_on_from_and_each_runs_once() -> None:
    assert line_of(PLANS, "both") == ["first", "left", "right", "both"]


def test_an_unknown_stage_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(SystemExit, match="first, left, right, both"):
        line_of(PLANS, "middle")


def test_the_mean_of_two_stages_lies_between_them(tmp_path: Path) -> None:
    for name, value in (("left", 1.0), ("right", 3.0)):
        torch.save({"model": {"w": torch.full((2,), value)}}, tmp_path / f"{name}.pt")
    average(["left", "right"], "both", tmp_path)
    mean = torch.load(tmp_path / "both.pt", weights_only=True)["model"]["w"]
    assert mean.tolist() == [2.0, 2.0]


def test_a_stage_is_finished_only_by_the_plan_that_it_ran_by(tmp_path: Path) -> None:
    plan = Plan(name="s", seed=1, epochs=1, batch=6, rate=1e-3, max_tokens=16)
    assert not finished(plan, tmp_path)
    (tmp_path / "s.plan.json").write_text(json.dumps(asdict(plan)), "utf-8")
    assert finished(plan, tmp_path)
    assert not finished(Plan(**{**asdict(plan), "seed": 2}), tmp_path)
