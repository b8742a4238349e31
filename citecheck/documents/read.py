"""Reads a path, an address or standard input. The only door of this room."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from citecheck.documents import html, markdown, plain
from citecheck.documents.assemble import assemble, identify, without_surrogates
from citecheck.documents.decode import decode
from citecheck.documents.fetch import fetch
from citecheck.documents.ignored import ignored
from citecheck.documents.kinds import (
    REFERENCE_KINDS,
    Kind,
    kind_by_name,
    looks_csl,
    looks_html,
    looks_markdown,
    refused_by_content,
    refused_by_name,
)
from citecheck.documents.language import foreign_language
from citecheck.errors import DocumentError, UnreadableDocument, UnsupportedFormat
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings
from citecheck.text.normalise import fold

MOST_HTML_BYTES = 4_000_000
"""A page takes fifty times its size in memory to find its main text."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class _Raw(NamedTuple):
    """Bytes as they came. `kind` is None where neither name nor server says what they are."""

    data: bytes
    label: str
    kind: Kind | None = None
    charset: str | None = None
    partial: str | None = None


def is_url(origin: str) -> bool:
    """Whether `origin` is an address and no path; only http and https can be read."""
    return _SCHEME.match(origin) is not None


def read(origin: str, *, stdin: bytes | None = None, settings: Settings) -> Document | Unreadable:
    """The document at a path, at an http(s) address, or on standard input ("-").

    What cannot be read is an `Unreadable` with the reason in one sentence; nothing is raised.
    """
    shown = without_surrogates(origin)
    try:
        return _document(_raw(origin, stdin, settings), shown)
    except DocumentError as error:
        return Unreadable(id=identify(shown), origin=shown, reason=str(error))


def from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002 - named as the field that it fills
    origin: str = "text",
) -> Document:
    """The document of a text in hand, plain or Markdown; of any size and language, also empty."""
    return _of_text(text, None, name=id, origin=origin)


def _raw(origin: str, stdin: bytes | None, settings: Settings) -> _Raw:
    most = settings.max_document_bytes
    if origin == "-":
        raw = _Raw(stdin or b"", "Standard input")
    elif is_url(origin):
        raw = _from_web(origin, settings)
    else:
        raw = _from_file(origin, most)
    if len(raw.data) > most:
        raise UnreadableDocument(f"{raw.label} is too big: at most {most:,} bytes are read.")
    return raw


def _from_web(url: str, settings: Settings) -> _Raw:
    label = _label(url)
    if not url.lower().startswith(("http://", "https://")):
        raise UnsupportedFormat(f"{label} is no http or https address; nothing else is fetched.")
    if settings.offline:
        raise UnreadableDocument(f"{label} is not fetched, because this run is offline.")
    page = fetch(url, max_bytes=settings.max_document_bytes, timeout_s=settings.timeout_s)
    return _Raw(page.data, label, page.kind, page.charset, page.partial)


def _from_file(origin: str, most: int) -> _Raw:
    path = Path(origin)
    label = _label(origin)
    try:
        if path.is_dir():
            raise UnreadableDocument(f"{label} is a folder; name the files in it.")
        what = refused_by_name(path.name) if path.exists() else None
        if what:
            raise UnsupportedFormat(f"{label} is {what}.")
        with path.open("rb") as file:
            size = path.stat().st_size
            if size > most:
                raise UnreadableDocument(
                    f"{label} is too big: it has {size:,} bytes, and at most {most:,} are read."
                )
            return _Raw(file.read(most + 1), label, kind_by_name(path.name))
    except FileNotFoundError as error:
        raise UnreadableDocument(f"There is no file {label}.") from error
    except PermissionError as error:
        raise UnreadableDocument(f"{label} may not be read by this user.") from error
    except ValueError as error:
        raise UnreadableDocument(f"{label} is no name that a file can have.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableDocument(f"{label} cannot be read: {reason}.") from error


def _document(raw: _Raw, origin: str) -> Document:
    if not raw.data.strip():
        raise UnreadableDocument(f"{raw.label} is empty.")
    what = refused_by_content(raw.data)
    if what:
        raise UnsupportedFormat(f"{raw.label} is {what}.")
    kind = raw.kind or ("html" if looks_html(raw.data) else None)
    text, cut = decode(raw.data, raw.charset or _charset(raw.data, kind))
    partial = raw.partial or (f"{raw.label} stops in the middle of a character." if cut else None)
    name = identify(origin)
    if kind == "csl-json" and not looks_csl(text):
        raise UnsupportedFormat(f"{raw.label} is data and no article.")
    if kind in REFERENCE_KINDS:
        return _of_references(text, kind, name=name, origin=origin, partial=partial)
    if kind == "html":
        document = _of_html(text, raw, name=name, origin=origin, partial=partial)
    else:
        document = _of_text(text, kind, name=name, origin=origin, partial=partial)
    if not document.blocks:
        raise UnreadableDocument(f"{raw.label} is empty.")
    language = foreign_language(document.text)
    if language:
        raise UnreadableDocument(f"{raw.label} is in {language}; only English is read.")
    remarks = ignored(text, document.text, document.sentences)
    return document.model_copy(update={"ignored": remarks}) if remarks else document


def _charset(data: bytes, kind: Kind | None) -> str | None:
    return html.declared_charset(data) if kind == "html" else None


def _of_html(markup: str, raw: _Raw, *, name: str, origin: str, partial: str | None) -> Document:
    if len(raw.data) > MOST_HTML_BYTES:
        raise UnreadableDocument(
            f"{raw.label} is too big: at most {MOST_HTML_BYTES:,} bytes of HTML are read."
        )
    page = html.extract(without_surrogates(markup))
    if page is None:
        raise UnreadableDocument(f"{raw.label} is a page without a text.")
    return assemble(
        page.text,
        fold(page.text),
        page.blocks,
        name=name,
        origin=origin,
        title=page.title,
        has_lines=False,
        partial=partial,
        kind="html",
        links=page.links,
    )


def _of_text(
    text: str, kind: Kind | None, *, name: str, origin: str, partial: str | None = None
) -> Document:
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


def _of_references(
    text: str, kind: Kind, *, name: str, origin: str, partial: str | None
) -> Document:
    """A file of references: no block of it is prose, in whatever language its titles are."""
    return Document(
        id=name,
        title=None,
        origin=origin,
        text=without_surrogates(text),
        blocks=(),
        sentences=(),
        has_lines=True,
        kind=kind,
        partial=partial,
    )


def _label(origin: str) -> str:
    """What the user named, fit for a sentence."""
    shown = _CONTROLS.sub("?", without_surrogates(origin))
    return shown if len(shown) <= 200 else shown[:199] + "…"
