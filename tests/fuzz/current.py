"""The input in hand, in a file that outlives the process that reads it."""

from __future__ import annotations

import mmap
from pathlib import Path
from struct import Struct

NAME = "current"
_HEAD = Struct("<QI")
_MOST_BYTES = 1 << 20


class Current:
    """Notes each input before it is read: what killed a hunt, and how far it had come, is kept."""

    def __init__(self, folder: Path) -> None:
        with (folder / NAME).open("w+b") as file:
            file.truncate(_HEAD.size + _MOST_BYTES)
            self._map = mmap.mmap(file.fileno(), 0)

    def note(self, executions: int, data: bytes) -> None:
        """That this is the input of that number."""
        kept = data[:_MOST_BYTES]
        _HEAD.pack_into(self._map, 0, executions, len(kept))
        self._map[_HEAD.size : _HEAD.size + len(kept)] = kept


def last(folder: Path) -> tuple[int, bytes]:
    """How many inputs were noted, and the last of them; 0 and none where no hunt began."""
    if not (folder / NAME).exists():
        return 0, b""
    data = (folder / NAME).read_bytes()
    executions, size = _HEAD.unpack_from(data)
    return executions, data[_HEAD.size : _HEAD.size + size]
