from __future__ import annotations

import io
from pathlib import Path

import pytest

from citecheck.errors import MalformedRecord
from citecheck.pubmed.parse import Deletion, latest, parse_articles, parse_records
from citecheck.pubmed.records import Record

from .replies import FOLDER, reply, studies

GOOD = b"<PubmedArticle><MedlineCitation><PMID>5</PMID><Article/></MedlineCitation></PubmedArticle>"


def article_set(*records: bytes) -> bytes:
    return b"<PubmedArticleSet>" + b"".join(records) + b"</PubmedArticleSet>"


def test_every_reply_is_read_from_bytes_and_from_a_stream_alike() -> None:
    for path in sorted(FOLDER.glob("*.xml")):
        data = path.read_bytes()
        assert list(parse_articles(data)) == list(parse_articles(io.BytesIO(data))) != []


def test_fewer_records_than_asked_is_data_and_no_error() -> None:
    assert [study.pmid for study in studies("fewer.xml")] == ["99000121", "99000123"]


def test_an_empty_set_has_no_studies() -> None:
    assert list(parse_articles(article_set())) == []


def test_the_highest_version_stands_and_deletions_are_applied() -> None:
    standing = latest(parse_records(reply("versions.xml")))
    assert [(record.study.pmid, record.study.title, record.version) for record in standing] == [
        ("99000101", "Second version.", 2),
        ("99000103", "Once more.", 1),
    ]


def test_what_is_known_in_the_same_or_a_higher_version_is_passed_over() -> None:
    units = parse_records(reply("versions.xml"), known={"99000101": 1, "99000103": 1})
    records = [unit for unit in units if isinstance(unit, Record)]
    assert [(record.study.pmid, record.version) for record in records] == [
        ("99000101", 2),
        ("99000102", 1),
    ]


def test_deletions_come_in_their_place() -> None:
    units = list(parse_records(reply("versions.xml")))
    assert units[-1] == Deletion(("99000102", "99000104"))


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (b"<PubmedArticle/>", "no PMID in MedlineCitation"),
        (
            b"<PubmedArticle><MedlineCitation><PMID>x</PMID></MedlineCitation></PubmedArticle>",
            "no PMID",
        ),
        (
            b"<PubmedArticle><MedlineCitation><PMID>7</PMID></MedlineCitation></PubmedArticle>",
            "PMID 7 has no Article",
        ),
        (b"<PubmedBookArticle/>", "no PMID in BookDocument"),
    ],
)
def test_a_malformed_record_is_named_and_the_others_are_kept(record: bytes, words: str) -> None:
    data = article_set(GOOD, record, GOOD)
    with pytest.raises(MalformedRecord, match=words):
        list(parse_articles(data))
    problems: list[MalformedRecord] = []
    assert len(list(parse_articles(data, on_malformed=problems.append))) == 2
    [problem] = problems
    assert words in str(problem)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not XML",
        b"<!DOCTYPE html><html><body>down_bethesda</body></html>",
        b"<eFetchResult><ERROR>Supplied id parameter is empty.</ERROR></eFetchResult>",
        b"<PubmedArticleSet>",
        article_set(GOOD)[:-5],
        b'<?xml version="1.0" ?><!DOCTYPE PubmedArticleSet>',
        article_set(GOOD, b"\xff\xfe"),
    ],
)
def test_what_is_no_complete_article_set_is_an_error_and_never_empty(data: bytes) -> None:
    with pytest.raises(MalformedRecord) as caught:
        list(parse_articles(data))
    assert "\n" not in str(caught.value)


def test_a_cut_reply_names_the_last_record_that_was_whole() -> None:
    with pytest.raises(MalformedRecord, match="after PMID 5"):
        list(parse_articles(article_set(GOOD, GOOD)[:-40]))


def test_every_cut_of_a_reply_is_an_error() -> None:
    data = reply("markup.xml").strip()
    for end in range(0, len(data), 7):
        with pytest.raises(MalformedRecord):
            list(parse_articles(data[:end]))


def with_title(title: bytes, entities: bytes) -> bytes:
    record = GOOD.replace(
        b"<Article/>", b"<Article><ArticleTitle>%b</ArticleTitle></Article>" % title
    )
    return b"<!DOCTYPE x [%b]>" % entities + article_set(record)


def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    entities = (
        b'<!ENTITY a "word"><!ENTITY b SYSTEM "%b">' % (tmp_path / "secret").as_uri().encode()
    )
    [study] = parse_articles(with_title(b"Before &a; &b; after", entities))
    assert study.title == "Before &a; &b; after"


def test_a_bomb_of_entities_is_refused() -> None:
    levels = (b'<!ENTITY e%d "%b">' % (n, b"&e%d;" % (n - 1) * 50) for n in range(1, 9))
    with pytest.raises(MalformedRecord):
        list(parse_articles(with_title(b"&e8;", b'<!ENTITY e0 "boom">' + b"".join(levels))))


def test_deep_nesting_is_refused() -> None:
    deep = b"<b>" * 5000 + b"</b>" * 5000
    record = GOOD.replace(
        b"<Article/>", b"<Article><ArticleTitle>" + deep + b"</ArticleTitle></Article>"
    )
    with pytest.raises(MalformedRecord):
        list(parse_articles(article_set(record)))


WITHIN = (
    b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>Zinc"
    b"</ArticleTitle></Article></MedlineCitation>%s</PubmedArticle></PubmedArticleSet>"
)


def test_a_record_within_a_record_is_part_of_it_for_every_reader() -> None:
    inner = WITHIN.removeprefix(b"<PubmedArticleSet>").removesuffix(b"</PubmedArticleSet>")
    data = WITHIN % inner.replace(b"%s", b"").replace(b">1<", b">2<")
    for source in (data, io.BytesIO(data)):
        assert [study.pmid for study in parse_articles(source)] == ["1"]


def test_what_the_xml_parser_says_is_repeated_in_part() -> None:
    with pytest.raises(MalformedRecord) as caught:
        list(parse_articles(b"<" + b"a" * 5_000))
    assert len(str(caught.value)) < 300
