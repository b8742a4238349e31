"""XML from strangers: no entity is expanded, nothing is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(data: bytes) -> _Element | None:
    """The root element of an XML text, or None for one that is broken or declares entities."""
    from lxml import etree

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
