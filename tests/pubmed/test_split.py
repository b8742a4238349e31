from __future__ import annotations

import io

import pytest

from citecheck.errors import MalformedRecord
from citecheck.pubmed.parse import Deletion, parse_records
from citecheck.pubmed.records import Record
from citecheck.pubmed.split import pieces
from tests.mirror.bulk import Article, BulkFile


def read(content: bytes, size: int) -> list[str]:
    found: list[str] = []
    for piece in pieces(io.BytesIO(content), size):
        for unit in parse_records(piece):
            if isinstance(unit, Record):
                found.append(unit.key)
            elif isinstance(unit, Deletion):
                found += ["-" + pmid for pmid in unit.pmids]
    return found


FILE = BulkFile(tuple(Article(p, f"Snow {p}") for p in range(1, 60)), (3, 4)).xml()
EXPECTED = [*map(str, range(1, 60)), "-3", "-4"]


@pytest.mark.parametrize("size", [1, 100, 1_000, 4_096, 9_999, 10**6])
def test_the_parts_hold_every_record_once_and_in_order(size: int) -> None:
    assert read(FILE, size) == EXPECTED
    assert read(b"\xef\xbb\xbf" + FILE, size) == EXPECTED


def test_a_large_file_comes_in_parts_and_a_small_one_whole() -> None:
    assert len(list(pieces(io.BytesIO(FILE), 5_000))) > 5
    assert len(list(pieces(io.BytesIO(FILE), 10**6))) == 1


def test_an_empty_set_has_no_records() -> None:
    assert read(b"<PubmedArticleSet></PubmedArticleSet>", 1_000) == []
    assert read(b"<PubmedArticleSet/>", 1_000) == []


def test_another_encoding_is_not_cut() -> None:
    text = FILE.decode().replace("utf-8", "iso-8859-1").replace("Snow", "Schnée")
    content = text.encode("iso-8859-1")
    assert len(list(pieces(io.BytesIO(content), 1_000))) == 1
    assert read(content, 1_000) == EXPECTED


@pytest.mark.parametrize("size", [1_000, 10**6])
def test_a_set_that_ends_early_is_broken(size: int) -> None:
    with pytest.raises(MalformedRecord, match="ends before"):
        read(FILE[:-30], size)


def test_a_cut_within_cdata_makes_a_part_that_no_parser_takes() -> None:
    hidden = b"<![CDATA[</PubmedArticle>" + b" " * 6_000 + b"]]>"
    content = FILE.replace(b"</PubmedArticleSet>", hidden + b"</PubmedArticleSet>")
    with pytest.raises(MalformedRecord, match="Broken XML"):
        read(content, 4_096)
