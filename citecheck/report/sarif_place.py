"""Where something stands, as SARIF says it: a file in the repository, and lines and columns."""

from __future__ import annotations

from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any, Final, Protocol
from urllib.parse import quote

from citecheck.model.claim import Location
from citecheck.report.safe import visible, web_address
from citecheck.report.view import View

_NAMES: Final = {"-": "standard-input", "": "text"}


def artifact(origin: str, view: View) -> dict[str, str]:
    """The document: relative to the root of the repository wherever it lies in it.

    A file elsewhere has its full address, and so has a page of the web. `view.folder` is
    where a relative origin starts, `view.root` the root.
    """
    page = web_address(origin)
    if page:
        return {"uri": quote(page, safe=_RESERVED)}
    path = PurePosixPath(normpath(PurePosixPath(view.folder or ".") / _NAMES.get(origin, origin)))
    root = PurePosixPath(view.root or view.folder or ".")
    if path.is_relative_to(root) and ".." not in path.parts:
        return {"uri": _encoded(path.relative_to(root)), "uriBaseId": "ROOT"}
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


def region(each: Placed, text: str) -> dict[str, Any]:
    """Lines and columns from 1, the end exclusive, with the words themselves.

    A document that was extracted from markup has no lines of its own: the region is its
    first line, and the snippet says what to look for.
    """
    snippet = {"snippet": {"text": each.text}}
    if each.location is None:
        return {"startLine": 1} | snippet
    lines = text[each.start : each.end].split("\n")
    start = each.location
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": start.line + len(lines) - 1,
        "endColumn": len(lines[-1]) + (start.column if len(lines) == 1 else 1),
    } | snippet
