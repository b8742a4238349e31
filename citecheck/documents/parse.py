"""Bytes become a document, by what they are."""

from __future__ import annotations

from typing import NamedTuple

from citecheck.documents import docx, epub, html, markdown, pdf, plain
from citecheck.documents.assemble import assemble, identify, without_surrogates
from citecheck.documents.decode import decode
from citecheck.documents.ignored import ignored
from citecheck.documents.kinds import (
    PACKED,
    REFERENCE_KINDS,
    Kind,
    kind_by_content,
    looks_csl,
    looks_html,
    looks_markdown,
    refused_by_content,
)
from citecheck.documents.language import foreign_language
from citecheck.documents.layout import Page
from citecheck.errors import UnreadableDocument, UnsupportedFormat
from citecheck.model.document import Document
from citecheck.text.normalise import fold

MOST_HTML_BYTES = 4_000_000
"""A page takes fifty times its size in memory to find its main text."""


class Raw(NamedTuple):
    """Bytes as they came. `kind` is None where neither name nor server says what they are."""

    data: bytes
    label: str
    kind: Kind | None = None
    charset: str | None = None
    partial: str | None = None


def document_of(raw: Raw, origin: str) -> Document:
    """The document that the bytes are. Raises: DocumentError."""
    if not raw.data.strip():
        raise UnreadableDocument(f"{raw.label} is empty.")
    packed = kind_by_content(raw.data)
    if packed:
        return _checked(_of_packed(raw, packed, origin), raw)
    called = PACKED.get(raw.kind) if raw.kind else None
    kind = (None if called else raw.kind) or ("html" if looks_html(raw.data) else None)
    if called and kind is None:
        raise UnsupportedFormat(f"{raw.label} is no {called}, or a damaged one.")
    what = refused_by_content(raw.data)
    if what:
        raise UnsupportedFormat(f"{raw.label} is {what}.")
    text, cut = decode(raw.data, raw.charset or _charset(raw.data, kind))
    partial = raw.partial or (f"{raw.label} stops in the middle of a character." if cut else None)
    if kind == "csl-json" and not looks_csl(text):
        raise UnsupportedFormat(f"{raw.label} is data and no article.")
    if kind in REFERENCE_KINDS:
        return _of_references(text, kind, origin, partial)
    if kind == "html":
        found = _of_html(text, raw, origin, partial)
    else:
        found = of_text(text, kind, identify(origin), origin, partial)
    _checked(found, raw)
    remarks = ignored(text, found.text, found.sentences)
    return found.model_copy(update={"ignored": remarks}) if remarks else found


def of_text(
    text: str, kind: Kind | None, name: str, origin: str, partial: str | None = None
) -> Document:
    """The document of a text, plain or Markdown; of any size and language, also empty."""
    text = without_surrogates(text)
    view = fold(text)
    is_markdown = kind == "markdown" or looks_markdown(view)
    structure = markdown if is_markdown else plain
    blocks = structure.blocks(view)
    return assemble(
        text,
        view,
        blocks,
        name=name,
        origin=origin,
        title=structure.title(text, blocks),
        has_lines=True,
        partial=partial,
        kind="markdown" if is_markdown else "text",
    )


def _checked(document: Document, raw: Raw) -> Document:
    if not document.blocks:
        raise UnreadableDocument(f"{raw.label} is empty.")
    language = foreign_language(document.text)
    if language:
        raise UnreadableDocument(f"{raw.label} is in {language}; only English is read.")
    return document


def _charset(data: bytes, kind: Kind | None) -> str | None:
    return html.declared_charset(data) if kind == "html" else None


def _of_packed(raw: Raw, kind: Kind, origin: str) -> Document:
    if raw.partial:
        raise UnreadableDocument(f"{raw.label} came only in part and cannot be unpacked.")
    if kind == "pdf":
        text = pdf.extract(raw.data, raw.label)
        return _of_page(text.page, kind, origin, text.partial)
    extract = docx.extract if kind == "docx" else epub.extract
    page = extract(raw.data, raw.label)
    if page is None:
        raise UnreadableDocument(f"{raw.label} holds no text.")
    return _of_page(page, kind, origin, None)


def _of_html(markup: str, raw: Raw, origin: str, partial: str | None) -> Document:
    if len(raw.data) > MOST_HTML_BYTES:
        raise UnreadableDocument(
            f"{raw.label} is too big: at most {MOST_HTML_BYTES:,} bytes of HTML are read."
        )
    page = html.extract(without_surrogates(markup), raw.label)
    if page is None:
        raise UnreadableDocument(f"{raw.label} is a page without a text.")
    return _of_page(page, "html", origin, partial)


def _of_page(page: Page, kind: Kind, origin: str, partial: str | None) -> Document:
    return assemble(
        page.text,
        fold(page.text),
        page.blocks,
        name=identify(origin),
        origin=origin,
        title=page.title,
        has_lines=False,
        partial=partial,
        kind=kind,
        links=page.links,
    )


def _of_references(text: str, kind: Kind, origin: str, partial: str | None) -> Document:
    """A file of references: no block of it is prose, in whatever language its titles are."""
    return Document(
        id=identify(origin),
        title=None,
        origin=origin,
        text=without_surrogates(text),
        blocks=(),
        sentences=(),
        has_lines=True,
        kind=kind,
        partial=partial,
    )
