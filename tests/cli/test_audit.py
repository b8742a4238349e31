"""Audits as a user runs them: settings and pages in, what changed out, the right exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.audit.progress import Progress
from citecheck.cli.audit_progress import Log
from tests.cli.test_check import STUDIES, Run, one_sentence, run

__all__ = ["run"]

PAGE = (
    "# Vaccines\n\nParents ask us about this every spring, and we answer as well as we can.\n\n"
    "The MMR vaccine causes autism.\n"
)
ZINC = "# Colds\n\nWinter is long, and many of us are in bed.\n\nZinc shortens the common cold.\n"


WATCH = '[[watch]]\nname = "pages"\nfiles = ["pages/*.md"]\n'


@pytest.fixture
def watched(run: Run, tmp_path: Path) -> Run:
    """A folder with a page to watch, as the current one."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "mmr.md").write_text(PAGE, "utf-8")
    (tmp_path / "citecheck.toml").write_text(
        f'source = "{STUDIES}"\n[[watch]]\nname = "pages"\nfiles = ["pages/*.md"]\n'
        "interval_days = 0\n",
        "utf-8",
    )
    return run


def test_a_known_finding_fails_the_first_run_alone(watched: Run, tmp_path: Path) -> None:
    first = watched("audit", "run", "--format", "terminal")
    assert (first.code, "✗ contradicted" in first.out) == (1, True)
    second = watched("audit", "run", "--format", "terminal")
    assert (second.code, "✗ contradicted" in second.out) == (0, False)
    (tmp_path / "pages" / "zinc.md").write_text(ZINC, "utf-8")
    third = watched("audit", "run", "--format", "terminal", "--quiet")
    assert (third.code, third.err, "Zinc shortens" in third.out) == (0, "", True)


def test_fail_on_names_what_is_there_or_what_is_new(watched: Run) -> None:
    assert watched("audit", "run", "--baseline").code == 0
    assert watched("audit", "run", "--fail-on", "contradicted").code == 1
    assert watched("audit", "run", "--fail-on", "new-contradicted,new-unfound").code == 0
    assert watched("audit", "run", "--fail-on", "never").code == 0
    wrong = watched("audit", "run", "--fail-on", "reference-manager")
    assert wrong.code == 2
    assert "reference-manager" in one_sentence(wrong)


def test_a_page_that_cannot_be_read_ends_with_3(watched: Run, tmp_path: Path) -> None:
    watched("audit", "run", "--baseline")
    (tmp_path / "pages" / "zinc.md").write_bytes(b"\x7fELF" + bytes(100))
    ran = watched("audit", "run", "--format", "markdown")
    assert ran.code == 3
    assert "zinc.md" in ran.out


def test_the_summary_as_json_and_the_changes_in_formats_of_reports(
    watched: Run, tmp_path: Path
) -> None:
    names = ("json", "html", "sarif", "csv", "jsonl", "markdown")
    asked = [part for name in names for part in ("--format", f"{name}=out.{name}")]
    assert watched("audit", "run", *asked).out == ""
    summary = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert summary["schema_version"] == "1"
    assert [change["kind"] for change in summary["changes"]] == ["new"]
    for name in names:
        assert "MMR" in (tmp_path / f"out.{name}").read_text("utf-8")
    sarif = json.loads((tmp_path / "out.sarif").read_text("utf-8"))
    [result] = [r for r in sarif["runs"][0]["results"] if r["ruleId"] == "contradicted"]
    [location] = result["locations"]
    assert location["physicalLocation"]["region"]["startLine"] == 5
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "pages/mmr.md"


