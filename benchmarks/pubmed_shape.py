"""Records in PubMed's shape, made up: bulk files of any number, the same bytes each time.

Lengths and parts follow what a bulk file of 2026 is like: about 6.5 kB of XML a record,
abstracts of some 200 words in four sections for four of five, a dozen MeSH headings, authors
with affiliations, reference lists for a fifth. Words are made of syllables and drawn by
Zipf's law, so that an index of them grows and answers as one of real text does; headings are
MeSH's own.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import isal.igzip

from citecheck.concepts.lexicon import load

_IGZIP: Any = isal.igzip
VOCABULARY = 60_000
HEADINGS = 6_000
_SMALL = "the of and in to with a for was were by on that from is as at after between or than this"
_LABELS = ("BACKGROUND", "METHODS", "RESULTS", "CONCLUSIONS")
_QUALIFIERS = (
    "drug therapy", "adverse effects", "genetics", "epidemiology", "metabolism", "therapeutic use",
    "diagnosis", "prevention & control", "surgery", "physiopathology",
)  # fmt: skip
_TYPES = (
    ("D016428", "Journal Article", 1.0),
    ("D016449", "Randomized Controlled Trial", 0.04),
    ("D016454", "Review", 0.12),
    ("D017418", "Meta-Analysis", 0.02),
    ("D002363", "Case Reports", 0.07),
    ("D003160", "Comparative Study", 0.05),
    ("D064888", "Observational Study", 0.02),
    ("D016420", "Comment", 0.03),
)
_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE PubmedArticleSet SYSTEM '
    '"http://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_260101.dtd">\n<PubmedArticleSet>\n'
)


@cache
def words() -> tuple[tuple[str, ...], tuple[float, ...]]:
    """The vocabulary, the commonest first, and its cumulative weights."""
    draw = random.Random(1)
    syllables = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]
    made: dict[str, None] = dict.fromkeys(_SMALL.split())
    while len(made) < VOCABULARY:
        made["".join(draw.choices(syllables, k=draw.choice((2, 3, 3, 4, 4, 5))))] = None
    weights = itertools.accumulate(1 / (rank + 2.7) for rank in range(len(made)))
    return tuple(made), tuple(weights)


@cache
def headings() -> tuple[tuple[tuple[str, str], ...], tuple[float, ...]]:
    """MeSH headings as (UI, name), and their cumulative weights."""
    lexicon = load()
    draw = random.Random(2)
    found: list[tuple[str, str]] = []
    below = sorted(lexicon.descendants("D004194") | lexicon.descendants("D009369"))
    for broad in ("D011619", "D055687", "D001829", "D013812", "D010805"):
        below += sorted(lexicon.descendants(broad))
    for ui in draw.sample(sorted(set(below)), len(set(below))):
        concept = lexicon.concept(ui)
        if ui.startswith("D") and concept is not None:
            found.append((ui, concept.name))
    always = [("D006801", "Humans"), ("D005260", "Female"), ("D008297", "Male")]
    chosen = (*always, *found[:HEADINGS])
    return chosen, tuple(itertools.accumulate(1 / (rank + 3) for rank in range(len(chosen))))


def record(pmid: int, draw: random.Random) -> str:
    """One PubmedArticle."""
    year = min(2026, 1960 + int(66 * draw.random() ** 0.5) + draw.randint(0, 1))
    title = _sentence(draw, draw.randint(7, 18), "")
    doi, issn = f"10.5555/shape.{pmid}", f"1234-{pmid % 4000:04}"
    journal, abbreviation = f"Journal of shape number {pmid % 4000}", f"J Shape {pmid % 4000}"
    return f"""<PubmedArticle><MedlineCitation Status="{_status(draw)}" Owner="NLM">
<PMID Version="1">{pmid}</PMID>
<DateCompleted><Year>{year}</Year><Month>03</Month><Day>11</Day></DateCompleted>
<DateRevised><Year>{year}</Year><Month>11</Month><Day>02</Day></DateRevised>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">{issn}</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>{pmid % 90}</Volume><Issue>{pmid % 12}</Issue>
<PubDate><Year>{year}</Year><Month>Feb</Month></PubDate></JournalIssue>
<Title>{journal}</Title><ISOAbbreviation>{abbreviation}</ISOAbbreviation>
</Journal><ArticleTitle>{title}.</ArticleTitle><Pagination><StartPage>{pmid % 900}</StartPage>
<MedlinePgn>{pmid % 900}-9</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">{doi}</ELocationID>{_abstract(draw)}
{_authors(draw)}<Language>{"eng" if draw.random() < 0.9 else "fre"}</Language>
<PublicationTypeList>{_types(draw)}</PublicationTypeList></Article>
<MedlineJournalInfo><Country>England</Country><MedlineTA>{abbreviation}</MedlineTA>
<NlmUniqueID>{pmid % 4000:07}</NlmUniqueID><ISSNLinking>{issn}</ISSNLinking>
</MedlineJournalInfo><CitationSubset>IM</CitationSubset>
{_mesh(draw)}{_keywords(draw)}</MedlineCitation>
<PubmedData><History>{_history(year)}</History><PublicationStatus>ppublish</PublicationStatus>
<ArticleIdList><ArticleId IdType="pubmed">{pmid}</ArticleId>
<ArticleId IdType="doi">{doi}</ArticleId></ArticleIdList>{_references(draw)}</PubmedData>
</PubmedArticle>
"""


def records(count: int, first: int = 1, seed: int = 0) -> Iterator[str]:
    """`count` records with PMIDs from `first` on."""
    for pmid in range(first, first + count):
        yield record(pmid, random.Random(seed * 1_000_003 + pmid))


def write_file(path: Path, count: int, first: int) -> None:
    """A bulk file of `count` records."""
    with _IGZIP.open(path, "wb", compresslevel=2) as stream:
        stream.write(_HEAD.encode())
        for made in records(count, first):
            stream.write(made.encode())
        stream.write(b"</PubmedArticleSet>\n")


def write_folder(folder: Path, count: int, per_file: int) -> list[Path]:
    """Bulk files of `count` records in all; those that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, first in enumerate(range(0, count, per_file), 1):
        path = folder / f"pubmed26n{number:04}.xml.gz"
        paths.append(path)
        if not path.exists():
            part = path.with_suffix(".part")
            write_file(part, min(per_file, count - first), first + 1)
            part.replace(path)
    return paths


