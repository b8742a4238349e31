"""The workflow of an audit: pinned, and its issue is one, opened and then commented on."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from citecheck.audit.schedule import Plan
from citecheck.audit.workflow import action, github
from citecheck.cli.main import citecheck
from citecheck.text.tables import read_table

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
GH = """\
#!/bin/sh
printf '%s\\n' "$*" >> calls
case "$1 $2" in "issue list") printf '%s' "$NUMBER";; esac
for word in "$@"; do [ "$word" = issue.md ] && cp issue.md told.md; done
exit 0
"""


def workflow(*, issue: bool) -> dict[str, Any]:
    plan = Plan(program=("citecheck",), folder=Path("/srv"), every="weekly", name="audit-1")
    read = yaml.safe_load(github(plan, now=NOW, issue=issue))
    assert isinstance(read, dict)
    return read


def told(folder: Path, summary: str, number: str) -> tuple[list[str], str]:
    """What the issue's step asks of gh, and the text that it gives to it."""
    [step] = [
        step
        for step in workflow(issue=True)["jobs"]["audit"]["steps"]
        if step.get("name") == "Tell it in one issue"
    ]
    assert "${{" not in step["run"]
    (folder / "summary.md").write_text(summary, encoding="utf-8")
    (folder / "gh").write_text(GH)
    (folder / "gh").chmod(0o755)
    server = {"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "a/b"}
    known = {"PATH": f"{folder}:{os.environ['PATH']}", "NUMBER": number, "GITHUB_RUN_ID": "7"}
    subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=folder,
        env={**step["env"], **server, **known},
        check=True,
    )
    calls = (folder / "calls").read_text("utf-8").splitlines()
    return calls, (folder / "told.md").read_text("utf-8")


def test_the_first_finding_opens_an_issue(tmp_path: Path) -> None:
    calls, text = told(tmp_path, "# 1 new\n\n$(touch pwned) `touch pwned`\n", "")
    assert [call.split()[:2] for call in calls] == [
        ["issue", "list"],
        ["label", "create"],
        ["issue", "create"],
    ]
    assert "--label audit-1" in calls[0]
    assert text.startswith("# 1 new\n\n$(touch pwned)")
    assert text.endswith("All of it: https://forge.example/a/b/actions/runs/7\n")
    assert not (tmp_path / "pwned").exists()


def test_a_later_one_comments_on_it(tmp_path: Path) -> None:
    calls, _ = told(tmp_path, "# 1 new\n", "12")
    assert calls[1:] == ["issue comment 12 --body-file issue.md"]


def test_a_long_summary_is_cut_between_characters(tmp_path: Path) -> None:
    _, text = told(tmp_path, "x" + "é" * 60_000, "")
    assert len(text) < 65_536
    assert re.match(r"xé+\n\nAll of it: ", text)


def test_only_a_workflow_that_tells_may_write_issues() -> None:
    for issue in (False, True):
        read = workflow(issue=issue)
        assert read["permissions"] == {}
        allowed = {"contents": "read"} | ({"issues": "write"} if issue else {})
        assert read["jobs"]["audit"]["permissions"] == allowed
        named = [step.get("name") for step in read["jobs"]["audit"]["steps"]]
        assert ("Tell it in one issue" in named) is issue


def test_every_action_is_one_commit_and_says_where_that_was_read() -> None:
    for each in read_table("citecheck.audit", "actions.toml")["action"]:
        assert re.fullmatch(r"[0-9a-f]{40}", each["commit"])
        assert re.fullmatch(r"v\d+(\.\d+){2}", each["version"])
        assert each["source"]
    used = [s["uses"] for s in workflow(issue=True)["jobs"]["audit"]["steps"] if "uses" in s]
    assert len(used) == 4
    assert all(re.fullmatch(r"[a-z-]+(?:/[a-z-]+)+@[0-9a-f]{40}", each) for each in used)
    with pytest.raises(KeyError):
        action("actions/cacheX")


def test_the_command_prints_it_and_issue_goes_with_github_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    schedule = ["audit", "schedule", "--every", "weekly", "--issue"]
    printed = CliRunner().invoke(citecheck, [*schedule, "--github"])
    assert "gh issue create" in printed.output
    refused = CliRunner().invoke(citecheck, [*schedule, "--cron"])
    assert refused.exit_code == 2
