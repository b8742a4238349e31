"""Where a mirror lies: a folder with one index in use, and at most one that is being built.

MIRROR/current        the name of the index in use
MIRROR/index-26/      the index of the year 2026's files
MIRROR/files/         bulk files that came and are not applied yet
MIRROR/writing.lock   held by the one process that writes
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from citecheck.errors import MirrorError

IMPORTED = "index-files"
"""The index of a mirror that was made of files alone."""
_PREFIX = "index-"
_NAME = re.compile(rf"{_PREFIX}[A-Za-z0-9]{{1,20}}")


class Library:
    """The folder of one mirror."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = folder / "files"

    @property
    def current(self) -> Path | None:
        """The index in use, None where there is none yet."""
        try:
            name = (self.folder / "current").read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return self.folder / name if _NAME.fullmatch(name) else None

    def index_of(self, year: int | None) -> Path:
        """The index of a year's files, or of files that belong to none."""
        return self.folder / (IMPORTED if year is None else f"{_PREFIX}{year:02}")

    def use(self, index: Path) -> None:
        """Make an index the one in use, in one step, and remove the others. Raises: OSError."""
        if self.current == index:
            return
        new = self.folder / "current.new"
        new.write_text(index.name, "utf-8")
        new.replace(self.folder / "current")
        for other in self.folder.glob(f"{_PREFIX}*"):
            if other != index and other.is_dir():
                shutil.rmtree(other)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Held while one process writes. Raises: MirrorError if another does."""
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "writing.lock")
            lock.acquire(timeout=0)
        except Timeout:
            raise MirrorError(
                f"Another process is writing to the mirror at {str(self.folder)!r}."
            ) from None
        except OSError as error:
            raise MirrorError(
                f"The folder {str(self.folder)!r} cannot be used: {error.strerror}."
            ) from None
        try:
            yield
        finally:
            lock.release()

    def size(self) -> int:
        """Bytes on disk."""
        size = 0
        for parent, _, files in os.walk(self.folder):
            for file in files:
                # Another process may write here, and remove what it merged.
                with suppress(FileNotFoundError):
                    size += Path(parent, file).stat().st_size
        return size
