"""A file that is put is whole, or what was there stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.model import whole


def test_what_was_there_stays_until_the_last_word_is_written(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("old", "utf-8")

    def failing() -> Iterator[str]:
        yield "half"
        assert file.read_text("utf-8") == "old"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        whole.put(file, failing())
    assert {each.name: each.read_text("utf-8") for each in tmp_path.iterdir()} == {
        "report.json": "old"
    }


def test_a_link_stays_one_and_a_file_keeps_its_rights(tmp_path: Path) -> None:
    file, link = tmp_path / "real.md", tmp_path / "link.md"
    file.write_text("old", "utf-8")
    file.chmod(0o640)
    link.symlink_to(file)
    whole.put(link, ["new\r\n", "and \ud800 newer"])
    assert link.is_symlink()
    assert file.read_bytes() == b"new\r\nand ? newer"
    assert file.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_as_it_goes(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        whole.put(pipe, ["words"])
        assert os.read(reading, 100) == b"words"
    finally:
        os.close(reading)
    assert pipe.is_fifo()


@pytest.mark.parametrize("refused", [PermissionError(13, "no other file here"), None])
def test_a_folder_that_takes_no_other_file_does_not_keep_a_file_from_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: OSError | None
) -> None:
    """Of another user; or a container was given this one file, which cannot be moved away."""
    file = tmp_path / "report.json"
    file.write_text("old", "utf-8")

    def refuse(*_: object) -> None:
        raise refused or OSError(16, "Device or resource busy")

    if refused:
        monkeypatch.setattr(os, "open", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    whole.put(file, ["new"])
    assert [(each.name, each.read_text("utf-8")) for each in tmp_path.iterdir()] == [
        ("report.json", "new")
    ]


def test_what_the_system_gives_a_name_is_written_where_it_leads(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    try:
        whole.put(Path(f"/dev/fd/{writing}"), ["words"])
        assert os.read(reading, 100) == b"words"
    finally:
        os.close(reading)
        os.close(writing)
    file = tmp_path / "log"
    with file.open("w") as log:
        whole.put(Path(f"/proc/self/fd/{log.fileno()}"), ["first"])
        assert file.stat().st_ino == os.fstat(log.fileno()).st_ino
    assert file.read_text("utf-8") == "first"


def test_two_that_write_into_one_folder_at_once_keep_apart(tmp_path: Path) -> None:
    inner, outer = tmp_path / "a.json", tmp_path / "b.json"

    def parts() -> Iterator[str]:
        yield "b"
        whole.put(inner, ["a"])

    whole.put(outer, parts())
    assert (inner.read_text("utf-8"), outer.read_text("utf-8")) == ("a", "b")
