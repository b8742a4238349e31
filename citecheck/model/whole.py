"""A file that is put whole: until its last word is written, what was there stays."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_NO_OTHER_FILE = (errno.EACCES, errno.EPERM, errno.EROFS)
_STAYS_WHERE_IT_IS = (errno.EBUSY, errno.EACCES, errno.EPERM)
_NAMED_BY_THE_SYSTEM = (Path("/dev"), Path("/proc"))


def put(path: Path, parts: Iterable[str]) -> None:
    """Write a file of these parts, which are asked for one by one, in UTF-8.

    A link stays one, and a file keeps its rights, and its owner where that is allowed. What is no
    file (a pipe, /dev/stdout), and what lies where no other file can be made or moved, is written
    as it goes. Raises: OSError.
    """
    whole = Path(os.path.realpath(path))
    # What /dev/stdout and /dev/fd/63 lead to may have no name, or others hold it open.
    if any(map(path.is_relative_to, _NAMED_BY_THE_SYSTEM)) or (
        whole.exists() and not whole.is_file()
    ):
        _write(path, parts)
        return
    known = whole.stat() if whole.exists() else None
    partial = whole.with_name(f".citecheck.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        made = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if known else 0o666)
        os.close(made)
    except OSError as error:
        if error.errno not in _NO_OTHER_FILE:
            raise
        _write(whole, parts)
        return
    try:
        _write(partial, parts)
        if known is not None:
            with suppress(OSError):
                os.chown(partial, known.st_uid, known.st_gid)
            shutil.copymode(whole, partial)
        try:
            partial.replace(whole)
        except OSError as error:
            if error.errno not in _STAYS_WHERE_IT_IS:
                raise
            shutil.copyfile(partial, whole)
    finally:
        partial.unlink(missing_ok=True)


def _write(path: Path, parts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(parts)
