"""Bulk files in NLM's form, small, and what a mirror of them must hold."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE PubmedArticleSet SYSTEM "http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd">'
    "\n<PubmedArticleSet>\n"
)


class Article(NamedTuple):
    """One record of a file; `headings` are (UI, name) and `types` names of publication types."""

    pmid: int
    title: str
    version: int = 1
    year: int = 2020
    headings: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ("Journal Article",)
    status: str = "MEDLINE"
    abstract: str = ""
    journal: str = "Made-up Journal of Snow"

    def xml(self) -> str:
        """As a PubmedArticle."""
        mesh = "".join(
            f'<MeshHeading><DescriptorName UI="{ui}" MajorTopicYN="N">{name}</DescriptorName>'
            "</MeshHeading>"
            for ui, name in self.headings
        )
        types = "".join(f"<PublicationType>{name}</PublicationType>" for name in self.types)
        abstract = f"<Abstract><AbstractText>{escape(self.abstract)}</AbstractText></Abstract>"
        return f"""<PubmedArticle>
  <MedlineCitation Status="{self.status}" Owner="NLM">
    <PMID Version="{self.version}">{self.pmid}</PMID>
    <Article PubModel="Print">
      <Journal><ISSN IssnType="Print">1234-5678</ISSN><JournalIssue CitedMedium="Print">
        <PubDate><Year>{self.year}</Year></PubDate></JournalIssue>
        <Title>{self.journal}</Title><ISOAbbreviation>Made-up J Snow</ISOAbbreviation></Journal>
      <ArticleTitle>{escape(self.title)}</ArticleTitle>
      {abstract if self.abstract else ""}
      <Language>eng</Language>
      <PublicationTypeList>{types}</PublicationTypeList>
    </Article>
    <MeshHeadingList>{mesh}</MeshHeadingList>
  </MedlineCitation>
  <PubmedData><ArticleIdList><ArticleId IdType="pubmed">{self.pmid}</ArticleId></ArticleIdList>
  </PubmedData>
</PubmedArticle>
"""


class BulkFile(NamedTuple):
    """A bulk file: its records in order, then the PMIDs that it deletes."""

    articles: tuple[Article, ...]
    deleted: tuple[int, ...] = ()

    def xml(self) -> bytes:
        """The file before packing."""
        gone = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in self.deleted)
        deletion = f"<DeleteCitation>{gone}</DeleteCitation>" if gone else ""
        body = "".join(article.xml() for article in self.articles)
        return f"{HEAD}{body}{deletion}\n</PubmedArticleSet>\n".encode()

    def gz(self) -> bytes:
        """The file as NLM offers it; the same content gives the same bytes."""
        return gzip.compress(self.xml(), mtime=0)


def name(number: int, year: int = 26) -> str:
    """The name of a bulk file."""
    return f"pubmed{year}n{number:04}.xml.gz"


def standing(files: Iterable[BulkFile]) -> dict[int, str]:
    """The title of each PMID after these files, applied one after the other."""
    kept: dict[int, tuple[int, str]] = {}
    for file in files:
        for article in file.articles:
            if article.version >= kept.get(article.pmid, (0, ""))[0]:
                kept[article.pmid] = (article.version, article.title)
        for pmid in file.deleted:
            kept.pop(pmid, None)
    return {pmid: title for pmid, (_, title) in kept.items()}


def story() -> dict[int, BulkFile]:
    """A baseline of three files and four updates that revise, delete and re-version."""

    def some(first: int, last: int, word: str, version: int = 1) -> tuple[Article, ...]:
        return tuple(Article(p, f"{word} of snow {p}", version) for p in range(first, last))

    return {
        1: BulkFile(some(1, 41, "First sight")),
        2: BulkFile((*some(41, 81, "First sight"), Article(50, "Second version of snow", 2))),
        3: BulkFile(some(81, 121, "First sight")),
        4: BulkFile((*some(30, 45, "Revision"), Article(50, "Older version of snow", 1)), (7, 8)),
        5: BulkFile((*some(121, 131, "New record"), *some(7, 8, "Return")), (9, 100)),
        6: BulkFile((Article(60, "Third version of snow", 3), *some(35, 38, "Again")), (122,)),
        7: BulkFile((*some(10, 13, "Late revision"), Article(60, "Stale", 2)), (13,)),
    }


def in_order(files: Mapping[int, BulkFile], numbers: Sequence[int] = ()) -> dict[int, str]:
    """What stands after the files (of these numbers) in their order."""
    return standing(files[number] for number in sorted(numbers or files))
