"""What kind of file it is: by its name and first bytes, and whether it is read at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Final, NamedTuple

from citecheck.documents import archive, docx, epub
from citecheck.documents.decode import looks_binary
from citecheck.errors import UnsupportedFormat
from citecheck.model.document import DocumentKind
from citecheck.text.tables import read_table

Kind = DocumentKind
REFERENCE_KINDS: Final[tuple[Kind, ...]] = ("bibtex", "ris", "nbib", "csl-json")
"""Files of references; they hold no prose."""
PACKED: Final[Mapping[Kind, str]] = {"pdf": "PDF file", "docx": "Word document", "epub": "e-book"}
"""Files that are no text by themselves, with their names; a part of one cannot be read."""

_BY_EXTENSION: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".epub": "epub",
    ".bib": "bibtex",
    ".ris": "ris",
    ".nbib": "nbib",
    ".json": "csl-json",
    ".csljson": "csl-json",
}
_BY_TYPE: dict[str, Kind | None] = {
    "": None,
    "application/octet-stream": None,
    "binary/octet-stream": None,
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/epub+zip": "epub",
}
ACCEPT: Final = (
    "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, application/pdf;q=0.8, "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document;q=0.8, "
    "application/epub+zip;q=0.8"
)
"""What a server is asked for."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_HTML = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?"
    rb"(?:<!doctype html|<html|(?:<!--(?:(?!-->).){0,20000}-->\s{0,200}){1,20}<(?:!doctype|[a-z]))",
    re.IGNORECASE | re.DOTALL,
)
"""A comment may open a page, and Markdown as well: it is what follows it that tells."""
_MARKDOWN = re.compile(r"^(?:#{1,6}[ \t]+\S|```|~~~)", re.M)
_CSL = re.compile(
    r"\s{0,200}(?:\[\s{0,200}\]|[\[{].{0,20000}?\"(?:container-title|DOI|issued|title)\"\s{0,20}:)",
    re.S,
)
_SNIFFED = 20_000


@dataclass(frozen=True)
class _Refused:
    what: str
    starts: tuple[bytes, ...]
    extensions: tuple[str, ...]
    binary: bool


@cache
def _refused() -> tuple[_Refused, ...]:
    data = read_table("citecheck.documents", "kinds.toml")
    return tuple(
        _Refused(
            what=kind["what"],
            starts=tuple(bytes.fromhex(start) for start in kind["starts"]),
            extensions=tuple(kind["extensions"]),
            binary=kind.get("binary", False),
        )
        for kind in data["kinds"]
    )


def refused_by_name(name: str) -> str | None:
    """What a file of this name is, if that is nothing citecheck reads."""
    extension = PurePath(name).suffix.lower()
    return next((kind.what for kind in _refused() if extension in kind.extensions), None)


def refused_by_content(data: bytes) -> str | None:
    """What these bytes are, if that is no text."""
    binary = looks_binary(data)
    for kind in _refused():
        if data.startswith(kind.starts) and (binary or not kind.binary):
            return kind.what
    return "a binary file and no text" if binary else None


def kind_by_name(name: str) -> Kind | None:
    """What a file of this name holds, or None where the name does not say."""
    return _BY_EXTENSION.get(PurePath(name).suffix.lower())


class ContentType(NamedTuple):
    """What a server says that it sends; `kind` is None where it does not say."""

    kind: Kind | None
    charset: str | None


def by_content_type(content_type: str, label: str) -> ContentType:
    """What a Content-Type header says. Raises: UnsupportedFormat if that is nothing we read."""
    name = " ".join(content_type.partition(";")[0].lower().split())
    if name not in _BY_TYPE:
        raise UnsupportedFormat(f"{label} is {name[:60]}, not a page or document that is read.")
    charset = _CHARSET.search(content_type)
    return ContentType(_BY_TYPE[name], charset[1] if charset else None)


def kind_by_content(data: bytes) -> Kind | None:
    """PDF, DOCX or EPUB by what is inside, whatever the name; None for all else."""
    if data.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if data.startswith(_ZIP):
        names = archive.names(data)
        if docx.MAIN_PART in names:
            return "docx"
        if epub.CONTAINER in names:
            return "epub"
    return None


def looks_html(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    return _HTML.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def looks_csl(text: str) -> bool:
    """Whether a JSON text names what CSL names, as a library of references does."""
    return _CSL.match(text.removeprefix("\ufeff")) is not None


def looks_markdown(text: str) -> bool:
    """Whether the text has a heading or a fence as Markdown writes them."""
    return _MARKDOWN.search(text, 0, _SNIFFED) is not None
