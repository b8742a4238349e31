from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import tantivy

from citecheck.errors import MirrorError
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import FORMAT, Manifest
from citecheck.mirror.parsing import Parsed, Step
from citecheck.mirror.presence import Presence
from citecheck.mirror.selection import Selection
from citecheck.mirror.store import Store, open_index, read_manifest
from citecheck.sources.entry import Entry

from .mirrors import held


def put(pmid: int, version: int = 1, title: str = "") -> Step:
    texts: tuple[list[str], ...] = ([title or f"Title {pmid}"], [], [], [], [], [])
    record = f'{{"pmid":"{pmid}","title":"{title or f"Title {pmid}"}"}}'.encode()
    return Step(pmid, version, Entry(pmid, 2020, 20201231, texts, "study", record))


def parsed(*steps: Step) -> list[Parsed]:
    return [Parsed(list(steps), [])]


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path)


def test_a_file_that_fails_midway_leaves_nothing(library: Library) -> None:
    def breaks() -> Any:
        yield Parsed([put(1, title="Changed"), put(3), Step(2, None, None)], [])
        raise RuntimeError("midway")

    index = library.index_of(None)
    with Store(index) as store:
        store.apply("a", "1", "2026-01-01", parsed(put(1), put(2)))
        with pytest.raises(RuntimeError):
            store.apply("b", "2", "2026-01-02", breaks())
        store.apply("c", "3", "2026-01-03", parsed(put(4)))
    library.use(index)
    assert held(library.folder) == {1: "Title 1", 2: "Title 2", 4: "Title 4"}
    assert [file.name for file in read_manifest(open_index(index)).files] == ["a", "c"]


def test_a_commit_that_fails_for_want_of_room_is_one_sentence(library: Library) -> None:
    index = library.index_of(None)
    with Store(index) as store:
        store.apply("a", "1", "2026-01-01", parsed(put(1)))
        writer = store._writer

        def full() -> None:
            raise ValueError("An IO error: 'No space left on device (os error 28)'\nmore")

        store._writer = SimpleNamespace(  # type: ignore[assignment]
            add_document=writer.add_document,
            delete_documents_by_query=writer.delete_documents_by_query,
            commit=full,
            rollback=writer.rollback,
        )
        with pytest.raises(MirrorError, match=r"^The disk that holds [^\n]* is full\.$"):
            store.apply("b", "2", "2026-01-02", parsed(put(1, title="Changed"), put(2)))
        store._writer = writer
    library.use(index)
    assert held(library.folder) == {1: "Title 1"}


def test_the_highest_version_stands_across_openings(library: Library) -> None:
    index = library.index_of(None)
    with Store(index) as store:
        store.apply("a", "1", "2026-01-01", parsed(put(5, 3, "Third"), put(5, 2, "Second")))
    with Store(index) as store:
        assert store.apply("b", "2", "2026-01-02", parsed(put(5, 2, "Stale"))).records == 0
        library.use(index)
        assert held(library.folder) == {5: "Third"}
        store.apply("c", "3", "2026-01-03", parsed(Step(5, None, None), put(5, 1, "Anew")))
    assert held(library.folder) == {5: "Anew"}


def test_a_lost_set_of_pmids_costs_time_and_no_record(library: Library) -> None:
    index = library.index_of(None)
    with Store(index) as store:
        store.apply("a", "1", "2026-01-01", parsed(put(1), put(2)))
    for spoilt in (None, b"", b"short"):
        if spoilt is None:
            (index / "pmids.bits").unlink()
        else:
            (index / "pmids.bits").write_bytes(spoilt)
        with Store(index) as store:
            name = f"after {spoilt!r}"
            store.apply(name, "2", "2026-01-02", parsed(put(2, title=name), put(9)))
        library.use(index)
        assert held(library.folder) == {1: "Title 1", 2: name, 9: "Title 9"}


def test_a_mirror_of_another_format_is_to_be_made_anew(library: Library) -> None:
    index = library.index_of(None)
    with Store(index) as store:
        store.keep(Manifest(format=FORMAT + 1))
    with pytest.raises(MirrorError, match="create it anew"):
        Store(index)


def test_an_index_of_other_fields_is_to_be_made_anew(tmp_path: Path) -> None:
    fields = tantivy.SchemaBuilder().add_text_field("tiab").build()
    tantivy.Index(fields, path=str(tmp_path))
    for opening in (Store, open_index):
        with pytest.raises(MirrorError, match="another version"):
            opening(tmp_path)


def test_a_second_writer_is_refused(library: Library) -> None:
    index = library.index_of(None)
    with Store(index), pytest.raises(MirrorError, match="Another process"):
        Store(index)


def test_presence_is_exact_and_survives(tmp_path: Path) -> None:
    file = tmp_path / "bits"
    numbers = [1, 65_535, 65_536, 40_000_000, 999_999_999]
    presence = Presence(file, empty=True)
    assert [presence.add(n) for n in numbers] == [False] * 5
    presence.save()
    again = Presence(file, empty=False)
    assert [again.add(n) for n in numbers] == [True] * 5
    assert not again.add(2)


@pytest.mark.parametrize(
    ("fields", "human", "clinical"),
    [
        ({}, True, False),
        ({"mesh": [{"name": "Animals", "ui": "D000818"}]}, False, False),
        (
            {
                "mesh": [
                    {"name": "Animals", "ui": "D000818"},
                    {"name": "Humans", "ui": "D006801"},
                ],
                "publication_types": [{"name": "Clinical Trial, Phase II", "ui": None}],
            },
            True,
            True,
        ),
        ({"publication_types": [{"name": "Network Meta-Analysis", "ui": None}]}, True, True),
        ({"publication_types": [{"name": "Editorial", "ui": None}]}, True, False),
        (
            {
                "mesh": [{"name": "Animals", "ui": "D000818"}],
                "publication_types": [{"name": "Randomized Controlled Trial", "ui": None}],
            },
            False,
            False,
        ),
    ],
)
def test_a_subset_keeps_its_records(fields: dict[str, Any], human: bool, clinical: bool) -> None:
    assert Selection(subset="human").keeps(fields) is human
    assert Selection(subset="clinical").keeps(fields) is clinical
    assert Selection().keeps(fields)


def test_a_first_year_keeps_it_and_what_has_none() -> None:
    since = Selection(since=2000)
    assert [since.keeps({"year": year}) for year in (1999, 2000, None)] == [False, True, True]
    assert str(Selection(since=2000, subset="human")) == "human studies from 2000 on"
