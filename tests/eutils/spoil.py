"""Faults that damage the right reply: cut, flipped, mislabelled, compressed wrongly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.eutils.reply import HTML, Reply

Spoil = Callable[[Reply], Reply]


def _cut(reply: Reply, at: int) -> Reply:
    return replace(reply, body=reply.body[:at])


def _prolog_only(reply: Reply) -> Reply:
    doctype = reply.body.find(b"<!DOCTYPE")
    end = reply.body.find(b">", doctype) + 1 if doctype >= 0 else 1
    return _cut(reply, end)


def _in_a_tag(reply: Reply) -> Reply:
    tag = reply.body.find(b"<", len(reply.body) // 2)
    return _cut(reply, tag + 3 if tag >= 0 else len(reply.body) // 2)


def _between_records(reply: Reply) -> Reply:
    """Ends after a whole record, so that what is left looks complete but for its last line."""
    for end in (b"</PubmedArticle>", b"</DocSum>", b"</DocumentSummary>", b"</Id>", b",", b">"):
        at = reply.body.find(end)
        if at >= 0:
            return _cut(reply, at + len(end))
    return _cut(reply, 1)


def _flipped(body: bytes) -> bytes:
    damaged = bytearray(body)
    # Nothing before the first eighth: what is damaged shall first look like a reply.
    for eighth in range(1, 8):
        damaged[len(body) * eighth // 8] ^= 0x80
    return bytes(damaged)


def _corrupt(reply: Reply) -> Reply:
    return replace(reply, body=_flipped(reply.body))


def _half(reply: Reply) -> Reply:
    return _cut(reply, len(reply.body) // 2)


def _compressed_corrupt(reply: Reply) -> Reply:
    return _corrupt(reply.compressed())


def _compressed_half(reply: Reply) -> Reply:
    return _half(reply.compressed())


def _not_compressed(reply: Reply) -> Reply:
    return reply.with_headers(content_encoding="gzip")


CONTENTS: dict[str, Spoil] = {
    "prolog-only": _prolog_only,
    "cut-in-tag": _in_a_tag,
    "cut-between-records": _between_records,
    "flipped-bytes": _corrupt,
    "empty-body": lambda reply: _cut(reply, 0),
    "wrong-type": lambda reply: replace(reply, content_type=HTML),
}
CODINGS: dict[str, Spoil] = {
    "gzip-corrupt": _compressed_corrupt,
    "gzip-cut": _compressed_half,
    "gzip-missing": _not_compressed,
}
