from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.main import main
from citecheck.report.formats import FORMATS

SOURCE = Path(__file__).parents[2] / "examples" / "studies.jsonl"
TEXT = "A review concluded that zinc shortens the common cold.\nMDMA cures cluster headache.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of a repository, with an article and settings."""
    (tmp_path / ".git").mkdir()
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "cold.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(posts)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("CITECHECK_SOURCE", "CITECHECK_CONFIG", "CITECHECK_JUDGE"):
        monkeypatch.delenv(name, raising=False)
    return posts


def _check(*formats: str) -> int:
    wanted = [word for each in formats for word in ("--format", each)]
    return main(["check", "cold.txt", "--source", str(SOURCE), "--fail-on", "never", *wanted])


def test_all_formats_come_from_one_run_and_again_from_its_json(folder: Path) -> None:
    assert _check(*(f"{name}=new.{name}" for name in FORMATS)) == 0
    for name in FORMATS:
        assert main(["report", "new.json", "--format", f"{name}=old.{name}"]) == 0
        assert (folder / f"old.{name}").read_bytes() == (folder / f"new.{name}").read_bytes()
        assert (folder / f"old.{name}").stat().st_size > 100


def test_settings_sign_drafts_and_accept_claims(folder: Path) -> None:
    assert _check("json=1.json") == 0
    first = json.loads((folder / "1.json").read_text(encoding="utf-8"))
    marks = [claim["fingerprint"] for claim in first["documents"][0]["claims"]]
    (folder / "citecheck.toml").write_text(
        'review_author = "The Desk"\nreview_url = "https://desk.example/1"\n'
        f'accepted = [{{claim = "{marks[-1]}", reason = "known to be a joke", by = "Lea"}}]\n',
        encoding="utf-8",
    )
    assert _check("claimreview=2.jsonld", "sarif=2.sarif") == 0
    graph = json.loads((folder / "2.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert {draft["author"]["name"] for draft in graph} == {"The Desk"}
    [run] = json.loads((folder / "2.sarif").read_text(encoding="utf-8"))["runs"]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert {place["artifactLocation"]["uri"] for place in places} == {"posts/cold.txt"}
    suppressed = {
        (each["partialFingerprints"]["citecheckClaim/v1"], *_reasons(each["suppressions"]))
        for each in run["results"]
        if each["suppressions"]
    }
    assert suppressed == {(marks[-1], "known to be a joke (Lea)")}


def _reasons(suppressions: list[dict[str, str]]) -> list[str]:
    return [each["justification"] for each in suppressions]


@pytest.mark.parametrize("entry", ['"f00"', '{claim = "f00"}', '{claim = "f00", reason = ""}'])
def test_a_claim_is_not_accepted_without_a_reason(
    folder: Path, entry: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "citecheck.toml").write_text(f"accepted = [{entry}]\n", encoding="utf-8")
    assert _check() == 2
    assert "accepted.0" in capsys.readouterr().err
