"""How the command ends: help, a failed search, a reader that went away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from citecheck.cli.main import main

STUDIES = str(Path(__file__).parents[2] / "examples" / "studies.jsonl")
SENTENCE = "Zinc shortens the common cold."


@pytest.mark.parametrize("arguments", [[], ["audit"], ["cache"]])
def test_a_command_without_its_part_shows_the_help_line_by_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("Usage: citecheck")
    assert "\nCommands:\n" in printed.err


def test_a_missing_argument_is_told_with_the_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "history"]) == 2
    assert capsys.readouterr().err == (
        "citecheck: Missing argument 'CLAIM'. Usage: citecheck audit history [OPTIONS] CLAIM\n"
    )


@pytest.mark.parametrize("command", [["check"], ["refs"], ["audit", "run"], ["audit", "status"]])
def test_help_says_which_format_is_the_default(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "[default: terminal on a terminal; markdown in a file or pipe]" in told


def test_a_search_that_failed_is_exit_code_three_and_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITECHECK_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("CITECHECK_SOURCE", raising=False)
    assert main(["search", SENTENCE, "--offline"]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Offline" in printed.err
    assert printed.err.count("\n") == 1


def test_a_reader_that_went_away_is_no_finding() -> None:
    """`citecheck check ... | head` may close the pipe before the report is written."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "citecheck", "check", "--claim", SENTENCE]
    try:
        ran = subprocess.run(
            [*command, "--source", STUDIES, "--quiet"],
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
