"""A mirror whose files were damaged on the disk: said so, and never taken for an empty one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from citecheck.errors import MirrorError, SourceUnavailable
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest
from citecheck.mirror.parsing import parse_piece
from citecheck.mirror.selection import Selection
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.status import status
from citecheck.mirror.store import Store
from citecheck.model.query import Words
from tests.mirror.bulk import Article, BulkFile
from tests.sources.trees import FakeTree


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A mirror of three records."""
    file = BulkFile(
        tuple(Article(number, f"Zinc and colds {number}") for number in (1, 2, 3))
    ).xml()
    library = Library(tmp_path)
    index = library.index_of(26)
    with Store(index, heap_bytes=50_000_000) as store:
        parsed = parse_piece(file, Selection())
        store.apply("pubmed26n0001.xml.gz", "0" * 32, "2026-01-05", [parsed])
    library.use(index)
    return tmp_path


def damaged(folder: Path, kind: str) -> Iterator[bytes]:
    """The files of one kind, each cut at several places while the caller looks."""
    for path in sorted((folder / "index-26").glob(f"*{kind}")):
        whole = path.read_bytes()
        for share in (0, 3, 7, 9):
            path.write_bytes(whole[: len(whole) * share // 10])
            yield whole
        path.write_bytes(whole)


@pytest.mark.parametrize(
    "kind", [".term", ".idx", ".store", ".fast", ".pos", ".fieldnorm", ".json"]
)
def test_a_file_that_was_cut_is_told_or_does_no_harm(mirror: Path, kind: str) -> None:
    refused = 0
    for _ in damaged(mirror, kind):
        try:
            status(mirror)
            source = MirrorSource(mirror, FakeTree())
            source.search(Words(text="zinc", field="tiab"), limit=3)
            source.fetch(["1", "2", "3"])
        except (MirrorError, SourceUnavailable) as error:
            assert "\n" not in str(error)
            assert len(str(error)) < 600
            refused += 1
    assert refused
    assert MirrorSource(mirror, FakeTree()).fetch(["1"]).missing == ()


def test_a_panic_of_the_engine_while_writing_is_one_sentence(
    mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """What pyo3 raises."""

    def panic(*_: object, **__: object) -> None:
        raise PanicException("index out of bounds")

    index = mirror / "index-26"
    with Store(index, heap_bytes=50_000_000) as store:
        monkeypatch.setattr(store, "_commit", panic)
        for write in (
            lambda: store.apply("pubmed26n0002.xml.gz", "0" * 32, "2026-01-06", []),
            lambda: store.keep(Manifest(year=26)),
        ):
            with pytest.raises(MirrorError, match="damaged; create it anew"):
                write()
    monkeypatch.setattr("citecheck.sources.schema.new_index", panic)
    with pytest.raises(MirrorError, match="damaged; create it anew"):
        Store(index)
