"""What a query means, read off each record: no index, and no line of the code that is measured.

Records are read by ElementTree, words are found as text between spaces. A leaf of a query is
read once over all records and its matches kept, so that 300 queries take minutes, not days.
"""

from __future__ import annotations

import gzip
import itertools
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import (
    And,
    Attribute,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Wildcard,
    Words,
)

Found = frozenset[int]
_WORD = re.compile(r"[^\W_]+")
_CLINICAL = {"Randomized Controlled Trial": "Clinical Trial"}


class Plain(NamedTuple):
    """One record; each text is its words with a space before, between and after them."""

    pmid: int
    year: int
    title: str
    abstract: tuple[str, ...]
    keywords: tuple[str, ...]
    names: tuple[str, ...]
    authors: tuple[str, ...]
    journals: tuple[str, ...]
    headings: tuple[tuple[str, bool, tuple[str, ...]], ...]
    types: frozenset[str]
    language: str


def spaced(text: str) -> str:
    """The words of a text with spaces around."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


def read(paths: Iterable[Path], most: int) -> list[Plain]:
    """The first `most` records of these files."""
    found: list[Plain] = []
    for path in paths:
        with gzip.open(path) as stream:
            for _, element in ET.iterparse(stream):
                if element.tag == "PubmedArticle":
                    found.append(_plain(element))
                    element.clear()
                    if len(found) == most:
                        return found
    return found


def _plain(article: ET.Element) -> Plain:
    def texts(path: str) -> list[str]:
        return ["".join(each.itertext()) for each in article.findall(path)]

    top, inner = "MedlineCitation/", "MedlineCitation/Article/"
    headings = tuple(
        (
            heading.find("DescriptorName").get("UI", ""),  # type: ignore[union-attr]
            any(part.get("MajorTopicYN") == "Y" for part in heading),
            tuple(q.text or "" for q in heading.findall("QualifierName")),
        )
        for heading in article.findall(top + "MeshHeadingList/MeshHeading")
    )
    types = texts(inner + "PublicationTypeList/PublicationType")
    names = texts(top + "MeshHeadingList/MeshHeading/DescriptorName")
    names += texts(top + "MeshHeadingList/MeshHeading/QualifierName") + types
    journal = inner + "Journal/"
    authors = article.findall(inner + "AuthorList/Author")
    return Plain(
        pmid=int(texts(top + "PMID")[0]),
        year=int(texts(journal + "JournalIssue/PubDate/Year")[0]),
        title=spaced("".join(texts(inner + "ArticleTitle"))),
        abstract=tuple(map(spaced, texts(inner + "Abstract/AbstractText"))),
        keywords=tuple(map(spaced, texts(top + "KeywordList/Keyword"))),
        names=tuple(map(spaced, names)),
        authors=tuple(
            spaced(f"{a.findtext('LastName')} {a.findtext('Initials')}") for a in authors
        ),
        journals=tuple(map(spaced, texts(journal + "Title") + texts(journal + "ISOAbbreviation"))),
        headings=headings,
        types=frozenset({*types, *(_CLINICAL[t] for t in types if t in _CLINICAL)}),
        language="".join(texts(inner + "Language")),
    )


class Reader:
    """Answers queries by reading all records."""

    def __init__(self, records: list[Plain], lexicon: Lexicon) -> None:
        self._records = records
        self._lexicon = lexicon
        self._leaves: dict[str, Found] = {}

    def found(self, query: Query) -> Found:
        """The places of the records that match."""
        match query:
            case And():
                return frozenset.intersection(*map(self.found, query.parts))
            case Or():
                return frozenset().union(*map(self.found, query.parts))
            case Not():
                return self.found(query.keep) - self.found(query.drop)
            case _:
                name = query.model_dump_json()
                if name not in self._leaves:
                    places = enumerate(self._records)
                    self._leaves[name] = frozenset(i for i, r in places if self._is(query, r))
                return self._leaves[name]

    def _is(self, query: Query, record: Plain) -> bool:
        match query:
            case Words():
                end = "" if query.prefix else " "
                wanted = spaced(query.text).rstrip() + end
                return any(wanted in text for text in _texts(query.field, record))
            case Wildcard():
                pattern = re.compile(" " + query.text.lower().replace("*", "[^ ]*") + " ")
                return any(pattern.search(text) for text in _texts(query.field, record))
            case Near():
                return _near(query, record)
            case Mesh():
                return self._has(query, record)
            case PubType():
                return query.name in record.types
            case Published():
                return (query.first or 0) <= record.year <= (query.last or 9999)
            case Attribute():
                has = {"language": record.language, "has": "abstract" if record.abstract else ""}
                return has[query.kind] == query.value
            case _:
                raise ValueError(f"not a query of the benchmark: {query!r}")

    def _has(self, query: Mesh, record: Plain) -> bool:
        for ui, major, qualifiers in record.headings:
            under = ui == query.ui or (query.explode and query.ui in self._lexicon.ancestors(ui))
            if (
                under
                and (major or not query.major)
                and (query.qualifier is None or query.qualifier in qualifiers)
            ):
                return True
        return False


def _texts(field: str, record: Plain) -> tuple[str, ...]:
    tiab = (record.title, *record.abstract, *record.keywords)
    every = (*tiab, *record.names, *record.authors, *record.journals)
    return {"title": (record.title,), "tiab": tiab, "all": every, "author": record.authors}[field]


def _near(query: Near, record: Plain) -> bool:
    wanted = query.text.split()
    # A new section stands one word further on.
    texts = [record.title.split()]
    if query.field == "tiab":
        texts.append(" # ".join(text.strip() for text in record.abstract).split())
    for words in texts:
        where = [[at for at, word in enumerate(words) if word == each] for each in wanted]
        for places in itertools.product(*where):
            spread = max(places) - min(places) + 1
            if len(set(places)) == len(places) and spread <= len(wanted) + query.distance:
                return True
    return False
