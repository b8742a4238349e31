"""Known findings are explained by tests that exist; unknown ones and silence are told apart."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.automation.test_locks import LOCKS, pins
from tools import deps_audit

ROOT = Path(__file__).parents[2]
CVE = "CVE-2025-69872"


def answer(*numbers: str) -> str:
    vulnerability = {"id": numbers[0], "aliases": list(numbers[1:])} if numbers else None
    package = {"name": "diskcache", "version": "5", "vulns": [vulnerability] * bool(numbers)}
    skipped = {"name": "own", "skip_reason": "not on the index"}
    return json.dumps({"dependencies": [package, skipped], "fixes": []})


def told(monkeypatch: pytest.MonkeyPatch, stdout: str, stderr: str = "") -> int:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        assert "--require-hashes" in command
        return subprocess.CompletedProcess(command, 1, stdout, stderr)

    monkeypatch.setattr(subprocess, "run", run)
    return deps_audit.main()


@pytest.mark.parametrize("finding", deps_audit.known().values(), ids=lambda each: each["id"])
def test_a_known_finding_says_why_and_names_tests_that_exist(finding: dict[str, Any]) -> None:
    assert finding["reason"]
    assert finding["mitigation"]
    assert any(finding["package"] in pins(lock, "3.11") for lock in LOCKS), "no longer used"
    assert finding["tests"]
    for each in finding["tests"]:
        file, _, name = each.partition("::")
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^def {name}\(", code, re.MULTILINE), each


def test_a_finding_is_known_by_any_of_its_numbers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(monkeypatch, answer("GHSA-xxxx", CVE)) == 0
    assert "never does" in capsys.readouterr().out


def test_a_finding_that_nobody_looked_into_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(monkeypatch, answer("CVE-2099-1")) == 1
    assert "diskcache 5 CVE-2099-1: NEW" in capsys.readouterr().out


@pytest.mark.parametrize("silence", ["", "{}", "no JSON", '{"dependencies": 3}'])
def test_no_answer_is_not_taken_for_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], silence: str
) -> None:
    error = "Traceback\nrequests.exceptions.ConnectionError: host unreachable"
    assert told(monkeypatch, silence, error) == 3
    [line] = capsys.readouterr().out.splitlines()
    assert line == (
        "deps-audit: OSV gave no answer (ConnectionError): nothing is known. Try again."
    )
