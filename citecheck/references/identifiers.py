"""PMIDs, PMCIDs, DOIs and addresses in running text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from urllib.parse import unquote

from citecheck.pubmed.identifiers import clean_doi, clean_pmcid, clean_pmid

Kind = Literal["pmid", "pmcid", "doi", "url", "malformed"]


class Identifier(NamedTuple):
    """One identifier: what it is, its plain value, and where it stands with its label."""

    kind: Kind
    value: str
    start: int
    end: int


_REST = r"(?:\(SICI\)[^\s\"“”]{1,300}|[^\s<>\"“”]{1,300})"
"""What follows the prefix of a DOI; those made of a SICI hold angle brackets."""
_URL = re.compile(
    rf"https?://(?:(?:dx\.)?doi\.org/10\.[0-9]{{4,9}}/{_REST}|[^\s<>\"“”]{{1,1500}})", re.IGNORECASE
)
_DOI = re.compile(rf"(?:\bdoi(?:\.org/|:?\s{{0,2}}))?\b10\.[0-9]{{4,9}}/{_REST}", re.IGNORECASE)
_PMID = re.compile(
    r"\b(?:pubmed\s)?pmid\b\s{0,2}[:#]?\s{0,2}(?P<pmid>[0-9]{1,20})|"
    r"\bpubmed(?:\s(?:id|record))?\s?[:#]\s?(?P<plain>[0-9]{1,20})",
    re.IGNORECASE,
)
_PMCID = re.compile(r"(?:\bpmcid\b\s{0,2}:?\s{0,2})?\bPMC ?[0-9]{1,12}\b", re.IGNORECASE)
_BROKEN_DOI = re.compile(
    r"\bdoi\b\s{0,2}:?\s{0,2}(?P<value>10\.[^\s]{0,60}|[0-9][^\s]{0,60})", re.I
)
_PUBMED_PAGE = re.compile(
    r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed|europepmc\.org/(?:article|abstract)"
    r"/med)/(?:\?term=)?(?P<pmid>[0-9]{1,20})",
    re.IGNORECASE,
)
_PMC_PAGE = re.compile(
    r"(?:ncbi\.nlm\.nih\.gov|europepmc\.org)/[^\s]{0,40}?(?P<pmcid>PMC[0-9]{1,12})", re.IGNORECASE
)
_DOI_IN_URL = re.compile(r"10\.[0-9]{4,9}/[^\s?#&]{1,300}")
_PAGE_OF_DOI = re.compile(r"/(?:full(?:text)?|abstract|pdf|epdf|html|meta|v[0-9]{1,2})(?:/.*)?$")
_TRAILING = ".,;:'’”!?*_"


def find(text: str) -> Iterator[Identifier]:
    """Every identifier and address, in order, none within another.

    An address that leads to a known paper counts as the identifier that it holds. What is
    labelled as an identifier and cannot be one is `malformed`.
    """
    taken = 0
    for found in sorted(_all(text), key=lambda each: (each.start, -each.end)):
        if found.start >= taken:
            taken = found.end
            yield found


def of_url(url: str) -> Identifier | None:
    """The paper that an address leads to, or the address itself; None if it is none."""
    found = _URL.match(url)
    return _of_url(found[0], 0) if found else None


def _all(text: str) -> Iterator[Identifier]:
    for found in _URL.finditer(text):
        yield _of_url(found[0], found.start())
    for found in _DOI.finditer(text):
        doi = clean_doi(_closed(found[0][found[0].lower().index("10.") :]))
        if doi:
            end = found.start() + found[0].lower().index("10.") + len(doi)
            yield Identifier("doi", doi, found.start(), end)
    for found in _PMID.finditer(text):
        given = found["pmid"] or found["plain"]
        pmid = clean_pmid(given)
        yield Identifier("pmid" if pmid else "malformed", pmid or given, *found.span())
    for found in _PMCID.finditer(text):
        given = found[0][found[0].upper().rindex("PMC") :].replace(" ", "")
        pmcid = clean_pmcid(given)
        yield Identifier("pmcid" if pmcid else "malformed", pmcid or given, *found.span())
    for found in _BROKEN_DOI.finditer(text):
        value = found["value"].rstrip(_TRAILING)
        if not clean_doi(value):
            yield Identifier("malformed", value, found.start(), found.start("value") + len(value))


def _of_url(url: str, start: int) -> Identifier:
    url = _closed(url)
    end = start + len(url)
    page = _PUBMED_PAGE.search(url)
    if page:
        pmid = clean_pmid(page["pmid"])
        return Identifier("pmid" if pmid else "malformed", pmid or page["pmid"], start, end)
    article = _PMC_PAGE.search(url)
    pmcid = clean_pmcid(article["pmcid"]) if article else None
    if pmcid:
        return Identifier("pmcid", pmcid, start, end)
    plain = unquote(url)
    inside = _DOI_IN_URL.search(plain)
    if inside:
        doi = clean_doi(_PAGE_OF_DOI.sub("", _closed(inside[0])))
        if doi:
            return Identifier("doi", doi, start, end)
    return Identifier("url", url, start, end)


def _closed(value: str) -> str:
    """The value without the punctuation of the sentence around it.

    A closing bracket belongs to it only where the value opened it, as in (20)30363-X.
    """
    # Markdown's `](url)` and `](url "title")` close with a bracket that was never opened.
    depth = 0
    for at, character in enumerate(value):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
            if depth < 0:
                value = value[:at]
                break
    return value.rstrip(_TRAILING)