def _sentence(draw: random.Random, length: int, end: str = ". ") -> str:
    vocabulary, weights = words()
    chosen = draw.choices(vocabulary, cum_weights=weights, k=length)
    return " ".join(chosen).capitalize() + end


def _abstract(draw: random.Random) -> str:
    if draw.random() < 0.2:
        return ""
    sections = "".join(
        f'<AbstractText Label="{label}" NlmCategory="{label}">{_paragraph(draw)}</AbstractText>\n'
        for label in _LABELS
    )
    return f"<Abstract>{sections}</Abstract>"


def _paragraph(draw: random.Random) -> str:
    text = "".join(_sentence(draw, draw.randint(12, 25)) for _ in range(draw.randint(2, 3)))
    marked = (
        f"<i>in vivo</i> CO<sub>2</sub> (p&lt;0.0{draw.randint(1, 9)}, n = {draw.randint(5, 900)})."
    )
    return text + marked if draw.random() < 0.5 else text.strip()


def _authors(draw: random.Random) -> str:
    vocabulary, _ = words()
    made = []
    for _ in range(draw.randint(1, 9)):
        last = draw.choice(vocabulary).capitalize()
        fore = draw.choice(vocabulary).capitalize()
        where = " ".join(draw.choices(vocabulary, k=9)).capitalize()
        made.append(
            f'<Author ValidYN="Y"><LastName>{last}</LastName><ForeName>{fore}</ForeName>'
            f"<Initials>{fore[0]}</Initials><AffiliationInfo><Affiliation>Department of {where}."
            "</Affiliation></AffiliationInfo></Author>\n"
        )
    return f'<AuthorList CompleteYN="Y">{"".join(made)}</AuthorList>'


def _types(draw: random.Random) -> str:
    return "".join(
        f'<PublicationType UI="{ui}">{name}</PublicationType>\n'
        for ui, name, share in _TYPES
        if draw.random() < share
    )


def _mesh(draw: random.Random) -> str:
    if draw.random() < 0.15:
        return ""
    known, weights = headings()
    chosen = dict.fromkeys(draw.choices(known, cum_weights=weights, k=draw.randint(5, 16)))
    made = []
    for ui, name in chosen:
        major = "Y" if draw.random() < 0.25 else "N"
        qualifier = ""
        if draw.random() < 0.35:
            qualifier = (
                '<QualifierName UI="Q000000" MajorTopicYN="N">'
                f"{draw.choice(_QUALIFIERS).replace('&', '&amp;')}</QualifierName>"
            )
        made.append(
            f'<MeshHeading><DescriptorName UI="{ui}" MajorTopicYN="{major}">'
            f"{name.replace('&', '&amp;')}</DescriptorName>{qualifier}</MeshHeading>\n"
        )
    return f"<MeshHeadingList>{''.join(made)}</MeshHeadingList>"


def _keywords(draw: random.Random) -> str:
    if draw.random() < 0.6:
        return ""
    made = "".join(
        f'<Keyword MajorTopicYN="N">{_sentence(draw, draw.randint(1, 2), "")}</Keyword>\n'
        for _ in range(draw.randint(3, 6))
    )
    return f'<KeywordList Owner="NOTNLM">{made}</KeywordList>'


def _history(year: int) -> str:
    return "".join(
        f'<PubMedPubDate PubStatus="{status}"><Year>{year}</Year><Month>2</Month><Day>9</Day>'
        "<Hour>6</Hour><Minute>0</Minute></PubMedPubDate>\n"
        for status in ("received", "accepted", "entrez", "pubmed", "medline")
    )


def _references(draw: random.Random) -> str:
    if draw.random() < 0.8:
        return ""
    made = "".join(
        f"<Reference><Citation>{_sentence(draw, 18)}</Citation><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{draw.randint(1, 10**7)}</ArticleId></ArticleIdList>'
        "</Reference>\n"
        for _ in range(draw.randint(10, 45))
    )
    return f"<ReferenceList>{made}</ReferenceList>"


def _status(draw: random.Random) -> str:
    return "MEDLINE" if draw.random() < 0.8 else "PubMed-not-MEDLINE"
