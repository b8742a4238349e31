"""XML from strangers: no entity is expanded, nothing is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element


MOST_TAGS: Final = 1_500_000
"""A parsed tag takes three hundred bytes; a page of print has about a thousand."""
_HEAD_BYTES = 400
_SHORTEST_TAG = len("<a/>")
_EBCDIC = b"\x4c\x6f\xa7\x94"
_BEFORE = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})")
# In these a "<" is its byte, which an encoding such as UTF-7 has other ways to say.
_PLAIN = re.compile(rb"utf-?(?:8|16|32)|us-ascii|ascii|iso-8859-\d+|windows-125\d", re.I)


def looks_xml(head: bytes) -> bool:
    """Whether bytes may begin an XML text, in any encoding."""
    begun = head.lstrip(_BEFORE)
    return not begun or begun.startswith((b"<", _EBCDIC))


def most_tags(data: bytes) -> int:
    """How many tags an XML text can hold."""
    declared = _DECLARED.match(data[:_HEAD_BYTES].lstrip(_BEFORE))
    if data.startswith(_EBCDIC) or (declared and not _PLAIN.fullmatch(declared[1])):
        return len(data) // _SHORTEST_TAG
    return data.count(b"<")


def parse(data: bytes) -> _Element | None:
    """The root element of an XML text; None for one that is broken or declares entities.

    Also for one of more than `MOST_TAGS` tags.
    """
    from lxml import etree

    if most_tags(data) > MOST_TAGS:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if declares_entities(root) else root


def declares_entities(element: _Element) -> bool:
    """Whether the document of an element declares entities, in whatever encoding it is."""
    dtd = element.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _ in dtd.iterentities())
