"""Which PMIDs may be in the index, so that nothing is deleted that was never there.

Deleting costs a search for each record and file. The set is written before the index is
committed: after a crash it may hold PMIDs that the index has not, never the reverse.
"""

from __future__ import annotations

import struct
from pathlib import Path

_PAGE_BYTES = 8_192
_PAGE_BITS = 8 * _PAGE_BYTES
_HEAD = struct.Struct("<I")
_MAGIC = b"PMIDs\n"


class Presence:
    """A set of PMIDs in pages of bits; one that could not be read holds everything."""

    def __init__(self, file: Path, *, empty: bool) -> None:
        self._file = file
        self._pages: dict[int, bytearray] = {}
        self._unknown = False
        if not empty:
            self._load()

    def add(self, pmid: int) -> bool:
        """Whether the PMID was in the set, which it now is."""
        page, bit = divmod(pmid, _PAGE_BITS)
        bits = self._pages.get(page)
        if bits is None:
            bits = self._pages[page] = bytearray(_PAGE_BYTES)
        at, mask = bit >> 3, 1 << (bit & 7)
        was_in = bool(bits[at] & mask) or self._unknown
        bits[at] |= mask
        return was_in

    def save(self) -> None:
        """Write the set in one step. Raises: OSError."""
        if self._unknown:
            return
        new = self._file.with_name(self._file.name + ".new")
        with new.open("wb") as stream:
            stream.write(_MAGIC)
            for page, bits in sorted(self._pages.items()):
                stream.write(_HEAD.pack(page))
                stream.write(bits)
        new.replace(self._file)

    def _load(self) -> None:
        size = _HEAD.size + _PAGE_BYTES
        try:
            content = self._file.read_bytes()
        except OSError:
            content = b""
        if not content.startswith(_MAGIC) or (len(content) - len(_MAGIC)) % size:
            self._unknown = True
            return
        for start in range(len(_MAGIC), len(content), size):
            (page,) = _HEAD.unpack_from(content, start)
            self._pages[page] = bytearray(content[start + _HEAD.size : start + size])