def test_a_claim_is_looked_at_decided_on_and_withdrawn(watched: Run) -> None:
    ran = watched("audit", "run", "--format", "json")
    name = json.loads(ran.out)["changes"][0]["fingerprint"]
    decided = watched(
        "audit", "decide", name[:6], "--verdict", "wrong", "--reason", "It misread\x1b a trial",
        "--until", "2099-01-01", "--by", "Jo",
    )  # fmt: skip
    assert (decided.code, decided.out) == (0, "")
    shown = watched("audit", "history", name[:6], "--format", "terminal").out
    assert "Decided wrong when it was contradicted by Jo" in shown
    assert "\x1b" not in shown
    assert watched("audit", "run", "--fail-on", "contradicted").code == 0
    status = json.loads(watched("audit", "status", "--format", "json").out)
    assert [d["fingerprint"] for d in status["decisions"]] == [name]
    assert watched("audit", "decide", name, "--withdraw").code == 0
    assert watched("audit", "run", "--fail-on", "contradicted").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("--verdict", "accepted"),
        ("--reason", "why not"),
        ("--verdict", "accepted", "--reason", "  "),
        ("--verdict", "accepted", "--reason", "x", "--until", "tomorrow"),
        ("--verdict", "accepted", "--reason", "x", "--until", "2020-01-01"),
        ("--verdict", "accepted", "--reason", "x", "--withdraw"),
        ("--withdraw",),
    ],
)
def test_half_a_decision_is_refused(watched: Run, arguments: tuple[str, ...]) -> None:
    out = watched("audit", "run", "--format", "json").out
    name = json.loads(out)["changes"][0]["fingerprint"]
    refused = watched("audit", "decide", name, *arguments)
    assert refused.code == 2
    one_sentence(refused)


def test_runs_are_compared(watched: Run, tmp_path: Path) -> None:
    watched("audit", "run")
    (tmp_path / "pages" / "mmr.md").write_text(ZINC, "utf-8")
    watched("audit", "run")
    kinds = [
        {change["kind"] for change in json.loads(watched("audit", "diff", *runs).out)["changes"]}
        for runs in (
            ("0", "1", "--format", "json"),
            ("1", "--format", "json"),
            ("0", "2", "--format", "json"),
        )
    ]
    assert kinds == [{"new"}, {"new", "gone"}, {"new"}]
    refused = watched("audit", "diff", "1", "7")
    assert refused.code == 2
    assert "no run 7" in one_sentence(refused)


@pytest.mark.parametrize("command", [("status",), ("diff", "0"), ("history", "abcdef")])
def test_looking_at_a_ledger_that_is_not_there_makes_none(
    watched: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    refused = watched("audit", *command)
    assert refused.code == 2
    assert "citecheck-ledger.sqlite" in one_sentence(refused)
    assert not (tmp_path / "citecheck-ledger.sqlite").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[audit]\nledgers = 'x'\n", "ledgers"),
        ("[audit]\nfail_on = 'new-everything'\n", "new-everything"),
        ("[audit]\nmax_requests = -1\n", "max_requests"),
        ("[audit]\nexecutor = 'fibres'\n", "fibres"),
        ("[audit]\nledger = 'mysql://host/x'\n", "mysql"),
        ("audit = 3\n", "audit"),
    ],
)
def test_settings_that_are_wrong_are_said_in_one_sentence(
    watched: Run, tmp_path: Path, settings: str, said: str
) -> None:
    table = '[[watch]]\nname = "pages"\nfiles = ["pages/*.md"]\n'
    path = tmp_path / "citecheck.toml"
    path.write_text(f'source = "{STUDIES}"\n{settings}{table}', "utf-8")
    refused = watched("audit", "run")
    assert refused.code == 2
    assert said in one_sentence(refused)


