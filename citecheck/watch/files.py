"""The files that a glob names, and the lines of a list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from citecheck.documents.kinds import refused_by_name
from citecheck.watch.source import LONGEST_ORIGIN, Entry, failed

MOST_LIST_BYTES: Final = 50_000_000
_OURS: Final = b'<meta name="generator" content="citecheck'
_HEAD_BYTES: Final = 4_000


def matching(pattern: str, folder: str, most: int) -> Iterator[Entry]:
    """The files that match, by name, relative to `folder` where the pattern is; at most `most`.

    Hidden ones, folders, files of kinds that are not read, and pages that citecheck wrote itself
    are left out; `**` follows no links.
    Raises: SourceFailed if there is none, or the pattern is none.
    """
    if len(pattern) > LONGEST_ORIGIN:
        # To look for the end of every bracket takes time that grows with the square of them.
        raise failed(pattern, "it is longer than the path of any file")
    base = Path(pattern).anchor or folder or "."
    relative = pattern[len(Path(pattern).anchor) :]
    if not Path(relative).parts:
        raise failed(pattern, "it names a folder and no files")
    try:
        paths = sorted(islice(_wanted(Path(base), relative), most + 1))
    except (ValueError, NotImplementedError, OSError, IndexError, RecursionError) as error:
        raise failed(pattern, "it is no pattern of files that can be read") from error
    if not paths:
        raise failed(pattern, "no file matches it")
    anchored = bool(Path(pattern).anchor)
    yield from (Entry(str(path) if anchored else _below(path, base)) for path in paths)


def lines(text: bytes) -> Iterator[Entry]:
    """The addresses and paths of a list: one a line; empty lines and those with # are none."""
    for line in text.decode("utf-8-sig", "replace").splitlines():
        origin = line.strip()
        if origin and not origin.startswith("#"):
            yield Entry(origin[:LONGEST_ORIGIN])


def load(path: Path, source: str) -> bytes:
    """The bytes of a list in a file. Raises: SourceFailed."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_LIST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise failed(source, "there is no such file, or it cannot be read") from error
    if len(data) > MOST_LIST_BYTES:
        raise failed(source, f"it has more than {MOST_LIST_BYTES:,} bytes")
    return data


def _wanted(base: Path, pattern: str) -> Iterator[Path]:
    for path in base.glob(pattern):
        hidden = any(part.startswith(".") for part in path.relative_to(base).parts if part != "..")
        if hidden or refused_by_name(path.name) is not None or not path.is_file():
            continue
        if not _is_ours(path):
            yield path


def _is_ours(path: Path) -> bool:
    """Whether it is a report or a dashboard: what these say is said of other pages."""
    if path.suffix.lower() not in (".html", ".htm"):
        return False
    try:
        with path.open("rb") as file:
            return _OURS in file.read(_HEAD_BYTES)
    except OSError:
        return False  # who reads it says why it cannot be read


def _below(path: Path, base: str) -> str:
    return path.relative_to(base).as_posix()
