"""Where the links of an HTML page stand in the text that was extracted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from citecheck.model.document import Link

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 5_000
_WINDOW = 50_000
"""How far behind the last link the next one is looked for; keeps the search linear."""
_BEFORE = 24
_LONGEST_URL = 2_000
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_UNSEEN = ("script", "style", "noscript", "template", "head")


class _Anchor(NamedTuple):
    """A link of the page: the words just before it, its own words, its address."""

    before: str
    words: str
    url: str


def placed(tree: _Element, text: str) -> tuple[Link, ...]:
    """The page's links to other sites, in order, each with its place in `text`.

    A link is found by its words with those before it, else by its words alone where they
    are long enough to be its own. What was left out of the text has no place in it.
    """
    found: list[Link] = []
    cursor = 0
    for number, anchor in enumerate(_anchors(tree)):
        if number >= _MOST:
            break
        start = _place(anchor, text, cursor)
        if start is not None:
            cursor = start + len(anchor.words)
            found.append(Link(start=start, end=cursor, url=anchor.url))
    return tuple(found)


def _place(anchor: _Anchor, text: str, cursor: int) -> int | None:
    if not anchor.words:
        return None
    near = max(0, cursor - len(anchor.before))
    at = text.find(anchor.before + anchor.words, near, near + _WINDOW)
    if at >= 0:
        return at + len(anchor.before)
    if len(anchor.words) < 12:
        return None
    at = text.find(anchor.words, cursor, cursor + _WINDOW)
    return at if at >= 0 else None


def _anchors(tree: _Element) -> Iterator[_Anchor]:
    """Every link to an http(s) address; white space is as extraction leaves it."""
    tail = ""
    for element, words, is_start in _runs(tree):
        if is_start and element.tag == "a":
            url = (element.get("href") or "").strip()
            if _ADDRESS.match(url) and len(url) <= _LONGEST_URL:
                own = " ".join("".join(str(t) for t in element.itertext()).split())
                before = " ".join(tail.split())[-_BEFORE:]
                gap = " " if before and tail[-1:].isspace() else ""
                yield _Anchor(before + gap, own, url)
        tail = (tail + words)[-4 * _BEFORE :]


def _runs(tree: _Element) -> Iterator[tuple[_Element, str, bool]]:
    """The text of a page in order, with the element that begins or ends before it."""
    from lxml import etree

    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        if event == "end":
            yield element, element.tail or "", False
        elif element.tag in _UNSEEN or not isinstance(element.tag, str):
            walker.skip_subtree()
            yield element, "", True
        else:
            yield element, element.text or "", True
