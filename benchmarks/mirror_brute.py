"""What a query means, read off the records: no index, and no line of the code that is measured.

Records are read by ElementTree, words are found as text between spaces. All records stand in one
text, which is searched from its beginning to its end for each leaf of a query, and the leaf's
matches are kept: 300 queries on 50,000 records take a few minutes.
"""

from __future__ import annotations

import gzip
import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
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


class _Texts:
    """The texts of all records as one, and where each record ends in it."""

    def __init__(self, texts: Iterable[tuple[str, ...]]) -> None:
        parts = ["".join(f"{text}\n" for text in each) for each in texts]
        self._whole = "".join(parts)
        self._ends = list(itertools.accumulate(map(len, parts)))

    def having(self, text: str) -> Found:
        """The places of the records that hold this text."""
        return self._places(lambda at: self._whole.find(text, at))

    def fitting(self, pattern: re.Pattern[str]) -> Found:
        """The places of the records in which the pattern is found."""

        def find(at: int) -> int:
            match = pattern.search(self._whole, at)
            return match.start() if match else -1

        return self._places(find)

    def _places(self, find: Callable[[int], int]) -> Found:
        found = set()
        at = 0
        while (at := find(at)) >= 0:
            place = bisect_right(self._ends, at)
            found.add(place)
            at = self._ends[place]
        return frozenset(found)


class Reader:
    """Answers queries by reading all records."""

    def __init__(self, records: list[Plain], lexicon: Lexicon) -> None:
        self._records = records
        self._lexicon = lexicon
        self._leaves: dict[str, Found] = {}
        self._uis = {ui for record in records for ui, _, _ in record.headings}
        title = _Texts((r.title,) for r in records)
        tiab = _Texts((r.title, *r.abstract, *r.keywords) for r in records)
        author = _Texts(r.authors for r in records)
        others = _Texts((*r.names, *r.journals) for r in records)
        self._texts = {
            "title": (title,),
            "tiab": (tiab,),
            "author": (author,),
            "all": (tiab, author, others),
        }

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
                    self._leaves[name] = self._leaf(query)
                return self._leaves[name]

    def _leaf(self, query: Query) -> Found:
        match query:
            case Words():
                wanted = spaced(query.text).rstrip() + ("" if query.prefix else " ")
                return self._any(query.field, lambda texts: texts.having(wanted))
            case Wildcard():
                pattern = re.compile(" " + query.text.lower().replace("*", "[^ ]*") + " ")
                return self._any(query.field, lambda texts: texts.fitting(pattern))
            case Near():
                return self._near(query)
            case Mesh():
                return self._having(query)
            case PubType():
                return self._where(lambda record: query.name in record.types)
            case Published():
                first, last = query.first or 0, query.last or 9999
                return self._where(lambda record: first <= record.year <= last)
            case Attribute(kind="language"):
                return self._where(lambda record: record.language == query.value)
            case Attribute(kind="has", value="abstract"):
                return self._where(lambda record: bool(record.abstract))
            case _:
                raise ValueError(f"not a query of the benchmark: {query!r}")

    def _any(self, field: str, find: Callable[[_Texts], Found]) -> Found:
        return frozenset().union(*map(find, self._texts[field]))

    def _where(self, holds: Callable[[Plain], bool]) -> Found:
        return frozenset(place for place, record in enumerate(self._records) if holds(record))

    def _near(self, query: Near) -> Found:
        with_all = frozenset.intersection(
            *(self.found(Words(text=word, field=query.field)) for word in query.text.split())
        )
        return frozenset(place for place in with_all if _are_near(query, self._records[place]))

    def _having(self, query: Mesh) -> Found:
        under = {
            ui
            for ui in self._uis
            if ui == query.ui or (query.explode and query.ui in self._lexicon.ancestors(ui))
        }
        return self._where(
            lambda record: any(
                ui in under
                and (major or not query.major)
                and (query.qualifier is None or query.qualifier in qualifiers)
                for ui, major, qualifiers in record.headings
            )
        )


def _are_near(query: Near, record: Plain) -> bool:
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
