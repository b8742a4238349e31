"""The text of a PDF file, taken apart in a process of its own that can be stopped."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

from citecheck.documents.layout import Page, bounded, clean, lay_out
from citecheck.documents.pdf_lines import Line, pieces
from citecheck.errors import UnreadableDocument

MOST_SECONDS = 120.0
"""When the process is stopped, however busy the machine is; it stops itself much earlier."""
_WORKER = Path(__file__).with_name("pdf_worker.py")
_WHY = {
    "encrypted": "is encrypted with a password, or in a way that needs the package cryptography",
    "too-big": "is too big: it unpacks to more than is read",
    "damaged": "is a damaged PDF file",
    "too-long": "is too long",
    "too-slow": "takes too long to read",
}


class Text(NamedTuple):
    """What a PDF file says; `partial` tells what was left out and why."""

    page: Page
    partial: str | None


class _Told(NamedTuple):
    """What the process told before it ended."""

    title: str | None
    pages: int
    read: list[list[Line]]
    unread: list[str]
    ended: str


def extract(data: bytes, label: str) -> Text:
    """The text of a PDF file without running heads and page numbers, in lines made whole.

    Raises: UnreadableDocument for one that is encrypted, damaged, too big or holds no text.
    """
    told = _told(_run(data))
    if not any(told.read):
        why = told.ended if told.ended != "whole" else next(iter(told.unread), "")
        raise UnreadableDocument(
            f"{label} {_WHY.get(why, 'holds no text; it may be a scan, pictures of pages')}."
        )
    found = bounded(pieces(told.read), label)
    page = lay_out(_title(told.title) or _first_heading(found), found)
    if page is None:
        raise UnreadableDocument(f"{label} holds no text.")
    return Text(page, _partial(told, label))


def _run(data: bytes) -> bytes:
    """What the process wrote, also where it had to be stopped."""
    import subprocess

    # -P keeps the worker's folder, which has an html.py, off the path of imports.
    command = [sys.executable, "-P", str(_WORKER)]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        return error.output or b""
    return done.stdout


def _told(output: bytes) -> _Told:
    rows: list[dict[str, Any]] = []
    for line in output.splitlines():
        try:
            rows.append(json.loads(line))
        except ValueError:
            # The process was stopped while it wrote this line, which is the last.
            break
    first = rows[0] if rows else {}
    pages = [row for row in rows if "page" in row]
    return _Told(
        title=first.get("title"),
        pages=first.get("pages", 0),
        read=[[Line(*line) for line in row["page"]] for row in pages if row["page"] is not None],
        unread=[row["why"] for row in pages if row["page"] is None],
        ended=next((row["ended"] for row in rows if "ended" in row), "too-slow"),
    )


def _partial(told: _Told, label: str) -> str | None:
    read = len(told.read)
    if told.ended != "whole":
        why = _WHY[told.ended]
        return f"{label} {why}: only the first {read} of its {told.pages} pages were read."
    if told.unread:
        return f"Of the {told.pages} pages of {label} only {read} could be read."
    return None


def _title(title: str | None) -> str | None:
    """A title that somebody chose, not the name of a file or of nothing."""
    bare = clean(title or "")
    made = bare.lower().startswith(("untitled", "microsoft word", "powerpoint", "title"))
    is_name = " " not in bare and ("." in bare or "_" in bare)
    return None if made or is_name or not any(map(str.isalpha, bare)) else bare


def _first_heading(found: list[Any]) -> str | None:
    return next((piece.text for piece in found[:20] if piece.kind == "heading"), None)
