"""What others make of PubMed's XML: the readers that are measured beside ours."""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any


def iterparse(path: Path) -> int:
    """Records that lxml passes, with nothing taken out of them."""
    from lxml import etree

    count = 0
    with gzip.open(path) as stream:
        context: Any = etree.iterparse(stream, tag="PubmedArticle")
        for _, element in context:
            count += 1
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return count


def pubmed_parser(path: Path) -> int:
    """Records that pubmed_parser reads."""
    import pubmed_parser as peer

    return sum(1 for _ in peer.parse_medline_xml(str(path)))


def pubmed_parser_on_all_cores(paths: Sequence[Path]) -> None:
    """The same, a process for each file."""
    with ProcessPoolExecutor(len(paths)) as pool:
        list(pool.map(pubmed_parser, paths))


def entrez(path: Path) -> int:
    """Records that Bio.Entrez reads."""
    from Bio import Entrez

    # It fetches a DTD that it does not bring; this one it has.
    with gzip.open(path) as stream:
        content = stream.read()
    known = content.replace(b"http://dtd", b"https://dtd").replace(b"260101", b"250101")
    read: Any = Entrez.read
    return len(read(io.BytesIO(known))["PubmedArticle"])
