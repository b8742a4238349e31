"""Addresses and files of other formats, as a user gives them to the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.cli.main import main
from tests.site.server import Site

STUDIES = str(Path(__file__).parents[2] / "examples" / "studies.jsonl")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(pages=2) as made:
        yield made


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.mark.parametrize("command", ["check", "claims", "refs"])
def test_loopback_is_refused_in_one_sentence_unless_allowed(
    site: Site, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [command, site.address(1), "--format", "json"]
    given += [] if command == "claims" else ["--source", STUDIES, "--quiet", "--fail-on", "never"]
    assert main(given) == 3
    [refused] = json.loads(capsys.readouterr().out)["documents"]
    assert refused["status"] == "unreadable"
    assert (
        "127.0.0.1 is a loopback address, which only --allow-private (allow_private) opens."
        in refused["reason"]
    )
    assert main([*given, "--allow-private"]) == 0
    [read] = json.loads(capsys.readouterr().out)["documents"]
    assert read["title"] == site.page(1).title


def test_the_setting_opens_loopback_too(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "citecheck.toml").write_text("allow_private = true\n")
    assert main(["claims", site.address(1), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["status"] == "read"


def test_pages_of_every_format_give_their_claims(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    guides = [f"{site.url}/guide.{kind}" for kind in ("pdf", "docx", "epub")]
    assert main(["claims", *guides, "--allow-private", "--format", "json"]) == 0
    documents = json.loads(capsys.readouterr().out)["documents"]
    assert [document["origin"] for document in documents] == guides
    for document in documents:
        assert 2 <= len(document["claims"]) <= 4
        for claim in document["claims"]:
            assert document["text"][claim["start"] : claim["end"]] == claim["text"]


def test_a_page_that_is_gone_is_told_and_the_others_are_read(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = [f"{site.url}/missing.html", site.address(2)]
    assert main(["claims", *pages, "--allow-private", "--format", "json"]) == 3
    gone, read = json.loads(capsys.readouterr().out)["documents"]
    assert "404 Not Found" in gone["reason"]
    assert read["status"] == "read"
