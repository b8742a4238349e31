"""Scores of a judge on labelled pairs."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import ConfigError, JudgeError
from citecheck.evaluation.stance import Row, judged, score, score_stance
from citecheck.model.claim import Claim
from citecheck.model.evidence import Judgement
from citecheck.model.settings import Settings
from citecheck.model.study import Study

ROWS: list[dict[str, Any]] = [
    {
        "claim": "Ketamine reduces pain in migraine.",
        "evidence": ["Adults took part.", "Ketamine reduced pain in migraine (p < 0.01)."],
        "label": "SUPPORT",
        "extra": 1,
    },
    {
        "claim": "Ketamine reduces pain in migraine.",
        "evidence": "Ketamine did not reduce pain in migraine compared with saline (p = 0.7).",
        "title": "Ketamine for migraine",
        "label": "CONTRADICT",
    },
    {
        "claim": "Ketamine reduces pain in migraine.",
        "evidence": "The price of bread rose in four cities.",
        "label": "NEUTRAL",
    },
]
KEYS = [
    "kind", "file", "rows", "judge", "accuracy", "macro_f1", "labels", "confusion",
    "false_support", "abstained", "ms_per_row",
]  # fmt: skip


def _file(folder: Path, rows: Sequence[dict[str, Any]], name: str = "rows.jsonl") -> str:
    path = folder / name
    text = "".join(json.dumps(row) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return str(path)


def test_the_object_has_the_shape_of_the_contract(tmp_path: Path) -> None:
    found = score_stance(_file(tmp_path, ROWS), Settings())
    assert list(found) == KEYS
    assert found["kind"] == "stance"
    assert found["file"] == "rows.jsonl"
    assert found["rows"] == 3
    assert found["judge"]["name"] == "rules"
    assert found["accuracy"] == found["macro_f1"] == 1.0
    assert found["false_support"] == 0.0
    assert set(found["labels"]["SUPPORT"]) == {"precision", "recall", "f1", "support"}
    assert found["confusion"]["NEUTRAL"] == {"SUPPORT": 0, "CONTRADICT": 0, "NEUTRAL": 1}
    assert found["ms_per_row"] > 0
    json.dumps(found)


def test_gzip_is_read_as_plain_rows_are(tmp_path: Path) -> None:
    plain = score_stance(_file(tmp_path, ROWS), Settings())
    zipped = score_stance(_file(tmp_path, ROWS, "rows.jsonl.gz"), Settings())
    for key in set(KEYS) - {"file", "ms_per_row"}:
        assert plain[key] == zipped[key]


def test_the_figures_of_a_score_are_what_they_are_called() -> None:
    labels = ["SUPPORT", "SUPPORT", "CONTRADICT", "CONTRADICT", "NEUTRAL", "NEUTRAL", "NEUTRAL"]
    called = ["SUPPORT", "NEUTRAL", "SUPPORT", "CONTRADICT", "NEUTRAL", "SUPPORT", "NEUTRAL"]
    found = score(labels, called)  # type: ignore[arg-type]
    assert found["accuracy"] == pytest.approx(4 / 7)
    assert found["labels"]["SUPPORT"] == pytest.approx(
        {"precision": 1 / 3, "recall": 1 / 2, "f1": 0.4, "support": 2}
    )
    assert found["false_support"] == pytest.approx(2 / 5)
    assert found["confusion"]["CONTRADICT"]["SUPPORT"] == 1
    assert found["macro_f1"] == pytest.approx((0.4 + 2 / 3 + 2 / 3) / 3)


def test_no_answer_is_missed_and_is_no_label() -> None:
    found = score(["SUPPORT", "NEUTRAL", "NEUTRAL"], ["SUPPORT", None, "NEUTRAL"])
    assert found["accuracy"] == pytest.approx(2 / 3)
    assert found["labels"]["NEUTRAL"]["precision"] == 1.0
    assert found["labels"]["NEUTRAL"]["recall"] == 0.5
    assert found["confusion"]["NEUTRAL"]["UNCHECKED"] == 1
    assert found["false_support"] == 0.0


def test_a_label_that_never_occurs_does_not_lower_the_mean() -> None:
    assert score(["SUPPORT"], ["SUPPORT"])["macro_f1"] == 1.0


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ({"evidence": "x", "label": "SUPPORT"}, "claim"),
        ({"claim": " ", "evidence": "x", "label": "SUPPORT"}, "claim"),
        ({"claim": "x", "label": "SUPPORT"}, "evidence"),
        ({"claim": "x", "evidence": [1], "label": "SUPPORT"}, "evidence"),
        ({"claim": "x", "evidence": "x", "label": "REFUTES"}, "label"),
        ({"claim": "x", "evidence": "x", "title": 3, "label": "SUPPORT"}, "title"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, row: dict[str, Any], word: str) -> None:
    file = _file(tmp_path, [ROWS[0], row])
    with pytest.raises(ConfigError, match=rf"Line 2 .*'{word}'"):
        score_stance(file, Settings())


@pytest.mark.parametrize("text", ["{not json\n", "[1, 2]\n"])
def test_what_is_no_row_is_named_by_its_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n" + text, "utf-8")
    with pytest.raises(ConfigError, match="Line 2"):
        score_stance(str(path), Settings())


def test_a_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="There is no file"):
        score_stance(str(tmp_path / "none.jsonl"), Settings())


def test_an_unknown_judge_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="oracle"):
        score_stance(_file(tmp_path, ROWS), Settings(judge="oracle"))


def test_what_a_judge_cannot_judge_is_no_answer(lexicon: Lexicon) -> None:
    class Failing:
        name = "failing"
        version = "1"

        def judge(self, claim: Claim, studies: Sequence[Study]) -> list[JudgeError]:
            return [JudgeError("no answer") for _ in studies]

    row = Row(claim="Zinc helps.", evidence=("Zinc helped.",), title="", label="SUPPORT")
    with pytest.raises(JudgeError, match="no answer"):
        judged(row, Failing(), lexicon)


@pytest.mark.parametrize(
    ("name", "macro_f1", "false_support"),
    [
        ("pairs_scifact", 0.46, 0.20),
        ("pairs_clinifact", 0.40, 0.10),
        ("pairs_evidence_inference", 0.48, 0.10),
    ],
)
def test_the_rules_hold_on_public_pairs(
    tmp_path: Path, shared_data: Path, name: str, macro_f1: float, false_support: float
) -> None:
    with gzip.open(shared_data / "data" / f"{name}.jsonl.gz", "rt") as lines:
        rows = [row for line in lines if (row := json.loads(line))["split"] == "dev"]
    found = score_stance(_file(tmp_path, rows), Settings())
    assert found["macro_f1"] >= macro_f1
    assert found["false_support"] <= false_support


def test_what_a_first_claim_loads_is_loaded_before_the_clock_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []

    def clock() -> float:
        happened.append("clock")
        return 0.0

    monkeypatch.setattr("citecheck.evaluation.stance.perf_counter", clock)
    monkeypatch.setattr(
        "citecheck.evaluation.stance.load_all", lambda *_: happened.append("loaded")
    )
    score_stance(_file(tmp_path, ROWS), Settings())
    assert happened == ["loaded", "clock", "clock"]


class Waiting:
    """A judge that answers only once as many pairs are asked as it says to ask at a time."""

    name, version, side_by_side = "waiting", "1", 3

    def __init__(self) -> None:
        self.alone = True
        self.together = Barrier(self.side_by_side, timeout=30)

    def judge(self, claim: Claim, studies: Sequence[Study]) -> Sequence[Judgement | Exception]:
        if not self.alone:
            self.together.wait()
        self.alone = False
        stance = "supports" if "reduced" in studies[0].abstract_text else "silent"
        return [Judgement(stance=stance, probability=1.0)]


def test_rows_go_side_by_side_where_the_judge_waits_for_a_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.evaluation.stance.open_judge", lambda *_: Waiting())
    rows = [ROWS[0], ROWS[2], ROWS[0], ROWS[2]]
    found = score_stance(_file(tmp_path, rows), Settings())
    assert (found["accuracy"], found["rows"]) == (1.0, 4)
