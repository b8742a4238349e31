"""PubMed's formats and its syntax."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from citecheck.errors import BadSource, MalformedRecord, QueryRejected, SourceError
from tests.fuzz.target import Target

_REPLIES: Final = Path(__file__).parents[2] / "replies"
_XML: Final = (
    b"<PubmedArticleSet>", b"</PubmedArticleSet>", b"<PubmedArticle>", b"</PubmedArticle>",
    b"<PubmedBookArticle>", b"<MedlineCitation>", b'<PMID Version="1">', b"</PMID>",
    b"<Article>", b"<AbstractText Label='A' NlmCategory='RESULTS'>", b"</AbstractText>",
    b"<DeleteCitation>", b"<PubDate><Year>2019</Year></PubDate>", b"<MedlineDate>", b"<i>",
    b"<sup>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b'<ArticleId IdType="doi">', b'<PublicationType UI="D016441">',
    b'<CommentsCorrections RefType="RetractionIn">', b"<Month>",
    b'<DescriptorName UI="D007649" MajorTopicYN="Y">', b"<MeshHeading>", b"<ArticleTitle>",
    b"/>", b"<AuthorList>", b"<LastName>", b"<Language>",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<PubmedArticle",
    b"<OtherAbstract Language='eng'>", b"Version='99999999999999999999'",
    b"<ArticleDate><Year>99999</Year><Month>13</Month><Day>32</Day></ArticleDate>", b"\xff",
)  # fmt: skip
_TERMS: Final = (
    b"[ti]", b"[tiab]", b"[mh]", b"[mh:noexp]", b"[majr]", b"[pt]", b"[dp]", b"[au]", b"[la]",
    b"[sb]", b"[tiab:~3]", b"[all]", b"[uid]", b"[doi]", b"[Mesh]", b"[Title/Abstract]",
    b" AND ", b" OR ", b" NOT ", b"(", b")", b'"', b"*", b":", b"2019", b"2019/01/01",
    b'"2019"[dp]', b"/", b"ketamine", b"Headache", b"systematic[sb]", b"english[la]",
    b"free full text[sb]", b"[", b"]", b"hasabstract", b"humans[mh]", b"a", b"3000[dp]",
    b"0001/01/01:3000[dp]", b"[tiab:~0]", b"#1",
)  # fmt: skip


def _records(data: bytes) -> object:
    """Whole and as a stream: the same records, or both are refused."""
    from citecheck.pubmed.parse import parse_records
    from citecheck.pubmed.records import Record

    refused: list[MalformedRecord] = []
    found = []
    for source in (data, io.BytesIO(data)):
        units = list(parse_records(source, on_malformed=refused.append))
        found.append([unit.study if isinstance(unit, Record) else unit for unit in units])
    assert found[0] == found[1]
    for error in refused:
        assert str(error) and "\n" not in str(error)
    return found


def _bulk(data: bytes) -> object:
    """A bulk file cut into parts holds the records of the whole, or is refused."""
    from citecheck.pubmed.parse import parse_records
    from citecheck.pubmed.split import pieces

    found = [
        unit
        for piece in pieces(io.BytesIO(data), 300)
        for unit in parse_records(piece, on_malformed=lambda _: None)
    ]
    whole = list(parse_records(data, on_malformed=lambda _: None))
    assert _plainly(found) == _plainly(whole)
    return found


def _plainly(units: Sequence[object]) -> list[object]:
    return [getattr(unit, "fields", unit) for unit in units]


def _printed(data: bytes) -> object:
    """What the fast reader of bulk files makes of well-formed XML is what the slow one makes."""
    from citecheck.pubmed.parse import parse_records
    from citecheck.pubmed.plain import bulk_records

    whole = list(parse_records(data, on_malformed=lambda _: None))
    found = list(bulk_records(data, on_malformed=lambda _: None))
    assert _plainly(found) == _plainly(whole)
    return found


def _steps(data: bytes) -> object:
    """What a mirror makes of a part of a bulk file."""
    from citecheck.mirror.parsing import parse_piece
    from citecheck.mirror.selection import Selection

    return parse_piece(data, Selection())


def _medline(data: bytes) -> object:
    from citecheck.pubmed.medline import parse_medline
    from citecheck.sources.lines import text_lines

    return list(parse_medline(text_lines(io.BytesIO(data), "a file")))


def _term(data: bytes) -> object:
    """A search as a tree: what can be written in PubMed's syntax reads as the same tree again."""
    from citecheck.concepts.lexicon import load
    from citecheck.pubmed.syntax import render
    from citecheck.pubmed.vocabulary import parse_search

    query = parse_search(data.decode("utf-8", "replace"), load())
    try:
        written = render(query)
    except QueryRejected:
        return query
    again = parse_search(written, load())
    assert render(again) == written
    return query


