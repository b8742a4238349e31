"""A PubmedArticleSet cut after whole records, so that its parts can be parsed side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from citecheck.errors import MalformedRecord

OPEN, CLOSE = b"<PubmedArticleSet>", b"</PubmedArticleSet>"
END = b"</PubmedArticle>"
# Declaration, DOCTYPE without a subset of its own, comments; then the root.
_HEAD = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>)?\s*(?:<!DOCTYPE[^>\[]{0,500}>)?\s*<PubmedArticleSet\s*>"
)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"'](?!(?i:utf-8)[\"'])")
_HEAD_BYTES = 4_096
_MOST_PIECE_BYTES = 200_000_000


def pieces(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Parts of about `size` bytes, each a PubmedArticleSet of its own, in order.

    A file in which an end of a record might be something else (a DOCTYPE with a subset of its
    own, another encoding) comes whole, as does one with another root; a comment or CDATA
    section that is cut makes a part that no parser accepts.

    Raises: MalformedRecord if the stream ends within the set.
    """
    held = stream.read(max(size, _HEAD_BYTES))
    head = _HEAD.match(held.removeprefix(b"\xef\xbb\xbf"))
    if head is None or _ENCODING.search(head[0]):
        yield _whole(stream, held)
        return
    held = held.removeprefix(b"\xef\xbb\xbf")[head.end() :]
    while block := stream.read(size):
        cut = held.rfind(END)
        if cut >= 0:
            cut += len(END)
            yield OPEN + held[:cut] + CLOSE
            held = held[cut:]
        held += block
        if len(held) > _MOST_PIECE_BYTES:
            raise MalformedRecord("A record of more than 200 MB is no record of PubMed.")
    end = held.rstrip()
    if not end.endswith(CLOSE):
        raise MalformedRecord("Broken XML: the file ends before its last record does.")
    yield OPEN + end


def _whole(stream: IO[bytes], held: bytes) -> bytes:
    content = held + stream.read(_MOST_PIECE_BYTES + 1)
    if len(content) > _MOST_PIECE_BYTES:
        raise MalformedRecord("More than 200 MB of XML that is no plain PubmedArticleSet.")
    return content
