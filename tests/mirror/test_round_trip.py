"""A record comes out of a mirror as it stood in the file, whatever its words."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.mirror.library import Library
from citecheck.mirror.parsing import parse_piece
from citecheck.mirror.selection import Selection
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.store import Store
from citecheck.pubmed.parse import parse_articles
from tests.mirror.bulk import Article, BulkFile
from tests.sources.trees import FakeTree

words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), min_size=1, max_size=40
)
articles = st.builds(
    Article,
    pmid=st.integers(1, 60),
    title=words,
    version=st.integers(1, 3),
    year=st.integers(1900, 2026),
    abstract=words,
    headings=st.just((("D007649", "Ketamine"),)),
    types=st.just(("Journal Article",)),
    status=st.just("MEDLINE"),
    journal=st.just("Made-up Journal of Snow"),
)


@settings(max_examples=10)
@given(st.lists(articles, min_size=1, max_size=5, unique_by=lambda article: article.pmid))
def test_records_come_back_as_they_were(found: list[Article]) -> None:
    file = BulkFile(tuple(found)).xml()
    expected = {study.key: study for study in parse_articles(file)}
    with TemporaryDirectory() as name:
        library = Library(Path(name))
        index = library.index_of(26)
        with Store(index, heap_bytes=50_000_000) as store:
            parsed = parse_piece(file, Selection())
            store.apply("pubmed26n0001.xml.gz", "0" * 32, "2026-01-05", [parsed])
        library.use(index)
        source = MirrorSource(Path(name), FakeTree())
        fetched = source.fetch(sorted(expected))
    assert fetched.missing == ()
    assert {study.key: study for study in fetched.studies} == expected
