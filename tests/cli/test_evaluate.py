"""`citecheck eval` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.main import main
from tests.evaluation.corpus import ROWS, STUDIES, written


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("CITECHECK_SOURCE", "CITECHECK_CONFIG", "CITECHECK_JUDGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("kind", ["verdicts", "retrieval"])
def test_one_object_is_printed_and_the_exit_code_is_zero_whatever_the_score(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = written(tmp_path, [{**row, "doc_id": 4} for row in ROWS])
    corpus = written(tmp_path, STUDIES, "corpus.jsonl.gz")
    assert main(["eval", kind, rows, "--source", corpus, "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["kind"] == kind
    assert printed.err == ""


@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_the_figures_can_be_read_too(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = written(tmp_path, STUDIES, "corpus.jsonl")
    rows = written(tmp_path, ROWS)
    assert main(["eval", "verdicts", rows, "--source", corpus, "--format", name]) == 0
    shown = capsys.readouterr().out
    assert "retrieval_recall" in shown
    assert "claim-incomplete" in shown
    assert "{" not in shown


@pytest.mark.parametrize("kind", ["stance", "claims", "verdicts", "retrieval"])
def test_a_file_that_is_not_there_is_called_so(
    kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", kind, "none.jsonl"]) == 2
    assert capsys.readouterr().err == "citecheck: There is no file none.jsonl.\n"


def test_a_row_that_names_no_study_is_told_how_to_name_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = written(tmp_path, [{"claim": "Zinc shortens the common cold."}])
    corpus = written(tmp_path, STUDIES, "corpus.jsonl")
    assert main(["eval", "retrieval", rows, "--source", corpus]) == 2
    assert "gold_pmids, doc_id, pmid" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["verdicts", "retrieval"])
def test_a_source_that_is_not_there_is_one_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", kind, written(tmp_path, ROWS), "--source", "none.jsonl"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "none.jsonl" in printed.err
    assert printed.err.count("\n") == 1