def test_flags_and_environment_outrank_the_audit_table_part_by_part(
    watched: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = '[audit]\nledger = "mine.sqlite"\nfail_on = "never"\n'
    path = tmp_path / "citecheck.toml"
    path.write_text(path.read_text("utf-8") + table, "utf-8")
    assert watched("audit", "run").code == 0
    assert (tmp_path / "mine.sqlite").exists()
    monkeypatch.setenv("CITECHECK_LEDGER", str(tmp_path / "other.sqlite"))
    assert watched("audit", "run").code == 0
    assert (tmp_path / "other.sqlite").exists()
    assert watched("audit", "run", "--ledger", "third.sqlite", "--executor", "threads:1").code == 0
    assert (tmp_path / "third.sqlite").exists()


def test_a_format_that_does_not_exist_is_said_before_anything_runs(
    watched: Run, tmp_path: Path
) -> None:
    refused = watched("audit", "run", "--format", "papyrus")
    assert refused.code == 2
    assert "papyrus" in one_sentence(refused)
    assert not (tmp_path / "citecheck-ledger.sqlite").exists()


@pytest.mark.parametrize("named", ["nowhere/studies.jsonl", "mirror"])
def test_a_source_that_is_not_there_is_said_before_anything_is_touched(
    watched: Run, tmp_path: Path, named: str
) -> None:
    refused = watched("audit", "run", "--source", STUDIES, "--source", named)
    assert refused.code == 2
    assert named in one_sentence(refused)
    assert not (tmp_path / "citecheck-ledger.sqlite").exists()
    assert watched("audit", "run", "--baseline").code == 0
    table = (tmp_path / "citecheck.toml").read_text("utf-8")
    (tmp_path / "citecheck.toml").write_text(table.replace("studies", "moved"), "utf-8")
    assert watched("audit", "run").code == 2
    assert watched("audit", "status").code == 0, "only a run asks the sources"


@pytest.mark.parametrize("pattern", ["*.md", "**/*"])
def test_a_summary_that_lies_beside_the_pages_is_none_of_them(
    run: Run, tmp_path: Path, pattern: str
) -> None:
    (tmp_path / "mmr.md").write_text(PAGE, "utf-8")
    table = f'[[watch]]\nname = "all"\nfiles = ["{pattern}"]\ninterval_days = 0\n'
    (tmp_path / "citecheck.toml").write_text(f'source = "{STUDIES}"\n{table}', "utf-8")
    for _ in range(3):
        run("audit", "run", "--format", "markdown=said[1].md", "--format", "html=said.html")
    assert (tmp_path / "said[1].md").read_text("utf-8").startswith("# Run 3")
    status = json.loads(run("audit", "status", "--format", "json").out)
    assert [watch["pages"] for watch in status["watches"]] == [1]


@pytest.mark.parametrize(
    ("settings", "flags", "said"),
    [
        ("", (), "put a [[watch]] table into citecheck.toml"),
        (WATCH, ("--judge", "coin"), "coin"),
        (WATCH, ("--judge", "model:no-such-folder"), "no-such-folder"),
        (WATCH, ("--executor", "fibres"), "fibres"),
        (WATCH, ("--notify", "x"), "--notify"),
    ],
)
def test_a_run_that_is_refused_leaves_no_ledger(
    run: Run, tmp_path: Path, settings: str, flags: tuple[str, ...], said: str
) -> None:
    (tmp_path / "citecheck.toml").write_text(f'source = "{STUDIES}"\n{settings}', "utf-8")
    refused = run("audit", "run", *flags)
    assert refused.code == 2
    assert said in one_sentence(refused)
    assert not list(tmp_path.glob("citecheck-ledger*"))


def test_a_comparison_with_no_run_says_what_it_needs(watched: Run) -> None:
    refused = watched("audit", "diff")
    assert refused.code == 2
    assert "`citecheck audit diff 1` shows what changed since run 1" in one_sentence(refused)


def test_an_address_that_is_not_read_is_told_by_what_audits_have(
    watched: Run, tmp_path: Path
) -> None:
    table = '[[watch]]\nname = "desk"\nurls = ["http://127.0.0.1:9/"]\n'
    (tmp_path / "citecheck.toml").write_text(f'source = "{STUDIES}"\n{table}', "utf-8")
    ran = watched("audit", "run", "--format", "terminal")
    assert ran.code == 3
    told = " ".join(ran.out.split())
    assert "which only allow_private = true in citecheck.toml opens" in told
    assert "--allow-private" not in told


def test_a_log_says_now_and_then_how_far_it_is_and_how_long_it_takes() -> None:
    said: list[str] = []
    times = iter([0.0, 10.0, 70.0, 75.0, 700.0, 701.0])
    log = Log(said.append, lambda: next(times))
    for done in (1, 2, 100, 101):
        log(Progress(stage="reading", done=done, total=1_000))
    log(Progress(stage="reading", done=1_000, total=1_000))
    log(Progress(stage="checking", done=8, total=0))
    assert said == [
        "1 of 1,000 pages read",
        "100 of 1,000 pages read, about 11 min left",
        "1,000 of 1,000 pages read",
        "8 claims checked",
    ]
