"""The Action's scripts, run for real with the files and variables that GitHub's runner gives."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from citecheck.audit.workflow import action

ROOT: Final = Path(__file__).parents[2]
ACTION: Final[dict[str, Any]] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STUDIES: Final = ROOT / "examples" / "studies.jsonl"
CLAIM: Final = "In clinical trials, MDMA has been found to provide relief from cluster headaches.\n"
HOSTILE: Final = "::error file=x::pwned,%0A"
INPUTS: Final = {
    "INPUT_FILES": "**/*.md\n!drafts/**",
    "INPUT_CHANGED_ONLY": "true",
    "INPUT_MAX_FILES": "5",
    "INPUT_SOURCES": str(STUDIES),
    "INPUT_FAIL_ON": "unfound",
    "INPUT_UPLOAD_SARIF": "false",
    "BASE": "",
    "GITHUB_EVENT_NAME": "pull_request",
}


class Runner:
    """A runner's folders, and a repository with one commit."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.site.mkdir()
        self.temp = folder / "temp"
        (self.temp / "citecheck" / "run" / "bin").mkdir(parents=True)
        self.wrap()
        self.summary, self.output = folder / "summary", folder / "output"
        self.git("init", "--quiet")
        self.write("old.md", CLAIM)
        self.base = self.commit()

    def wrap(self, before: str = "", after: str = "") -> None:
        """Install citecheck where the Action does, with commands of a shell around it."""
        program = self.temp / "citecheck" / "run" / "bin" / "citecheck"
        own = f'"{sys.executable}" -m citecheck "$@" || code=$?'
        program.write_text(f"#!/bin/sh\n{before}\n{own}\n{after}\nexit ${{code:-0}}\n")
        program.chmod(0o755)

    def write(self, name: str, text: str) -> None:
        path = self.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *words: str) -> str:
        who = ["-c", "user.name=t", "-c", "user.email=t@x.example"]
        ran = subprocess.run(
            ["git", *who, *words], cwd=self.site, capture_output=True, text=True, check=True
        )
        return ran.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def check(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        self.summary.write_text("")
        self.output.write_text("")
        files = {"GITHUB_STEP_SUMMARY": str(self.summary), "GITHUB_OUTPUT": str(self.output)}
        places = {"RUNNER_TEMP": str(self.temp), "GITHUB_ACTION_PATH": str(ROOT)}
        # A `python` is in the path, as after setup-python.
        places["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", str(ROOT / "action" / "check.sh")],
            cwd=self.site,
            env={**os.environ, **INPUTS, **files, **places, **inputs},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def outputs(self) -> dict[str, str]:
        return dict(line.split("=", 1) for line in self.output.read_text().splitlines())

    def origins(self) -> list[str]:
        report = json.loads(Path(self.outputs()["report"]).read_text("utf-8"))
        return [each["origin"] for each in report["documents"]]


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    return Runner(tmp_path)


def test_what_a_pull_request_changes_is_checked_and_told(runner: Runner) -> None:
    runner.write("posts/new one.md", CLAIM)
    runner.write("drafts/early.md", CLAIM)
    runner.write("notes.rst", CLAIM)
    runner.commit()
    ran = runner.check(BASE=runner.base)
    assert ran.returncode == 0, ran.stdout
    assert runner.origins() == ["./posts/new one.md"]
    assert runner.outputs()["exit-code"] == "1"
    assert "::warning file=posts/new one.md,line=1," in ran.stdout
    assert runner.summary.read_text("utf-8").startswith("# 1 claim checked against studies\n")
    sarif = json.loads(Path(runner.outputs()["sarif"]).read_text("utf-8"))
    [place, *_] = sarif["runs"][0]["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "posts/new%20one.md"


def test_without_a_pull_request_or_if_asked_every_article_is_checked(runner: Runner) -> None:
    runner.write("new.md", "Nothing.\n")
    runner.commit()
    for inputs in ({}, {"BASE": runner.base, "INPUT_CHANGED_ONLY": "false"}):
        assert runner.check(**inputs).returncode == 0
        assert runner.origins() == ["./new.md", "./old.md"]


def test_no_article_is_no_failure_and_is_said(runner: Runner) -> None:
    ran = runner.check(BASE=runner.base)
    assert ran.returncode == 0
    assert runner.summary.read_text() == "No article to check.\n"
    assert runner.outputs() == {}


def test_names_of_files_are_no_options_no_commands_and_no_pages(runner: Runner) -> None:
    names = ["--help.md", "$(touch pwned).md", "`touch pwned`;.md", "-.md", f"{HOSTILE}.md"]
    names = [name.replace("/", "_") for name in names]
    for name in names:
        runner.write(name, CLAIM)
    runner.write("https:/x.example/a.md", CLAIM)
    runner.write("new\n::error::line.md", CLAIM)
    runner.commit()
    ran = runner.check(BASE=runner.base, INPUT_MAX_FILES="7")
    assert ran.returncode == 0, ran.stdout
    expected = {"./https:/x.example/a.md", "./new\n::error::line.md", *(f"./{n}" for n in names)}
    assert set(runner.origins()) == expected
    assert not list(runner.site.rglob("pwned"))
    told = commands(ran.stdout)
    assert len(told) >= 7
    assert {line.split(" ")[0] for line in told} <= {"::warning", "::notice"}


def test_what_is_said_on_the_way_is_not_taken_for_a_command(runner: Runner) -> None:
    runner.wrap('echo "::add-mask::a"; echo "::set-env name=PATH::b" >&2; echo "::pwned::" >&2')
    runner.write("x\n::error::y.md", "\x00" * 90)
    runner.commit()
    ran = runner.check(BASE=runner.base)
    assert runner.outputs()["exit-code"] == "3"
    assert "\n::add-mask::a\n" in ran.stdout
    assert {line.split(" ")[0] for line in commands(ran.stdout)} == {"::error", "::notice"}
    [read] = [line for line in commands(ran.stdout) if line.startswith("::error")]
    assert read.startswith("::error file=x %3A%3Aerror%3A%3Ay.md,line=1,title=This document")


def commands(log: str) -> list[str]:
    """The lines that a runner takes for commands: not those between stop-commands and its token."""
    found, token = [], None
    for line in log.splitlines():
        stopped = re.fullmatch(r"::stop-commands::(\w+)", line)
        if token is not None:
            token = None if line == f"::{token}::" else token
        elif stopped:
            token = stopped[1]
        elif line.lstrip().startswith("::"):
            found.append(line)
    assert token is None
    return found


def test_a_link_is_not_followed(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(CLAIM)
    (runner.site / "link.md").symlink_to(tmp_path / "secret.md")
    runner.commit()
    assert runner.check(BASE=runner.base).stdout == "No article to check.\n"


def test_too_many_articles_are_refused_and_not_cut(runner: Runner) -> None:
    for number in range(6):
        runner.write(f"{number}.md", CLAIM)
    runner.commit()
    ran = runner.check(BASE=runner.base)
    assert ran.returncode == 2
    assert "6 articles are to be checked, and max-files allows 5." in ran.stdout


@pytest.mark.parametrize(
    "wrong",
    [
        {"INPUT_MAX_FILES": "5; touch pwned"},
        {"INPUT_CHANGED_ONLY": "yes"},
        {"INPUT_UPLOAD_SARIF": "$(true)"},
        {"INPUT_FAIL_ON": "unfound\n::error::x"},
        {"INPUT_FILES": " \n"},
        {"BASE": "--output=pwned"},
        {"BASE": "0" * 40},
        {"GITHUB_EVENT_NAME": "pull_request_target"},
    ],
)
def test_a_wrong_input_is_refused_in_one_sentence(runner: Runner, wrong: dict[str, str]) -> None:
    ran = runner.check(**wrong)
    assert ran.returncode == 2
    assert re.fullmatch(r"::error title=citecheck::[^\n]+\.\n", ran.stdout)
    assert not list(runner.site.rglob("pwned"))


def test_a_pull_request_whose_base_is_not_there_fetches_it(runner: Runner, tmp_path: Path) -> None:
    runner.write("new.md", CLAIM)
    runner.commit()
    runner.git("clone", "--quiet", "--depth=1", f"file://{runner.site}", str(tmp_path / "shallow"))
    runner.git("config", "uploadpack.allowAnySHA1InWant", "true")
    runner.site = tmp_path / "shallow"
    assert runner.check(BASE=runner.base).returncode == 0
    assert runner.origins() == ["./new.md"]


def test_a_report_too_long_for_a_summary_is_its_table(runner: Runner) -> None:
    runner.write("long.md", f"# {'x' * 300}\n\n" + CLAIM)
    summary_file = runner.temp / "citecheck" / "report" / "summary.md"
    runner.wrap(after=f'head -c 1100000 /dev/zero | tr "\\0" x >> "{summary_file}"')
    runner.commit()
    assert runner.check(BASE=runner.base).returncode == 0
    summary = runner.summary.read_text("utf-8")
    assert len(summary) < 2_000
    assert "| Document |" in summary
    assert summary.endswith("The report is too long to be shown here whole.\n")


def test_no_script_holds_an_expression_and_every_action_is_one_commit() -> None:
    steps = ACTION["runs"]["steps"]
    assert not any("${{" in step.get("run", "") for step in steps)
    assert all(step["shell"] == "bash" for step in steps if "run" in step)
    for file in (ROOT / "action.yml", ROOT / "examples" / "workflows" / "articles.yml"):
        used = re.findall(r"uses: (\S+@.+)", file.read_text("utf-8"))
        others = [each for each in used if each != "OWNER/citecheck@COMMIT"]
        assert others
        for each in others:
            assert each == action(each.split("@")[0])


def test_every_input_reaches_the_scripts_and_only_the_check_sees_the_key() -> None:
    used = re.findall(r"inputs\.([a-z-]+)", json.dumps(ACTION["runs"]))
    assert set(used) == set(ACTION["inputs"])
    holders = [s["name"] for s in ACTION["runs"]["steps"] if "NCBI_API_KEY" in s.get("env", {})]
    assert holders == ["Check the articles"]
    example = yaml.safe_load((ROOT / "examples/workflows/articles.yml").read_text("utf-8"))
    given = example["jobs"]["check"]["steps"][1]["with"]
    assert set(given) <= set(ACTION["inputs"])
    written = (ROOT / "action" / "check.sh").read_text("utf-8")
    for name in ACTION["outputs"]:
        assert f'"{name}=$' in written
