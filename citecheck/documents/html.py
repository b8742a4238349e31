"""The main text of an HTML page, laid out anew so that every block has its place in it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from citecheck.documents import plain
from citecheck.documents.layout import Page, Piece, bounded, clean, lay_out
from citecheck.documents.links import placed
from citecheck.documents.tags import BLOCKS, HEADINGS, SKIPPED, sets_apart
from citecheck.model.document import BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>", re.I)
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_LEAST_TEXT = 200
MOST_ELEMENTS = 30_000
"""Above, the engine's work grows as their square; the longest pages have about as many."""
MOST_TO_COMPARE = 5_000
"""Paragraphs up to which the engine compares what it found with another, for the same reason."""


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page names in its first bytes."""
    found = _META_CHARSET.search(data, 0, 4096)
    return found[1].decode("ascii", "replace") if found else None


def extract(markup: str, label: str = "The page") -> Page | None:
    """The main text of a page, or None where it has none.

    Navigation, footers and comments are left out; of a page of more than `MOST_ELEMENTS` only
    what says by its tag that it is one. Raises: UnreadableDocument, which names `label`, for
    one of too many paragraphs.
    """
    markup = markup[_end_of_declaration(markup) :]
    tree = _tree(markup)
    if tree is None:
        return None
    title = _title(tree)
    pieces = [] if _more(tree.iter(), MOST_ELEMENTS) else _main_text(markup, tree)
    if sum(len(piece.text) for piece in pieces) < _LEAST_TEXT:
        pieces = bounded((piece for piece in _walk(tree) if piece.text), label) or pieces
    page = lay_out(title, pieces) if pieces else None
    return page._replace(links=placed(tree, page.text)) if page else None


def whole(markup: str) -> list[Piece]:
    """The blocks of a page that holds nothing but text, as the chapters of a book do."""
    tree = _tree(markup[_end_of_declaration(markup) :])
    return [] if tree is None else [piece for piece in _walk(tree) if piece.text]


def _tree(markup: str) -> _Element | None:
    from lxml import html
    from lxml.etree import LxmlError

    try:
        return html.document_fromstring(markup)
    except (LxmlError, ValueError):
        return None


def _end_of_declaration(markup: str) -> int:
    found = _DECLARATION.match(markup.lstrip("\ufeff"))
    return found.end() + len(markup) - len(markup.lstrip("\ufeff")) if found else 0


def _title(tree: _Element) -> str | None:
    headings = [_inner(heading) for heading in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    whole = next((_inner(element) for element in tree.iter("title")), "")
    return re.split(r"\s[|–—-]\s", whole)[0].strip() or None


def _more(found: Iterable[object], most: int) -> bool:
    return next(islice(found, most, None), None) is not None


def _main_text(markup: str, tree: _Element) -> list[Piece]:
    import trafilatura
    from justext.core import PARAGRAPH_TAGS
    from lxml import etree

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.extract(
            markup,
            output_format="xml",
            include_comments=False,
            include_formatting=True,
            fast=_more(tree.iter("br", *PARAGRAPH_TAGS), MOST_TO_COMPARE),
        )
    except Exception:  # noqa: BLE001 - a page of any shape must not end the run
        return []
    if not found:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    main = etree.fromstring(found.encode("utf-8"), parser).find("main")
    return list(_of_main(main)) if main is not None else []


def _of_main(parent: _Element) -> Iterator[Piece]:
    """The blocks under an element of trafilatura's XML, in order."""
    if parent.text and parent.text.strip():
        yield Piece(None, clean(parent.text))
    for element in parent:
        tag = str(element.tag)
        if tag == "head":
            level = element.get("rend", "h2")[-1]
            yield Piece("heading", _inner(element), int(level) if level in "123456" else 2)
        elif tag == "list":
            yield from _items(element)
        elif tag == "quote":
            yield from (piece._replace(kind="quote") for piece in _of_quote(element))
        elif tag == "code":
            yield Piece("code", _inner(element))
        elif tag == "table":
            yield from _rows(element)
        elif tag == "div":
            yield from _of_main(element)
        elif tag == "p":
            yield from _lines(element)
        elif tag not in ("graphic", "lb"):
            yield Piece(None, _inner(element))
        if element.tail and element.tail.strip():
            yield Piece(None, clean(element.tail))


def _lines(element: _Element) -> Iterator[Piece]:
    """A paragraph, cut at its line breaks; one that is bold as a whole is a heading."""
    bold = len(element) == 1 and element[0].tag == "hi" and not (element.text or "").strip()
    if bold and not (element[0].tail or "").strip() and "#b" in element[0].get("rend", ""):
        text = _inner(element)
        kind: BlockKind | None = "heading" if plain.heading_like(text) else None
        yield Piece(kind, text, 4 if kind else 0)
        return
    for line in "".join(_pieces_of_text(element)).split("\n"):
        yield Piece(None, clean(line))


def _pieces_of_text(element: _Element) -> Iterator[str]:
    """The text of an element with "\\n" for its line breaks alone."""
    yield " ".join((element.text or "").splitlines())
    for child in element:
        if child.tag == "lb":
            yield "\n"
        else:
            yield from _pieces_of_text(child)
        yield " ".join((child.tail or "").splitlines())


def _items(parent: _Element) -> Iterator[Piece]:
    for item in parent.iter("item"):
        own = [item.text or ""]
        for child in item:
            if child.tag not in ("list", "item"):
                own.append(" ".join(child.itertext()) if child.tag != "lb" else " ")
            own.append(child.tail or "")
        yield Piece("list-item", clean("".join(own)))


def _of_quote(element: _Element) -> Iterator[Piece]:
    if len(element):
        yield from _of_main(element)
    else:
        yield Piece("quote", _inner(element))


def _rows(table: _Element) -> Iterator[Piece]:
    for row in table.iter("row"):
        cells = [_inner(cell) for cell in row.iter("cell")]
        yield Piece("table", " | ".join(cell for cell in cells if cell))


def _walk(tree: _Element) -> Iterator[Piece]:
    """The blocks of a page too small for an engine to find its main text."""
    from lxml import etree

    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    walker = etree.iterwalk(tree, events=("start", "end"))
    piece = Piece(None, "")
    words: list[str] = []
    for event, element in walker:
        tag = str(element.tag)
        starts = event == "start" and tag not in SKIPPED
        if sets_apart(tag):
            yield piece._replace(text=clean("".join(words)))
            words = []
            level = HEADINGS.get(tag, 0) if starts else 0
            piece = Piece("heading" if level else BLOCKS.get(tag) if starts else None, "", level)
        if starts:
            words.append(element.text or "")
        elif event == "start":
            walker.skip_subtree()
        else:
            words.append(element.tail or "")
    yield piece._replace(text=clean("".join(words)))


def _inner(element: _Element) -> str:
    return clean(
        " ".join(element.itertext()) if element.tag == "table" else "".join(element.itertext())
    )
