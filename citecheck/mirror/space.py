"""How much room a mirror needs, and whether the disk has it."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from citecheck.errors import MirrorError

INDEX_TO_GZIP = 1.4
"""Bytes of index for each byte of .xml.gz; measured by `python -m benchmarks mirror`."""
MERGE_SHARE = 0.5
"""Merging keeps old segments until the new one stands."""
RESERVE_BYTES = 300_000_000
"""What stays free: the commit that is going on, and everyone else's needs."""
FILE_BYTES = 40_000_000
"""A bulk file whose size is not known; those of 2026 are about as large."""


def needed(gzip_bytes: int) -> int:
    """Room for the index of files of this size, with what merging takes for a while."""
    return int(gzip_bytes * INDEX_TO_GZIP * (1 + MERGE_SHARE)) + RESERVE_BYTES


def check_space(folder: Path, wanted: int) -> None:
    """Nothing, if `folder`'s disk has `wanted` bytes free.

    Raises: MirrorError, one sentence with both numbers.
    """
    there = next(parent for parent in (folder, *folder.resolve().parents) if parent.exists())
    free = shutil.disk_usage(there).free
    if free < wanted:
        raise MirrorError(
            f"The mirror needs about {shown(wanted)} and the disk that holds {str(folder)!r} "
            f"has {shown(free)} free; a smaller mirror is made with --since or --subset."
        )


def out_of_space(folder: Path, error: BaseException) -> bool:
    """Whether an error of the system or the engine means that the disk is full."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return True
    text = str(error)
    if f"os error {errno.ENOSPC}" in text or "No space left" in text:
        return True
    try:
        return shutil.disk_usage(folder).free < 1_000_000
    except OSError:
        return False


def shown(size: int) -> str:
    """A number of bytes for people."""
    if size >= 1e9:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size / 1e3:.0f} kB"
