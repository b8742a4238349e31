"""The pages that a sitemap names (sitemaps.org, protocol 0.9): indexes, gzip, plain text.

Read as a stream, within the protocol's own limits of size and number, and without entities.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from citecheck.documents.xml import declares_entities
from citecheck.watch.feeds import entries as feed_entries
from citecheck.watch.source import LONGEST_ORIGIN, Entry, SourceFailed, as_utc, failed, joined
from citecheck.web.unpack import Damaged, TooBig, gunzip, is_gzip

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES: Final = 52_428_800
MOST_ENTRIES: Final = 50_000
"""Of one sitemap or index; with the number of bytes, what the protocol allows."""
MOST_DEPTH: Final = 3
"""Indexes within one another; the protocol knows one level."""
MOST_SITEMAPS: Final = 10_000
MOST_ELEMENTS: Final = 1_000_000
"""Twenty for each entry, for those that name pictures and news too."""
_NO_SITEMAP = "it is no sitemap in XML or text"
_ROOTS = ("urlset", "sitemapindex")
_FEEDS = ("rss", "feed", "RDF")


class Sitemap(NamedTuple):
    """What one sitemap names: pages, or further sitemaps."""

    pages: list[Entry]
    sitemaps: list[str]


def walk(url: str, load: Callable[[str], bytes]) -> Iterator[Entry | SourceFailed]:
    """Every page under a sitemap, in its order, read as the caller asks for the next.

    `load` gets the bytes at an address and may raise `SourceFailed`; one that fails is
    yielded, and the sitemaps beside it are read all the same.
    """
    seen: set[str] = set()
    waiting = [(url, 1)]
    while waiting:
        address, depth = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        if len(seen) > MOST_SITEMAPS:
            yield failed(url, f"it leads to more than {MOST_SITEMAPS:,} sitemaps")
            return
        if depth > MOST_DEPTH:
            yield failed(url, f"its indexes are nested more than {MOST_DEPTH} deep")
            continue
        try:
            found = parse(load(address), address)
        except SourceFailed as error:
            yield error
            continue
        yield from found.pages
        waiting += [(inner, depth + 1) for inner in reversed(found.sitemaps)]


def parse(data: bytes, url: str) -> Sitemap:
    """What a sitemap in XML or text, or a feed in its place, names. Raises: SourceFailed."""
    if is_gzip(data):
        try:
            data = gunzip(data, MOST_BYTES)
        except TooBig:
            raise failed(url, f"it unpacks to more than {MOST_BYTES:,} bytes") from None
        except Damaged:
            raise failed(url, "its compression is damaged") from None
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"http://", b"https://")):
        return Sitemap(_bounded(_text(data), url), [])
    return _xml(data, url)


def _text(data: bytes) -> Iterator[Entry]:
    for line in io.BytesIO(data):
        address = line.decode("utf-8", "replace").strip("\ufeff \t\r\n")
        if address:
            yield Entry(address[:LONGEST_ORIGIN])


def _bounded(entries: Iterator[Entry], url: str) -> list[Entry]:
    found: list[Entry] = []
    for entry in entries:
        if len(found) >= MOST_ENTRIES:
            raise failed(url, f"it names more than {MOST_ENTRIES:,} pages")
        found.append(entry)
    return found


def _xml(data: bytes, url: str) -> Sitemap:
    from lxml.etree import XMLSyntaxError

    found = Sitemap([], [])
    try:
        for name, said in _children(data):
            if name in _FEEDS:
                return Sitemap(feed_entries(data, url), [])
            address = joined(url, said.get("loc", ""))
            if name == "url":
                found.pages.append(Entry(address, as_utc(said.get("lastmod"))))
            elif name == "sitemap":
                found.sitemaps.append(address)
            if len(found.pages) + len(found.sitemaps) > MOST_ENTRIES:
                raise failed(url, f"it names more than {MOST_ENTRIES:,} pages")
    except _NotASitemap as error:
        raise failed(url, str(error)) from error
    except (XMLSyntaxError, ValueError) as error:
        count = len(found.pages) + len(found.sitemaps)
        broken = f"its XML is broken after {count:,} entries" if count else _NO_SITEMAP
        raise failed(url, broken) from error
    return found


class _NotASitemap(Exception):
    """XML of another kind, or with more in it than a sitemap needs; says why."""


def _children(data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """The name of each child of the root with the texts in it; of a feed, its root alone.

    Every element is let go as it ends, so that memory stays flat whatever stands there.
    """
    from lxml import etree

    events = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    said: dict[str, str] = {}
    for number, (event, element) in enumerate(events):
        if number > 2 * MOST_ELEMENTS:
            raise _NotASitemap(f"it has more than {MOST_ELEMENTS:,} XML elements")
        name = etree.QName(element).localname
        if event == "start":
            depth += 1
            if depth == 1 and name in _FEEDS:
                yield name, {}
                return
            if depth == 1 and declares_entities(element):
                raise _NotASitemap("it declares XML entities, which no sitemap needs")
            if depth == 1 and name not in _ROOTS:
                raise _NotASitemap(_NO_SITEMAP)
            continue
        depth -= 1
        if depth == 1:
            yield name, said
            said = {}
        elif depth == 2 and name in ("loc", "lastmod"):
            said.setdefault(name, (element.text or "").strip())
        _forget(element)


def _forget(element: _Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
