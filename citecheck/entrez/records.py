"""A reply of many records as many replies of one, so that each can be kept by its PMID."""

from __future__ import annotations

import io

from lxml import etree


def one_by_one(body: bytes) -> dict[str, bytes]:
    """Each record of an efetch reply by its PMID, as a reply of its own with all its versions.

    The reply was read before: it is well-formed, and nothing outside of it is loaded.
    """
    found: dict[str, bytes] = {}
    events = etree.iterparse(
        io.BytesIO(body),
        tag=("PubmedArticle", "PubmedBookArticle"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    for _, element in events:
        pmid = element.findtext("MedlineCitation/PMID") or element.findtext("BookDocument/PMID")
        if pmid:
            record = etree.tostring(element, encoding="utf-8", with_tail=False)
            found[pmid.strip()] = found.get(pmid.strip(), b"") + record
        element.clear()
    return {pmid: b"<PubmedArticleSet>%b</PubmedArticleSet>" % each for pmid, each in found.items()}
