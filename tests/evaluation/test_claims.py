"""The score of claim extraction."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from citecheck.errors import ConfigError
from citecheck.evaluation.claims import pairs, score_claims
from citecheck.model.document import Span

ROWS: list[dict[str, Any]] = [
    {
        "sentence": "A study found that ketamine reduces depression.",
        "claims": ["ketamine reduces depression"],
    },
    {
        "sentence": "Ketamine relieves depression, which many people in all countries have.",
        "claims": ["Ketamine relieves depression"],
    },
    {"sentence": "Ketamine was first made in Detroit.", "claims": ["first made in Detroit"]},
    {"sentence": "The paper appeared on Monday.", "claims": []},
]


def _write(folder: Path, rows: list[dict[str, Any]]) -> str:
    file = folder / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return str(file)


def test_a_span_counts_exactly_by_overlap_or_not_at_all(tmp_path: Path) -> None:
    score = score_claims(_write(tmp_path, ROWS))
    assert (score["kind"], score["file"], score["rows"]) == ("claims", "rows.jsonl", 4)
    assert score["exact"] == {"precision": 1 / 2, "recall": 1 / 3, "f1": pytest.approx(2 / 5)}
    assert score["overlap"] == score["exact"]
    assert score["sentence"] == {"precision": 1.0, "recall": 2 / 3, "f1": pytest.approx(4 / 5)}
    assert score["ms_per_row"] > 0


def test_a_compressed_file_scores_the_same(tmp_path: Path) -> None:
    plain = score_claims(_write(tmp_path, ROWS))
    packed = tmp_path / "rows.jsonl.gz"
    packed.write_bytes(gzip.compress((tmp_path / "rows.jsonl").read_bytes()))
    score = score_claims(str(packed))
    assert {**score, "ms_per_row": 0, "file": ""} == {**plain, "ms_per_row": 0, "file": ""}


def _span(start: int, end: int) -> Span:
    return Span(start=start, end=end)


def test_spans_are_paired_one_to_one_from_half_of_their_union_on() -> None:
    assert pairs([_span(0, 10)], [_span(0, 20)]) == 1
    assert pairs([_span(0, 9)], [_span(0, 20)]) == 0
    assert pairs([_span(0, 10), _span(0, 11)], [_span(0, 12)]) == 1
    assert pairs([_span(0, 10), _span(10, 20)], [_span(0, 12), _span(12, 20)]) == 2
    assert pairs([_span(0, 5)], [_span(5, 9)]) == 0


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        '"text"',
        "[" * 100_000,
        '{"sentence": "Rain."}',
        '{"sentence": "Rain.", "claims": ["Snow"]}',
        '{"sentence": "Rain.", "claims": "Rain"}',
    ],
)
def test_a_row_of_another_kind_is_named_by_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(ROWS[0]) + "\n" + row, "utf-8")
    with pytest.raises(ConfigError, match="Line 2 of"):
        score_claims(str(file))


@pytest.mark.parametrize("name", ["missing.jsonl", "folder", "broken.jsonl.gz", "binary.jsonl"])
def test_what_cannot_be_read_is_a_config_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "broken.jsonl.gz").write_bytes(b"\x1f\x8b broken")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match=r"cannot be read|no file"):
        score_claims(str(tmp_path / name))


def test_real_sentences_score_no_worse_than_before(shared_data: Path, tmp_path: Path) -> None:
    packed = shared_data / "data" / "claims_news_checkworthy.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(packed.read_bytes()).splitlines()]
    score = score_claims(_write(tmp_path, [row for row in rows if row["split"] == "dev"]))
    assert score["exact"]["f1"] >= 0.40
    assert score["overlap"]["f1"] >= 0.63
    assert score["sentence"]["f1"] >= 0.85


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_only_a_line_feed_ends_a_marked_row(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    row = {"sentence": f"It rained.{mark}It snowed.", "claims": []}
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    assert score_claims(str(file))["rows"] == 1
