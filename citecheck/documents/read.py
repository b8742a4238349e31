"""Reads a path, an address or standard input. The only door of this room."""

from __future__ import annotations

from pathlib import Path

from citecheck.documents import plain
from citecheck.documents.assemble import assemble, identify, plain_view, without_surrogates
from citecheck.documents.decode import decode, looks_binary
from citecheck.errors import DocumentError, UnreadableDocument
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings


def is_url(origin: str) -> bool:
    """Whether `origin` is an address on the web and no path."""
    return origin.lower().startswith(("http://", "https://"))


def read(origin: str, *, stdin: bytes | None = None, settings: Settings) -> Document | Unreadable:
    """The document at a path, at an http(s) address, or on standard input ("-").

    What cannot be read is an `Unreadable` with the reason in one sentence; nothing is raised.
    """
    try:
        return _read(origin, stdin, settings)
    except DocumentError as error:
        return Unreadable(id=identify(origin), origin=origin, reason=str(error))


def from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - named as the field that it fills
    origin: str = "text",
) -> Document:
    """The document of a text in hand, of any size and language, also an empty one."""
    return _document(text, name=id, origin=origin)


def _read(origin: str, stdin: bytes | None, settings: Settings) -> Document:
    data = (stdin or b"") if origin == "-" else Path(origin).read_bytes()
    if looks_binary(data):
        raise UnreadableDocument("binary")
    text, _ = decode(data)
    return _document(text, name=identify(origin), origin=origin)


def _document(text: str, *, name: str, origin: str) -> Document:
    text = without_surrogates(text)
    view = plain_view(text)
    blocks = plain.blocks(view)
    return assemble(
        text,
        view,
        blocks,
        name=name,
        origin=origin,
        title=plain.title(text, blocks),
        has_lines=True,
    )
