from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic_core import to_json

from citecheck.errors import BadSource, QueryRejected
from citecheck.mirror.library import Library
from citecheck.mirror.parsing import Parsed, Step
from citecheck.mirror.source import MirrorSource, open_mirror
from citecheck.mirror.store import Store
from citecheck.model.query import Attribute, Mesh, Near, Words
from citecheck.model.search import StudySource
from citecheck.model.study import Study
from citecheck.sources.entry import Indexing
from citecheck.sources.source import LocalSource
from tests.sources.matcher import matches
from tests.sources.test_index import TREE, some_query, some_study
from tests.sources.trees import FakeTree


def steps_of(studies: list[Study]) -> Iterator[Parsed]:
    indexing = Indexing(FakeTree())
    for study in studies:
        number = int(study.pmid or 0)
        entry = indexing.entry(study.fields, number, to_json(study.fields))
        yield Parsed([Step(number, 1, entry)], [])


@pytest.fixture(scope="module")
def studies() -> list[Study]:
    draw = random.Random(17)
    return [some_study(number, draw) for number in range(300)]


@pytest.fixture(scope="module")
def folder(studies: list[Study], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror of several segments, half of whose records were other ones before."""
    folder = tmp_path_factory.mktemp("mirror")
    draw = random.Random(18)
    index = folder / "index-files"
    with Store(index) as store:
        first = [some_study(number, draw) for number in range(0, 300, 2)]
        store.apply("before", "1", "2026-01-01", steps_of(first))
        for number in range(0, 300, 100):
            part = studies[number : number + 100]
            store.apply(f"part {number}", "2", "2026-01-02", steps_of(part))
    Library(folder).use(index)
    return folder


def test_every_query_finds_exactly_what_a_reading_of_each_record_finds(
    folder: Path, studies: list[Study]
) -> None:
    source = MirrorSource(folder, TREE)
    draw = random.Random(19)
    some = 0
    for _ in range(600):
        query = some_query(draw, draw.choice((0, 1, 2)))
        expected = {study.key for study in studies if matches(query, study, TREE)}
        count, keys = source._engine.search(query, 300)
        assert (count, set(map(str, keys))) == (len(expected), expected), query
        some += 0 < count < 300
    assert some > 200


def test_the_ranking_is_that_of_a_file_with_the_same_studies(
    folder: Path, studies: list[Study]
) -> None:
    mirror = MirrorSource(folder, TREE)
    local = LocalSource(studies, TREE, kind="file", detail="x")
    for query in (Words(text="headache"), Mesh(ui="D007649", name="Ketamine")):
        theirs, ours = local.search(query, limit=5), mirror.search(query, limit=5)
        assert (ours.count, ours.term, ours.translation) == (
            theirs.count,
            theirs.term,
            theirs.translation,
        )


def test_records_come_back_whole_in_the_order_asked(folder: Path, studies: list[Study]) -> None:
    source = MirrorSource(folder, TREE)
    fetched = source.fetch(["7", "299", "nonsense", "7", "999999999", "1"])
    assert [study.key for study in fetched.studies] == ["7", "299", "7", "1"]
    assert fetched.missing == ("nonsense", "999999999")
    assert fetched.studies[0] == studies[6]
    assert fetched.asked["7"].count == 4


def test_a_limit_cuts_the_list_and_never_the_count(folder: Path) -> None:
    source = MirrorSource(folder, TREE)
    few = source.search(Words(text="pain"), limit=3)
    every = source.search(Words(text="pain"), limit=300)
    assert few.count == every.count == len(every.keys) > 3
    assert few.keys == every.keys[:3]
    assert source.search(Words(text="pain"), limit=0).keys == ()


def test_threads_get_the_same_answers(folder: Path) -> None:
    source = MirrorSource(folder, TREE)
    draw = random.Random(23)
    queries = [some_query(draw, 2) for _ in range(40)]
    one = [source._engine.search(query, 20) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda q: source._engine.search(q, 20), queries)) == one


def test_a_mirror_says_what_it_is(folder: Path) -> None:
    source = MirrorSource(folder, TREE)
    assert isinstance(source, StudySource)
    assert (source.info.kind, source.info.records) == ("mirror", 300)
    assert source.info.data_as_of == "2026-01-02"


def test_what_the_records_do_not_state_is_refused(folder: Path) -> None:
    source = MirrorSource(folder, TREE)
    with pytest.raises(QueryRejected, match="do not say their indexing"):
        source.search(Attribute(kind="indexing", value="medline"), limit=1)
    with pytest.raises(QueryRejected, match="more ways"):
        source.search(Near(text="one two three four five six seven", distance=5), limit=1)
    with pytest.raises(QueryRejected, match="main topic"):
        source.search(Mesh(ui="D1", name="x", major=True, qualifier="drug therapy"), limit=1)


def test_a_mirror_that_is_being_written_is_read_as_it_stood(
    folder: Path, tmp_path: Path, studies: list[Study]
) -> None:
    index = tmp_path / "index-files"
    with Store(index) as store:
        store.apply("one", "1", "2026-01-01", steps_of(studies[:10]))
        Library(tmp_path).use(index)
        before = MirrorSource(tmp_path, TREE)
        store.apply("two", "2", "2026-01-02", steps_of(studies[10:20]))
        assert (before.info.records, MirrorSource(tmp_path, TREE).info.records) == (10, 20)
        assert len(before.fetch([str(n) for n in range(1, 21)]).studies) == 10


def test_a_mirror_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("index-gone")
    (tmp_path / "file").write_text("no mirror")
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "file"):
        with pytest.raises(BadSource, match="mirror create") as caught:
            open_mirror(f"mirror:{path}", tmp_path, TREE)
        assert "\n" not in str(caught.value)
