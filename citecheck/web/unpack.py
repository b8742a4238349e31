"""Compressed bytes become plain ones, and never more of them than is allowed."""

from __future__ import annotations

import zlib

_GZIP_OR_ZLIB, _RAW = 47, -15
_HEADER = 2
"""Bytes that tell whether there is a header."""
_GZIP_MAGIC = b"\x1f\x8b"


class TooBig(Exception):
    """The bytes unpack to more than is allowed."""


class Damaged(Exception):
    """The bytes are not what they are said to be."""


class Unpacker:
    """Takes gzip or deflate bytes as they come and gives at most `most` plain ones in all."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._inner = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._held = b""
        self._begun = self._over = False
        self._between = True
        """At the start, or after a member: the next two bytes tell what follows."""

    @property
    def is_whole(self) -> bool:
        """Whether what came so far could be all: it does not end within a member."""
        return self._over or (self._between and (self._begun or not self._held))

    def take(self, chunk: bytes) -> bytes:
        """The plain bytes of the next packed ones. Raises: TooBig, Damaged."""
        parts: list[bytes] = []
        chunk, self._held = self._held + chunk, b""
        while chunk and not self._over:
            if self._between and len(chunk) < _HEADER:
                self._held = chunk
                break
            if self._between and self._begun and not chunk.startswith(_GZIP_MAGIC):
                self._over = True
                break
            self._between = False
            part = self._step(chunk)
            self._left -= len(part)
            if self._left < 0:
                raise TooBig
            parts.append(part)
            chunk = self._inner.unconsumed_tail
            if self._inner.eof:
                chunk, self._between = self._inner.unused_data, True
                self._inner = zlib.decompressobj(_GZIP_OR_ZLIB)
        return b"".join(parts)

    def _step(self, chunk: bytes) -> bytes:
        most = self._left + 1
        try:
            part = self._inner.decompress(chunk, most)
        except zlib.error as error:
            if self._begun:
                raise Damaged from error
            # Some servers send deflate without its header.
            self._inner = zlib.decompressobj(_RAW)
            try:
                part = self._inner.decompress(chunk, most)
            except zlib.error:
                raise Damaged from error
        self._begun = True
        return part


def gunzip(data: bytes, most: int) -> bytes:
    """The plain bytes of gzipped ones. Raises: TooBig; Damaged, also where they are cut."""
    unpacker = Unpacker(most)
    plain = unpacker.take(data)
    if not unpacker.is_whole:
        raise Damaged
    return plain


def is_gzip(data: bytes) -> bool:
    """Whether the bytes begin as gzip does."""
    return data.startswith(_GZIP_MAGIC)
