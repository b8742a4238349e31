"""A file that is put whole: until its last word is written, what was there stays."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path


def put(path: Path, parts: Iterable[str]) -> None:
    """Write a file of these parts, which are asked for one by one, in UTF-8.

    A link stays one, and a file keeps its rights. What is no file (a pipe, /dev/null), and what
    lies where no other file can be made or moved, is written as it goes. Raises: OSError.
    """
    whole = Path(os.path.realpath(path))
    if whole.exists() and not whole.is_file():
        _write(whole, parts)
        return
    partial = whole.with_name(f".citecheck.{os.getpid()}")
    try:
        partial.touch()
    except PermissionError:
        _write(whole, parts)
        return
    try:
        _write(partial, parts)
        if whole.exists():
            shutil.copymode(whole, partial)
        try:
            partial.replace(whole)
        except OSError as error:
            if error.errno != errno.EBUSY:  # a file that a container was given alone
                raise
            shutil.copyfile(partial, whole)
    finally:
        partial.unlink(missing_ok=True)


def _write(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(parts)
