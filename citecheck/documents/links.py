"""Where the links of an HTML page stand in the text that was extracted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from citecheck.documents.layout import clean
from citecheck.documents.tags import UNSEEN, sets_apart
from citecheck.model.document import Link

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 5_000
_WINDOW = 50_000
"""How far behind the last link the next one is looked for; keeps the search linear."""
_AROUND = 24
_TELLING = 12
"""Characters that are enough to be found by."""
_LONGEST_URL = 2_000
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_SPACE = re.compile(r"\s")
_BREAK = "\n"


class _Anchor(NamedTuple):
    """A link of the page: its own words, those around it in its block, and its address.

    `across` are the words before it wherever they stand. Around a link that begins or ends its
    block there is the break between blocks.
    """

    before: str
    words: str
    after: str
    across: str
    url: str

    def signs(self) -> Iterator[tuple[str, int]]:
        """What to find it by, the surest first, each with how far in the link begins."""
        if len(self.before + self.words + self.after) >= _TELLING:
            yield self.before + self.words + self.after, len(self.before)
        for before in (self.before, self.across):
            if len(before) >= _TELLING:
                yield before + self.words, len(before)


def placed(tree: _Element, text: str) -> tuple[Link, ...]:
    """The page's links to other sites, in order, each with its place in `text`.

    A link is found by its words with those around it; between those that were found so, by its
    words alone where they are long enough to be its own. What was left out of the text has no
    place in it.
    """
    anchors = list(islice(_anchors(tree), _MOST))
    framed = f"{_BREAK}{text}{_BREAK}"
    starts: list[int | None] = []
    cursor = 0
    for anchor in anchors:
        at = _by_signs(anchor, framed, cursor)
        starts.append(at)
        cursor = cursor if at is None else at + len(anchor.words)
    return tuple(_all(anchors, starts, text))


def _by_signs(anchor: _Anchor, framed: str, cursor: int) -> int | None:
    """The place in the text, which in `framed` is one further on."""
    for sign, lead in anchor.signs():
        near = max(0, cursor + 1 - lead)
        at = framed.find(sign, near, near + _WINDOW)
        if at >= 0:
            return at + lead - 1
    return None


def _all(anchors: list[_Anchor], starts: list[int | None], text: str) -> Iterator[Link]:
    """The links that were found, and those that their words alone place between two of these."""
    limits = [len(text)] * len(starts)
    for number in range(len(starts) - 2, -1, -1):
        following = starts[number + 1]
        limits[number] = limits[number + 1] if following is None else following
    cursor = 0
    for anchor, start, limit in zip(anchors, starts, limits, strict=True):
        if start is None and len(anchor.words) >= _TELLING:
            at = text.find(anchor.words, cursor, min(limit, cursor + _WINDOW))
            start = at if at >= 0 else None
        if start is not None:
            cursor = start + len(anchor.words)
            yield Link(start=start, end=cursor, url=anchor.url)


def _anchors(tree: _Element) -> Iterator[_Anchor]:
    """Every link to an http(s) address that has words; white space is as extraction leaves it."""
    found: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    flow: list[str] = []
    length = 0
    for element, words, is_start in _runs(tree):
        if element.tag == "a":
            url = (element.get("href") or "").strip()
            if is_start:
                opened.append((length, url))
            elif opened:
                start, url = opened.pop()
                if _ADDRESS.match(url) and len(url) <= _LONGEST_URL:
                    found.append((start, length, url))
        if isinstance(element.tag, str) and sets_apart(element.tag):
            flow.append(_BREAK)
            length += 1
        flow.append(_SPACE.sub(" ", words))
        length += len(words)
    page = "".join(flow)
    for start, end, url in found:
        if clean(page[start:end]):
            yield _anchor(page, start, end, url)


def _anchor(page: str, start: int, end: int, url: str) -> _Anchor:
    own = page[start:end]
    start, end = end - len(own.lstrip()), start + len(own.rstrip())
    lead = page[max(0, start - 4 * _AROUND) : start]
    tail = page[end : end + 4 * _AROUND]
    return _Anchor(
        before=_before(lead),
        words=clean(page[start:end]),
        after=_before(tail[::-1])[::-1],
        across=_before(lead.replace(_BREAK, " ")),
        url=url,
    )


def _before(lead: str) -> str:
    """The last words before a link, back to the break between blocks."""
    block, gap = lead.rpartition(_BREAK)[2], " " if lead[-1:] == " " else ""
    words = clean(block)
    if len(block) < len(lead) and len(words) < _AROUND:
        return _BREAK + words + gap if words else _BREAK
    return words[-_AROUND:] + gap if words else ""


def _runs(tree: _Element) -> Iterator[tuple[_Element, str, bool]]:
    """The text of a page in order, with the element that begins or ends before it."""
    from lxml import etree

    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event != "start":
            yield element, element.tail or "", False
        elif element.tag in UNSEEN or not isinstance(element.tag, str):
            walker.skip_subtree()
            yield element, "", True
        else:
            yield element, element.text or "", True
