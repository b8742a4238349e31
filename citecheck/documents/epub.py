"""The text of an e-book: its chapters in the order of reading."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from citecheck.documents import html
from citecheck.documents.archive import Archive
from citecheck.documents.decode import decode
from citecheck.documents.layout import Page, Piece, bounded, clean, lay_out
from citecheck.documents.xml import parse
from citecheck.errors import UnreadableDocument

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_CHAPTERS = 2_000
MOST_CHAPTER_BYTES = 4_000_000
CONTAINER = "META-INF/container.xml"
_PROTECTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html")
# Fonts may be scrambled in a book that is open otherwise (EPUB 3.3, 4.4; Adobe's older way).
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


class _Item(NamedTuple):
    path: str
    media_type: str
    properties: str


def extract(data: bytes, label: str) -> Page | None:
    """The text of an e-book in EPUB 2 or 3 without its table of contents; None if it has none.

    Raises: UnreadableDocument for one that is damaged, protected or too big.
    """
    archive = Archive(data, label)
    if _protected(archive):
        raise UnreadableDocument(f"{label} is protected (DRM) and cannot be read.")
    path, package = _package(archive)
    chapters = list(_spine(package, posixpath.dirname(path)))
    if len(chapters) > MOST_CHAPTERS:
        raise UnreadableDocument(
            f"{label} has {len(chapters):,} chapters, and at most {MOST_CHAPTERS:,} are read."
        )
    pieces = (
        piece
        for chapter in chapters
        if chapter in archive.names
        for piece in _chapter(archive.read(chapter), label)
    )
    title = next((clean(e.text or "") for e in package.iter("{*}title")), "")
    return lay_out(title or None, bounded(pieces, label))


def _protected(archive: Archive) -> bool:
    if _PROTECTION not in archive.names:
        return False
    root = parse(archive.read(_PROTECTION))
    if root is None:
        raise archive.damaged()
    methods = root.iter("{*}EncryptionMethod")
    return any(method.get("Algorithm") not in _FONTS for method in methods)


def _package(archive: Archive) -> tuple[str, _Element]:
    """The path and root of the file that lists the book's parts."""
    container = parse(archive.read(CONTAINER)) if CONTAINER in archive.names else None
    roots = () if container is None else container.iter("{*}rootfile")
    path = next((root.get("full-path", "") for root in roots), "")
    package = parse(archive.read(path)) if path in archive.names else None
    if package is None:
        raise archive.damaged()
    return path, package


def _spine(package: _Element, folder: str) -> Iterator[str]:
    """The paths of the chapters in the order of reading, each once."""
    items = {
        item.get("id", ""): _Item(
            posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "")))),
            item.get("media-type", ""),
            item.get("properties", ""),
        )
        for item in package.iter("{*}item")
    }
    named = dict.fromkeys(ref.get("idref", "") for ref in package.iter("{*}itemref"))
    paths = (
        item.path
        for item in (items[name] for name in named if name in items)
        if item.media_type in _PAGES and "nav" not in item.properties.split()
    )
    yield from dict.fromkeys(paths)


def _chapter(data: bytes, label: str) -> list[Piece]:
    if len(data) > MOST_CHAPTER_BYTES:
        raise UnreadableDocument(
            f"{label} is too big: at most {MOST_CHAPTER_BYTES:,} bytes of a chapter are read."
        )
    return html.whole(decode(data, html.declared_charset(data)).text)
