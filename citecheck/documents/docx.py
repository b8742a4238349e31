"""The text of a Word document: headings, paragraphs, list items and table rows, as they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from citecheck.documents.archive import Archive
from citecheck.documents.layout import Page, Piece, bounded, clean, lay_out
from citecheck.documents.xml import MOST_TAGS, most_tags
from citecheck.errors import UnreadableDocument
from citecheck.model.document import BlockKind

if TYPE_CHECKING:
    from docx.document import Document as Word
    from lxml.etree import _Element

MAIN_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-6])$", re.I)
_QUOTES = ("quote", "intense quote", "block text")
# What a text box says is said twice, and what was struck out is not said.
_SKIPPED = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}rPr", f"{_W}pPr")
_SPACES = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def extract(data: bytes, label: str) -> Page | None:
    """The text of a .docx file with its tracked changes accepted; None where it has none.

    Raises: UnreadableDocument for one that is damaged or too big.
    """
    archive = Archive(data, label)
    if MAIN_PART not in archive.names:
        raise archive.damaged()
    if sum(map(most_tags, archive.xml())) > MOST_TAGS:
        raise UnreadableDocument(f"{label} is too big: it holds more than {MOST_TAGS:,} XML tags.")
    from docx import Document

    try:
        word = Document(io.BytesIO(data))
        return lay_out(_title(word), bounded(_pieces(word), label))
    except UnreadableDocument:
        raise
    except Exception as error:
        raise archive.damaged() from error


def _title(word: Word) -> str | None:
    titles = (p for p in word.paragraphs[:20] if p.style and p.style.name == "Title")
    first = next((clean(paragraph.text) for paragraph in titles), "")
    return first or clean(word.core_properties.title or "") or None


def _pieces(word: Word) -> Iterator[Piece]:
    styles = {style.style_id: (style.name or "").lower() for style in word.styles if style.style_id}
    for row in _rows_and_paragraphs(word.element.body):
        if row.tag == f"{_W}tr":
            cells = [clean(_text(cell)) for cell in _outermost(row, f"{_W}tc")]
            yield Piece("table", " | ".join(cell for cell in cells if cell))
        else:
            yield _paragraph(row, styles)


def _rows_and_paragraphs(body: _Element) -> Iterator[_Element]:
    """Each paragraph outside tables and each row of a table, in order, once."""
    return _outermost(body, f"{_W}p", f"{_W}tr")


def _outermost(element: _Element, *tags: str) -> Iterator[_Element]:
    """What has one of the tags under an element, and is not in another such."""
    from lxml import etree

    walker = etree.iterwalk(element, events=("start",), tag=(*tags, *_SKIPPED))
    for _, inner in walker:
        walker.skip_subtree()
        if inner.tag not in _SKIPPED:
            yield inner


def _paragraph(element: _Element, styles: dict[str, str]) -> Piece:
    text = clean(_text(element))
    properties = element.find(f"{_W}pPr")
    named = None if properties is None else properties.find(f"{_W}pStyle")
    style = "" if named is None else styles.get(named.get(f"{_W}val", ""), "")
    heading = _HEADING.match(style)
    if heading or style in ("title", "subtitle"):
        level = int(heading[1]) if heading else 1 if style == "title" else 2
        return Piece("heading", text, level)
    if properties is not None and properties.find(f"{_W}numPr") is not None:
        return Piece("list-item", text)
    kind: BlockKind | None = None
    if style.startswith("list"):
        kind = "list-item"
    elif style in _QUOTES:
        kind = "quote"
    elif style.startswith(("caption", "toc ", "header", "footer")):
        kind = "boilerplate"
    return Piece(kind, text)


def _text(element: _Element) -> str:
    """All text under an element, also inside links, fields and insertions."""
    from lxml import etree

    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start",))
    for _, inner in walker:
        tag = str(inner.tag)
        if tag in _SKIPPED:
            walker.skip_subtree()
        elif tag == f"{_W}t":
            parts.append(inner.text or "")
        elif tag == f"{_W}p" and parts:
            parts.append(" ")
        else:
            parts.append(_SPACES.get(tag, ""))
    return "".join(parts)
