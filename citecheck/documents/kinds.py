"""What kind of file it is: by its name and first bytes, and whether it is read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Final

from citecheck.documents.decode import looks_binary
from citecheck.model.document import DocumentKind
from citecheck.text.tables import read_table

Kind = DocumentKind
REFERENCE_KINDS: Final[tuple[Kind, ...]] = ("bibtex", "ris", "nbib", "csl-json")
"""Files of references; they hold no prose."""

_BY_EXTENSION: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".bib": "bibtex",
    ".ris": "ris",
    ".nbib": "nbib",
    ".json": "csl-json",
    ".csljson": "csl-json",
}
_HTML = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--|<!doctype html|<html)", re.I
)
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


def looks_html(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    return _HTML.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def looks_csl(text: str) -> bool:
    """Whether a JSON text names what CSL names, as a library of references does."""
    return _CSL.match(text.removeprefix("\ufeff")) is not None


def looks_markdown(text: str) -> bool:
    """Whether the text has a heading or a fence as Markdown writes them."""
    return _MARKDOWN.search(text, 0, _SNIFFED) is not None
