"""The cache command: what it counts, and a folder of kept replies that cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from citecheck.cli.main import main
from citecheck.entrez.cache import ReplyCache


@pytest.mark.parametrize("asked", ["info", "clear"])
@pytest.mark.parametrize("damage", ["no database", "settings"])
def test_a_damaged_cache_is_one_sentence(
    asked: str,
    damage: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "citecheck.toml").write_text('cache_dir = "kept"\n')
    folder = tmp_path / "kept" / "replies"
    ReplyCache(folder).close()
    if damage == "settings":
        with sqlite3.connect(folder / "cache.db") as rows:
            rows.execute("INSERT INTO Settings VALUES ('directory', '/etc')")
        rows.close()
    else:
        (folder / "cache.db").write_bytes(b"no database, and long enough to be looked at" * 99)
    assert main(["cache", asked]) == 2
    said = capsys.readouterr().err
    assert "cannot be used" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(("kept", "said"), [(0, "0 replies"), (1, "1 reply"), (2, "2 replies")])
def test_replies_are_counted_as_one_says_it(
    kept: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "citecheck.toml").write_text('cache_dir = "kept"\n')
    replies = ReplyCache(tmp_path / "kept" / "replies")
    for number in range(kept):
        replies.put(f"question {number}", b"reply", "search")
    replies.close()
    assert main(["cache", "info"]) == 0
    assert f": {said}, " in capsys.readouterr().out
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == f"{said} forgotten\n"
