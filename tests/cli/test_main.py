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


FALSE = "The MMR vaccine causes autism."


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a shell makes of a line in which $CC is the program."""
    environment = os.environ | {"CC": f"{sys.executable} -m citecheck"}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def test_a_reader_that_went_away_keeps_neither_files_nor_the_exit_code_back(
    tmp_path: Path,
) -> None:
    line = (
        f"$CC check --claim '{FALSE}' --source {STUDIES} --quiet --format markdown "
        "--format json=out.json | true; echo ${PIPESTATUS[0]}"
    )
    ran = shell(line, tmp_path)
    assert (ran.stdout, ran.stderr) == ("1\n", "")
    assert (tmp_path / "out.json").read_text("utf-8").startswith("{")


@pytest.mark.parametrize(
    "line",
    [
        f"$CC check --claim '{SENTENCE}' --source {STUDIES} --format json=out.json --format csv",
        "$CC --help",
        "$CC audit schedule --cron",
    ],
)
def test_output_for_which_there_is_no_room_is_told(line: str, tmp_path: Path) -> None:
    ran = shell(f"{line} > /dev/full", tmp_path)
    assert ran.returncode == 2
    assert "No space left on device" in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert "json=" not in line or (tmp_path / "out.json").exists()


def test_streams_that_are_closed_are_told_where_they_are_wanted(tmp_path: Path) -> None:
    check = f"$CC check --claim '{SENTENCE}' --source {STUDIES} --quiet"
    ran = shell(f"{check} >&-", tmp_path)
    assert (ran.returncode, "it is closed" in ran.stderr) == (2, True)
    ran = shell(f"{check} --format json=out.json <&- >&- 2>&-", tmp_path)
    assert ran.returncode == 0
    assert (tmp_path / "out.json").read_text("utf-8").rstrip().endswith("}")
    ran = shell(f"$CC check - --source {STUDIES} <&-", tmp_path)
    assert (ran.returncode, "Traceback" in ran.stderr) == (3, False)


def test_a_file_gets_no_colours_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    command = ["check", "--claim", SENTENCE, "--source", STUDIES, "--quiet", "--format"]
    assert main([*command, "terminal=plain.txt"]) == 0
    assert "\x1b" not in (tmp_path / "plain.txt").read_text("utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main([*command, "terminal=coloured.txt"]) == 0
    assert "\x1b" in (tmp_path / "coloured.txt").read_text("utf-8")


def test_ctrl_c_while_the_program_is_loaded_is_told(tmp_path: Path) -> None:
    code = """
import sys
from citecheck.__main__ import main

class Pressed:
    def find_spec(self, name, *_):
        if name == "citecheck.cli.main":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Pressed())
main()
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (130, "citecheck: Interrupted.\n")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    ran = shell("cd gone && rmdir ../gone && $CC audit status", tmp_path)
    assert ran.returncode == 2
    assert "folder" in ran.stderr
    assert "bug" not in ran.stderr


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
