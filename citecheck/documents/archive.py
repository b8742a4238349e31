"""The parts of a ZIP archive, as Word documents and e-books are, unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from citecheck.documents.xml import looks_xml
from citecheck.errors import UnreadableDocument

MOST_PARTS: Final = 5_000
MOST_BYTES: Final = 100_000_000
"""What all parts together may unpack to; pictures are among them."""
MOST_PART_BYTES: Final = 20_000_000
"""What a part that is read may unpack to; a parsed one takes ten times its size."""

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError,
    OverflowError,
)  # fmt: skip
_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The only ones that either format allows (ECMA-376-2, B.4; EPUB 3.3, 4.2)."""
_HEAD_BYTES = 64


def names(data: bytes) -> frozenset[str]:
    """The names of the parts of an archive; none where it is damaged."""
    try:
        return frozenset(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (*_DAMAGED, RuntimeError):
        return frozenset()


class Archive:
    """A ZIP archive; `label` names it in what is raised. Raises: UnreadableDocument."""

    def __init__(self, data: bytes, label: str) -> None:
        self._label = label
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self._zip.infolist()
        except (*_DAMAGED, RuntimeError) as error:
            raise self.damaged() from error
        if len(parts) > MOST_PARTS:
            raise UnreadableDocument(
                f"{label} has {len(parts):,} parts, and at most {MOST_PARTS:,} are unpacked."
            )
        if any(part.compress_type not in _WAYS for part in parts):
            raise UnreadableDocument(f"{label} is packed in a way that its format does not allow.")
        if sum(part.file_size for part in parts) > MOST_BYTES:
            raise UnreadableDocument(
                f"{label} is too big: it unpacks to more than {MOST_BYTES:,} bytes."
            )
        self.names: Final = frozenset(part.filename for part in parts)

    def read(self, name: str) -> bytes:
        """A part, unpacked. Raises: UnreadableDocument, KeyError if there is none."""
        part = self._zip.getinfo(name)
        if part.file_size > MOST_PART_BYTES:
            raise UnreadableDocument(
                f"{self._label} is too big: its text unpacks to more than "
                f"{MOST_PART_BYTES:,} bytes."
            )
        return self._unpacked(part)

    def xml(self) -> Iterator[bytes]:
        """The parts that are XML by how they begin: one of any other name is parsed as well.

        Raises: UnreadableDocument.
        """
        for name in self.names:
            if looks_xml(self._unpacked(self._zip.getinfo(name), _HEAD_BYTES)):
                yield self.read(name)

    def _unpacked(self, part: zipfile.ZipInfo, size: int = -1) -> bytes:
        try:
            with self._zip.open(part) as unpacked:
                # zipfile stops at the size that the archive states, whatever is packed.
                return unpacked.read(size)
        except RuntimeError as error:
            raise UnreadableDocument(f"{self._label} is encrypted.") from error
        except _DAMAGED as error:
            raise self.damaged() from error

    def damaged(self) -> UnreadableDocument:
        """The error of an archive that is not what it should be."""
        return UnreadableDocument(f"{self._label} is damaged and cannot be unpacked.")
