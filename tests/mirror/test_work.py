"""Files are begun before their turn, and what is wrong with them is told in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from citecheck.mirror.manifest import AppliedFile, Manifest
from citecheck.mirror.parsing import Parsed
from citecheck.mirror.selection import Selection
from citecheck.mirror.work import BrokenFile, Inline, Reader, Work, apply_file

from .bulk import Article, BulkFile


class Counting(Inline):
    """Counts the pieces that it was given."""

    def __init__(self) -> None:
        self.pieces = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.pieces += 1
        return super().submit(fn, *args, **kwargs)


class Noting:
    """A shelf that keeps PMIDs, and how many pieces had been parsed at each commit."""

    manifest = Manifest()

    def __init__(self, executor: Counting) -> None:
        self._executor = executor
        self.pmids: list[int] = []
        self.pieces: list[int] = []

    def apply(self, name: str, md5: str, dated: str, parsed: Iterable[Parsed]) -> AppliedFile:
        self.pmids += [step.pmid for piece in parsed for step in piece.steps]
        self.pieces.append(self._executor.pieces)
        return AppliedFile(name=name, md5=md5, dated=dated)

    def keep(self, manifest: Manifest) -> None:
        raise NotImplementedError


Files = Callable[..., list[Path]]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    def written(*contents: bytes) -> list[Path]:
        paths = [tmp_path / f"{number}.xml.gz" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        return paths

    return written


def of(pmid: int) -> bytes:
    return BulkFile((Article(pmid, f"Snow {pmid}"),)).gz()


def read(paths: list[Path], next_of: dict[Path, Path]) -> tuple[Noting, list[str]]:
    executor = Counting()
    shelf, told, current = Noting(executor), [], paths[0]
    reader = Reader(Selection(), Work(executor, 1), lambda: next_of.get(current))
    with reader:
        for current in paths:
            try:
                apply_file(shelf, current, current.name, "", "2026-01-01", reader)
            except BrokenFile as error:
                told.append(str(error))
    return shelf, told


def test_the_next_file_is_parsed_before_the_one_before_it_is_committed(files: Files) -> None:
    first, second, third = files(of(1), of(2), of(3))
    shelf, told = read([first, second, third], {first: second, second: third})
    assert (shelf.pmids, told) == ([1, 2, 3], [])
    # Each is one piece: at the commit of the first the second was parsed too.
    assert shelf.pieces == [2, 3, 3]


def test_a_file_that_was_begun_and_does_not_come_next_harms_no_other(files: Files) -> None:
    first, second, third = files(of(1), of(2), of(3))
    shelf, told = read([first, third, second], {first: second})
    assert (shelf.pmids, told) == ([1, 3, 2], [])


@pytest.mark.parametrize("broken", [of(2)[:60], b"\x1f\x8b nothing", b"<PubmedArticleSet>", b""])
def test_what_is_wrong_with_a_file_is_told_in_its_turn(files: Files, broken: bytes) -> None:
    first, second, third = files(of(1), broken, of(3))
    shelf, told = read([first, second, third], {first: second, second: third})
    assert shelf.pmids == [1, 3]
    assert len(told) == 1
    assert "1.xml.gz" in told[0]


def test_a_file_that_is_gone_is_told_in_its_turn(files: Files) -> None:
    first, third = files(of(1), of(3))
    gone = first.with_name("gone.xml.gz")
    shelf, told = read([first, gone, third], {first: gone})
    assert (shelf.pmids, told) == (
        [1, 3],
        ["The file gone.xml.gz cannot be read: No such file or directory."],
    )
