"""Where something stands: a file in the repository, and lines and columns in it."""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any, Final, NamedTuple, Protocol
from urllib.parse import quote

from citecheck.model.claim import Location
from citecheck.report.safe import visible, web_address
from citecheck.report.view import View

_NAMES: Final = {"-": "standard-input", "": "text"}


def file(origin: str, view: View) -> PurePosixPath | None:
    """The document's path; None for a page of the web.

    Relative to the root of the repository wherever it lies in it, else absolute where that is
    known. `view.folder` is where a relative origin starts, `view.root` the root.
    """
    if web_address(origin):
        return None
    path = PurePosixPath(normpath(PurePosixPath(view.folder or ".") / _NAMES.get(origin, origin)))
    root = PurePosixPath(view.root or view.folder or ".")
    inside = path.is_relative_to(root) and ".." not in path.parts
    return path.relative_to(root) if inside else path


def artifact(origin: str, view: View) -> dict[str, str]:
    """The document as SARIF names it: by its file, or with the full address of a page."""
    path = file(origin, view)
    if path is None:
        return {"uri": quote(origin, safe=_RESERVED)}
    if path.is_absolute():
        return {"uri": f"file://{_encoded(path)}"}
    return {"uri": _encoded(path), "uriBaseId": "ROOT"}


_RESERVED: Final = ":/?#[]@!$&'()*+,;=%~"


def _encoded(path: PurePosixPath) -> str:
    """A path as a URI reference; a first part with a colon would be taken for a scheme."""
    return quote(visible(str(path)), safe="/")


class Placed(Protocol):
    """Words of a document: a claim, a reference."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def location(self) -> Location | None: ...


class Extent(NamedTuple):
    """From 1, the end exclusive; columns in code points."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


def extent(each: Placed, text: str) -> Extent | None:
    """Where words stand; None in a document that was extracted from markup and has no lines."""
    if each.location is None:
        return None
    lines = text[each.start : each.end].split("\n")
    line, column = each.location.line, each.location.column
    end = len(lines[-1]) + (column if len(lines) == 1 else 1)
    return Extent(line, column, line + len(lines) - 1, end)


def region(each: Placed, text: str) -> dict[str, Any]:
    """The place as SARIF says it, with the words themselves.

    Without lines it is the first one, and the snippet says what to look for.
    """
    snippet = {"snippet": {"text": each.text}}
    found = extent(each, text)
    if found is None:
        return {"startLine": 1} | snippet
    names = ("startLine", "startColumn", "endLine", "endColumn")
    return dict(zip(names, found, strict=True)) | snippet
