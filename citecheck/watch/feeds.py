"""The pages that an RSS or Atom feed names."""

from __future__ import annotations

import calendar
import io
from datetime import UTC, datetime
from typing import Any, Final

from citecheck.documents.xml import declares_entities
from citecheck.watch.source import Entry, failed, joined

MOST_BYTES: Final = 5_000_000
MOST_ITEMS: Final = 2_000
MOST_ELEMENTS: Final = 100_000


def entries(data: bytes, url: str) -> list[Entry]:
    """The pages of a feed, in its order. Raises: SourceFailed.

    feedparser's reading of broken XML takes time that grows with the square of its size, so
    that the feed is mended and bounded before it gets there.
    """
    import feedparser

    mended = _mended(data, url)
    try:
        # Given as a stream: a plain string that looks like an address would be fetched.
        found = feedparser.parse(
            io.BytesIO(mended),
            response_headers={
                "content-type": "application/xml; charset=utf-8",
                "content-location": url,
            },
            sanitize_html=False,
        )
    except Exception as error:  # a link within a link is a KeyError there, and it has others
        raise failed(url, "it is no RSS or Atom feed that can be read") from error
    if not found.version:
        raise failed(url, "it is no RSS or Atom feed")
    links = ((item, str(dict.get(item, "link") or "")) for item in found.entries)
    return [Entry(joined(url, link), _date(item)) for item, link in links if link]


def _mended(data: bytes, url: str) -> bytes:
    """The feed as well-formed XML without entities and with a number of items that is allowed."""
    from lxml import etree

    if len(data) > MOST_BYTES:
        raise failed(url, f"it has more than {MOST_BYTES:,} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise failed(url, "it is no RSS or Atom feed") from error
    if root is None:
        raise failed(url, "it is no RSS or Atom feed")
    if declares_entities(root):
        raise failed(url, "it declares XML entities, which no feed needs")
    items = sum(1 for _ in root.iter("{*}item", "{*}entry"))
    if items > MOST_ITEMS:
        raise failed(url, f"it has {items:,} items, and at most {MOST_ITEMS:,} are read")
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise failed(url, f"it has more than {MOST_ELEMENTS:,} XML elements")
    etree.strip_tags(root, etree.Entity, etree.Comment, etree.ProcessingInstruction)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _date(item: Any) -> str | None:
    """When an item changed, or else appeared, in UTC."""
    # feedparser's own `get` warns of a name that it takes for the other.
    parsed = dict.get(item, "updated_parsed") or dict.get(item, "published_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
