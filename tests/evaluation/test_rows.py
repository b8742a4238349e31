"""Files of labelled rows that hold none."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.cli.main import main
from citecheck.errors import ConfigError
from citecheck.evaluation.rows import rows_to_score


@pytest.mark.parametrize("kind", ["stance", "claims", "verdicts", "retrieval"])
@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_file_without_rows_has_no_score(
    kind: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "rows.jsonl"
    empty.write_text(text)
    assert main(["eval", kind, str(empty), "--source", "examples/studies.jsonl"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "rows.jsonl has no rows to score." in told.err


def test_rows_are_those_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"claim": "Zinc helps."}\n\n{"claim": "Honey helps."}\n')
    assert [number for number, _ in rows_to_score(str(file))] == [1, 3]
    with pytest.raises(ConfigError, match="no file"):
        rows_to_score(str(tmp_path / "other.jsonl"))


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_only_a_line_feed_ends_a_row(mark: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(f'{{"claim": "Zinc{mark}helps."}}\r\n{{"claim": "No."}}\n'.encode())
    assert [row["claim"] for _, row in rows_to_score(str(file))] == [f"Zinc{mark}helps.", "No."]
