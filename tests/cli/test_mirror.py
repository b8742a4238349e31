"""`citecheck mirror`, and a mirror as a source of `check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.main import main
from tests.mirror.bulk import Article, BulkFile, name
from tests.mirror.nlm import Nlm

BASELINE = {
    1: BulkFile(
        (
            Article(
                11,
                "Ketamine for migraine: a randomized trial",
                headings=(("D008881", "Migraine Disorders"), ("D007649", "Ketamine")),
                types=("Randomized Controlled Trial",),
                abstract="Ketamine reduced migraine pain in 120 patients (P < 0.01). "
                "Ketamine is effective for migraine.",
            ),
            Article(12, "Snow\x07 and migraine", year=1999),
        )
    )
}
UPDATES = {2: BulkFile((Article(13, "Oxygen in migraine", year=2024),))}


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mirror that was made by the command, in the folder that the settings name."""
    with Nlm({1: BulkFile(BASELINE[1].articles[:1])}, UPDATES) as nlm:
        monkeypatch.setenv("CITECHECK_BULK_URL", nlm.url)
        monkeypatch.setenv("CITECHECK_MIRROR_DIR", str(tmp_path / "m"))
        assert main(["mirror", "create", "--workers", "1", "--quiet"]) == 0
    return tmp_path / "m"


def test_create_sync_status_and_search(mirror: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mirror", "status", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["records"], found["last_file"], found["complete"]) == (2, name(2), True)
    term = '"Migraine Disorders"[Mesh] AND ketamine[ti] AND 2015:2026[dp]'
    assert main(["mirror", "search", term]) == 0
    shown = capsys.readouterr().out
    assert "1 of 2 records, data as of 2026-01-05" in shown
    assert "Ketamine for migraine: a randomized trial" in shown
    assert main(["mirror", "search", term, "--format", "pmid"]) == 0
    assert capsys.readouterr().out == "11\n"
    assert main(["mirror", "search", term, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["count"] == 1


def test_sync_brings_what_is_new_and_says_what_lacks(
    mirror: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    more = UPDATES | {3: BulkFile((Article(14, "New"),)), 4: BulkFile((Article(15, "Newer"),))}
    with Nlm({1: BulkFile(BASELINE[1].articles[:1])}, more) as nlm:
        monkeypatch.setenv("CITECHECK_BULK_URL", nlm.url)
        nlm.missing.add(name(3))
        assert main(["mirror", "sync", "--workers", "1"]) == 3
    told = capsys.readouterr().err
    assert f"1/2 {name(3)}" in told
    assert f"citecheck: {name(3)} is missing: " in told
    assert main(["mirror", "status"]) == 3
    assert f"missing: {name(3)}" in capsys.readouterr().out


def test_check_reads_the_mirror_and_dates_its_report(
    mirror: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Ketamine is effective for migraine.")
    for source in ("mirror", f"mirror:{mirror}"):
        options = ["--source", source, "--format", "json", "--quiet"]
        assert main(["check", str(text), *options]) == 0
        report = json.loads(capsys.readouterr().out)
        [info] = report["sources"]
        assert (info["kind"], info["data_as_of"], info["records"]) == ("mirror", "2026-01-05", 2)
        assert report["documents"][0]["claims"][0]["verdict"] == "supported"


def test_what_cannot_be_honoured_ends_with_its_reason(
    mirror: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mirror", "search", "free full text[sb]"]) == 3
    assert "known to PubMed alone" in capsys.readouterr().err


def test_a_missing_mirror_and_a_dead_server_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--path", str(tmp_path / "none")]
    for command in ("status", "sync"):
        assert main(["mirror", command, *place]) == 3
        assert capsys.readouterr().err.count("\n") == 1
    assert main(["check", "--source", f"mirror:{tmp_path}", "--claim", "Snow is cold."]) == 2
    assert "mirror create" in capsys.readouterr().err


def test_import_takes_files_and_no_letter_of_a_title_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--path", str(tmp_path / "m")]
    row = {"pmid": "12", "title": "Snow\x1b[2J and migraine"}
    (tmp_path / "s.jsonl").write_text(json.dumps(row))
    assert main(["mirror", "import", str(tmp_path / "s.jsonl"), *place]) == 0
    assert "1/1 s.jsonl: 1 records" in capsys.readouterr().err
    assert main(["mirror", "search", "snow[ti]", *place]) == 0
    assert "\x1b" not in capsys.readouterr().out
