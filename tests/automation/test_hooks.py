"""The hooks of pre-commit and the recipe of the image say what the program takes."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import platformdirs
import pytest
import yaml

from citecheck.cli.main import main

ROOT: Final = Path(__file__).parents[2]
HOOKS: Final[list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
)
DOCKERFILE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORE: Final = (ROOT / ".dockerignore").read_text(encoding="utf-8")


def hook(name: str) -> dict[str, Any]:
    return next(each for each in HOOKS if each["id"] == name)


def run(name: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The hook as pre-commit runs it: its entry, the arguments, the names of files."""
    program, *entry = shlex.split(hook(name)["entry"])
    assert program == "citecheck"
    return subprocess.run(
        [sys.executable, "-m", "citecheck", *entry, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"CITECHECK_CACHE_DIR": str(folder / "cache"), "PATH": "/usr/bin:/bin"},
        check=False,
    )


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.md"
    path.write_text("A trial found that MDMA relieves cluster headache attacks.\n")
    return path


def test_offline_it_answers_from_files_of_studies(article: Path) -> None:
    studies = str(ROOT / "examples" / "studies.jsonl")
    arguments = ("--source", studies, "--fail-on", "unfound", article.name)
    ran = run("citecheck-offline", article.parent, *arguments)
    assert ran.returncode == 1
    assert "unfound" in ran.stdout


def test_offline_with_an_empty_cache_it_fails_and_says_what_is_not_known(article: Path) -> None:
    ran = run("citecheck-offline", article.parent, article.name)
    assert ran.returncode == 3
    assert "offline, and not in the cache" in ran.stdout


def test_only_one_of_them_asks_a_server() -> None:
    assert "--offline" not in hook("citecheck")["entry"]
    assert "--offline" in hook("citecheck-offline")["entry"]


@pytest.mark.parametrize("each", HOOKS, ids=lambda each: each["id"])
def test_both_are_handed_what_can_be_read_one_process_at_a_time(each: dict[str, Any]) -> None:
    assert each["require_serial"] is True
    for name in ("a.md", "b/c.txt", "d.html", "e.htm", "f.pdf", "g.docx", "h.epub"):
        assert re.search(each["files"], name)
    for name in ("a.py", "md", "b.md.bak", "c.jsonl"):
        assert not re.search(each["files"], name)


def test_the_image_copies_what_exists_and_reaches_the_builder() -> None:
    let_through = {line.removeprefix("!") for line in IGNORE.splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert copied
    for path in " ".join(copied).split():
        assert (ROOT / path).exists(), path
        assert path.split("/")[0] in let_through, path


def test_the_image_runs_as_nobody_special_and_installs_by_hash() -> None:
    last = DOCKERFILE.split("\nFROM ")[-1]
    [user] = re.findall(r"^USER (\d+):(\d+)$", last, re.MULTILINE)
    assert all(int(each) >= 10_000 for each in user)
    assert 'ENTRYPOINT ["citecheck"]' in last
    assert "pip" not in last
    for line in re.findall(r"[^&]*--requirement[^&]*", DOCKERFILE):
        assert "--require-hashes" in line


def test_a_user_without_a_home_is_told_what_to_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_home(_: str) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_config_path", no_home)
    assert main(["check", "--claim", "x"]) == 2
    assert capsys.readouterr().err == (
        "citecheck: There is no home folder for settings and cache: set HOME to one.\n"
    )
    assert "HOME=/var/cache/citecheck" in DOCKERFILE
