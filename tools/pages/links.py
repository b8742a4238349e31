"""Links between the files of the repository, as a code host follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_NO_LETTER = re.compile(r"[^\w\- ]")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:|//")
_MARKDOWN = MarkdownIt("commonmark").enable("table")


class Link(NamedTuple):
    """What a page links to within the repository, "" for itself, and the heading meant."""

    target: str
    anchor: str


def links(page: str) -> Iterator[Link]:
    """Every link of a page that leads to no other server, pictures among them."""
    for token in _MARKDOWN.parse(page):
        for part in token.children or ():
            address = str(part.attrs.get("href") or part.attrs.get("src") or "")
            if address and not _ELSEWHERE.match(address):
                target, _, anchor = address.partition("#")
                yield Link(target, anchor)


def anchors(page: str) -> set[str]:
    """The names by which the headings of a page can be linked to."""
    found: set[str] = set()
    tokens = _MARKDOWN.parse(page)
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            name = base = _NO_LETTER.sub("", _text(inline).lower()).replace(" ", "-")
            again = 0
            while name in found:
                again += 1
                name = f"{base}-{again}"
            found.add(name)
    return found


def broken(page: Path) -> list[str]:
    """The links of a file that lead to no file, or to no heading of it."""
    text = page.read_text(encoding="utf-8")
    faults = []
    for link in links(text):
        file = page.parent / link.target if link.target else page
        if not file.exists():
            faults.append(f"{link.target}: no such file")
        elif (
            link.anchor
            and file.suffix == ".md"
            and link.anchor not in anchors(file.read_text(encoding="utf-8"))
        ):
            faults.append(f"{link.target}#{link.anchor}: no such heading")
    return faults


def _text(inline: Token) -> str:
    return "".join(part.content for part in inline.children or ())