def _searched(data: bytes) -> object:
    """The same search, run over a few studies."""
    from citecheck.concepts.lexicon import load
    from citecheck.pubmed.vocabulary import parse_search
    from tests.fuzz.targets.studies import small_index

    query = parse_search(data.decode("utf-8", "replace"), load())
    count, keys = small_index().search(query, 5)
    assert len(keys) <= count <= 3
    return keys


def _xml_seeds() -> Iterator[bytes]:
    for path in sorted(_REPLIES.glob("*.xml")):
        yield path.read_bytes()[:12_000]
    yield (
        b'<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID Version="2">1</PMID><Article>'
        b"<ArticleTitle>Zinc <i>and</i> colds</ArticleTitle></Article></MedlineCitation>"
        b"</PubmedArticle><DeleteCitation><PMID>2</PMID></DeleteCitation></PubmedArticleSet>"
    )


def _bulk_seeds() -> Iterator[bytes]:
    from tests.mirror.bulk import HEAD, Article

    articles = [Article(number, f"Zinc {number}", year=2000 + number) for number in range(1, 6)]
    body = "".join(article.xml() for article in articles)
    yield f"{HEAD}{body}</PubmedArticleSet>\n".encode()
    yield f"<PubmedArticleSet>{body}</PubmedArticleSet>".encode()
    yield re.sub(r"<!DOCTYPE[^>]*>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", HEAD).encode() + (
        f"{body}</PubmedArticleSet>".encode()
    )


def _printed_seeds() -> Iterator[bytes]:
    head = re.compile(rb"^.*?<PubmedArticleSet>\s*", re.DOTALL)
    for data in (*_bulk_seeds(), *(path.read_bytes() for path in sorted(_REPLIES.glob("*.xml")))):
        if data.count(b"<PubmedArticleSet>") == 1 and len(data) < 12_000:
            yield head.sub(b"<PubmedArticleSet>", data)


def _medline_seeds() -> Iterator[bytes]:
    yield (_REPLIES / "medline.txt").read_bytes()[:8_000]
    from tests.fuzz.targets.claims import _nbib_seeds

    yield from _nbib_seeds()


def _term_seeds() -> Iterator[bytes]:
    yield b'("Ketamine"[mh] OR ketamine[tiab]) AND headache*[tiab] NOT "Animals"[mh:noexp]'
    yield b'"cluster headache"[tiab:~3] AND ("2010/01/01"[dp] : "2019/12/31"[dp]) AND english[la]'
    yield b"vitamin c common cold randomized controlled trial[pt] systematic[sb]"
    yield b"Smith J[au] AND J Snow[ta] AND 2019[dp] OR 90000001[uid]"
    yield b'"Headache/drug therapy"[majr] AND hasabstract'


TARGETS: Final = (
    Target(
        "pubmed-xml", _records, _xml_seeds, (MalformedRecord,), _XML, weight=4, most_bytes=12_000
    ),
    Target("bulk-parts", _bulk, _bulk_seeds, (MalformedRecord,), _XML, weight=3),
    Target(
        "bulk-printed",
        _printed,
        _printed_seeds,
        (MalformedRecord,),
        _XML,
        weight=3,
        most_bytes=12_000,
    ),
    Target("mirror-steps", _steps, _xml_seeds, (MalformedRecord,), _XML, most_bytes=12_000),
    Target(
        "medline",
        _medline,
        _medline_seeds,
        (BadSource, MalformedRecord),
        (
            b"PMID- ",
            b"\n\n",
            b"      ",
            b"TI  - ",
            b"AB  - ",
            b"RESULTS: ",
            b"DP  - 2019 Mar",
            b"MH  - ",
            b"RIN - ",
            b"PMID: ",
            b"AID - ",
            b" [doi]",
            b"RN  - (",
        ),
        instrumented=("Bio.Medline",),
    ),
    Target("search-term", _term, _term_seeds, (QueryRejected,), _TERMS, weight=4),
    Target("search-run", _searched, _term_seeds, (SourceError,), _TERMS, weight=2),
)
