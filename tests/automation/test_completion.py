"""Completion: what is offered, and that real shells take it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from citecheck.cli import options
from citecheck.cli.main import citecheck
from citecheck.report.formats import FORMATS
from citecheck.report.listing import CLAIM_FORMATS, REFERENCE_FORMATS, SEARCH_FORMATS

SHELLS = ("bash", "zsh", "fish")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, and `citecheck` as a command of its own."""
    (tmp_path / "report.json").touch()
    (tmp_path / "article.md").touch()
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "citecheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m citecheck "$@"\n')
    command.chmod(0o755)
    return tmp_path


def offered(folder: Path, words: str) -> list[str]:
    """What is offered for the last of these words, as fish asks: kind and value, help left out."""
    *_, last = words.split(" ")
    environment = {
        **os.environ,
        "_CITECHECK_COMPLETE": "fish_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": last,
    }
    ran = subprocess.run(
        [folder / "bin" / "citecheck"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    return [line.split("\t")[0] for line in ran.stdout.splitlines() if "," in line]


def test_commands_and_options_are_completed(folder: Path) -> None:
    assert offered(folder, "citecheck ch") == ["plain,check"]
    assert "plain,--published-before" in offered(folder, "citecheck check --p")
    assert offered(folder, "citecheck audit sch") == ["plain,schedule"]


def test_formats_are_completed_and_then_their_files(folder: Path) -> None:
    assert offered(folder, "citecheck check --format js") == ["plain,json", "plain,jsonl"]
    assert offered(folder, "citecheck check --format json=rep") == ["plain,json=report.json"]
    assert offered(folder, "citecheck check --format json=b") == ["plain,json=bin/"]
    assert offered(folder, "citecheck check --format json=bin/") == ["plain,json=bin/citecheck"]
    assert offered(folder, "citecheck check --format json=none/") == []


def test_sources_are_services_or_files(folder: Path) -> None:
    assert offered(folder, "citecheck check --source m") == ["file,m", "plain,mirror"]
    assert offered(folder, "citecheck check --source ./s") == ["file,./s"]


def test_judges_and_what_fails_are_completed(folder: Path) -> None:
    assert offered(folder, "citecheck check --judge mod") == ["plain,model", "plain,model:"]
    assert offered(folder, "citecheck check --fail-on contradicted,") == [
        f"plain,contradicted,{word}" for word in ("disputed", "unfound", "reference", "never")
    ]


def test_texts_and_settings_are_files(folder: Path) -> None:
    for words in ("check ar", "check --config ar", "claims ar", "refs ar", "report ar"):
        assert offered(folder, f"citecheck {words}") == ["file,ar"]


def test_the_values_that_are_offered_are_those_that_exist() -> None:
    assert set(options.REPORT_FORMATS) == set(FORMATS)
    assert set(options.REPORT_FORMATS) - {"claimreview"} == set(REFERENCE_FORMATS)
    assert set(options.PLAIN_FORMATS) == set(CLAIM_FORMATS) == set(SEARCH_FORMATS)


def test_only_shells_that_it_can_serve_are_taken() -> None:
    assert CliRunner().invoke(citecheck, ["completion", "tcsh"]).exit_code == 2


BASH = """
compopt() { :; }  # takes orders only while a person types
source "$SCRIPT"
COMP_WORDS=($1); COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
_citecheck_completion citecheck
printf '%s\\n' "${COMPREPLY[@]}"
"""
# The marks are typed in two parts, or their echo would be taken for what they print.
ZSH = """
zmodload zsh/zpty
zpty shell 'PS1= zsh -f -i'
say() { zpty -w shell "$1" }
say 'autoload -U compinit && compinit -u -d $PWD/dump'
say 'zstyle ":completion:*" list-prompt ""; LISTMAX=1000'
say "source $SCRIPT"
say 'compdef _citecheck_completion citecheck; echo rea""dy'
while zpty -r shell line; do [[ $line == *ready* ]] && break; done
zpty -w -n shell "$1"$'\\t'
zpty -w -n shell $'\\n'
zpty -w shell 'echo do""ne'
while zpty -r shell line; do print -r -- "$line"; [[ $line == *done* ]] && break; done
"""
FISH = """
source $SCRIPT
complete --do-complete="$argv[1]"
"""
_RUN = {"bash": (BASH, ["-c"]), "zsh": (ZSH, ["-f", "-c"]), "fish": (FISH, ["-N", "-c"])}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("citecheck ch", "check"),
        ("citecheck check --format termi", "terminal"),
        ("citecheck check --judge rul", "rules"),
        ("citecheck check --source entr", "entrez"),
    ],
)
def test_a_real_shell_completes(folder: Path, shell: str, words: str, expected: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = folder / "script"
    printed = subprocess.run(
        [folder / "bin" / "citecheck", "completion", shell],
        capture_output=True,
        text=True,
        check=True,
    )
    script.write_text(printed.stdout)
    code, options_of_it = _RUN[shell]
    environment = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "SCRIPT": str(script),
        "HOME": str(folder),
        "TERM": "dumb",
    }
    ran = subprocess.run(
        [shell, *options_of_it, code, *([shell] if shell != "fish" else []), words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert expected in ran.stdout, ran.stdout + ran.stderr
