"""A cluster answers as an index on this disk does, or says that it cannot."""

from __future__ import annotations

import random
import socket
from contextlib import suppress
from typing import Any

import pytest

from citecheck.cluster.connect import Address, address_of
from citecheck.cluster.source import ClusterSource, open_cluster
from citecheck.cluster.store import ClusterStore
from citecheck.errors import BadSource, QueryRejected, SourceUnavailable
from citecheck.model.query import Attribute, Near, Published, Wildcard, Words
from citecheck.model.search import StudySource
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.sources.source import LocalSource
from tests.mirror.test_source import steps_of
from tests.sources.matcher import matches
from tests.sources.test_index import TREE, some_query, some_study


def filled(address: Address, studies: list[Study]) -> ClusterSource:
    with ClusterStore(address, replicas=0) as store:
        store.apply("studies", "1", "2026-01-02", steps_of(studies))
    return ClusterSource(address, TREE)


def papers(*titles: str) -> list[Study]:
    return [
        Study(pmid=str(number), title=title, publication_types=(), year=2000 + number)
        for number, title in enumerate(titles, 1)
    ]


def test_every_query_finds_exactly_what_a_reading_of_each_record_finds(address: Address) -> None:
    draw = random.Random(23)
    studies = [some_study(number, draw) for number in range(200)]
    source = filled(address, studies)
    found = 0
    for _ in range(250):
        query = some_query(draw, draw.choice((0, 1, 2)))
        expected = {study.pmid for study in studies if matches(query, study, TREE)}
        number, pmids = source._ask(source._lowering.lower(query), len(studies))
        assert (set(pmids), number) == (expected, len(expected)), query
        found += bool(expected)
    assert found > 80
    source.close()


def test_the_best_come_first_and_of_equals_the_newest(address: Address) -> None:
    studies = papers("ice", "snow", "rain and snow and much else besides", "snow", "more rain")
    query = Words(text="snow", field="title")
    there = filled(address, studies).search(query, limit=2)
    here = LocalSource(studies, TREE, kind="file", detail="x").search(query, limit=2)
    assert there.keys == here.keys == ("4", "2")
    assert (there.term, there.translation, there.count) == (here.term, here.translation, 3)


def test_words_near_each_other_are_two_words_even_where_they_are_the_same(address: Address) -> None:
    source = filled(address, papers("snow on snow", "snow and ice", "ice, then more snow"))
    assert source.search(Near(text="snow snow", distance=3), limit=9).keys == ("1",)
    assert source.search(Near(text="snow ice", distance=1), limit=9).keys == ("2",)
    assert source.search(Near(text="snow ice", distance=2), limit=9).count == 2


def test_a_pattern_within_a_phrase_is_honoured(address: Address) -> None:
    source = filled(address, papers("organisation of snow", "organization of ice", "of organs"))
    assert source.search(Wildcard(text="organi*ation of"), limit=9).count == 2


def test_records_come_back_whole_and_in_the_order_asked(address: Address) -> None:
    draw = random.Random(24)
    studies = [some_study(number, draw) for number in range(30)]
    source = filled(address, studies)
    assert isinstance(source, StudySource)
    keys = ("7", "999", "3", "no-pmid")
    fetched = source.fetch(keys)
    assert [study.key for study in fetched.studies] == ["7", "3"]
    assert fetched.studies[0] == next(study for study in studies if study.pmid == "7")
    assert fetched.missing == ("999", "no-pmid")


def test_it_says_how_many_records_it_has_and_of_when(address: Address) -> None:
    source = filled(address, papers("snow", "ice"))
    assert (source.info.kind, source.info.records) == ("cluster", 2)
    assert source.info.data_as_of == "2026-01-02"
    assert source.search(Published(), limit=0).count == 2


def test_what_the_records_do_not_say_is_an_error(address: Address) -> None:
    source = filled(address, papers("snow"))
    with pytest.raises(QueryRejected, match="language"):
        source.search(Attribute(kind="language", value="ger"), limit=1)


def test_a_search_that_failed_in_part_is_no_answer(
    address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = filled(address, papers("snow"))
    real = source._client.search

    def broken(**asked: Any) -> Any:
        return real(**asked) | {"_shards": {"total": 3, "failed": 1}}

    monkeypatch.setattr(source._client, "search", broken)
    with pytest.raises(SourceUnavailable, match="1 of 3 shards"):
        source.search(Words(text="snow"), limit=5)


@pytest.mark.parametrize(
    "reply", [{}, {"hits": None}, {"timed_out": True, "_shards": {"failed": 0, "total": 1}}]
)
def test_an_answer_of_another_shape_is_no_answer(
    address: Address, monkeypatch: pytest.MonkeyPatch, reply: dict[str, Any]
) -> None:
    source = filled(address, papers("snow"))
    monkeypatch.setattr(source._client, "search", lambda **_: reply)
    with pytest.raises(SourceUnavailable):
        source.search(Words(text="snow"), limit=5)


def test_a_cluster_that_is_not_there_is_one_sentence_without_its_password(spec: str) -> None:
    nowhere = "opensearch+http://desk:hunter2@127.0.0.1:9/pubmed"
    for wrong in (nowhere, spec, "opensearch+http://127.0.0.1", "opensearch+ftp://h/i"):
        with pytest.raises(BadSource) as raised:
            open_cluster(wrong, TREE, Settings(timeout_s=2))
        assert "hunter2" not in str(raised.value)
    assert "hunter2" not in repr(address_of(nowhere))


def test_an_address_is_taken_apart() -> None:
    address = address_of("opensearch+https://desk:hunter%202@[::1]:9200/pubmed-26")
    assert (address.url, address.index, address.user) == ("https://[::1]:9200", "pubmed-26", "desk")
    assert address.password is not None
    assert address.password.get_secret_value() == "hunter 2"
    assert address.shown == "opensearch+https://desk@[::1]:9200/pubmed-26"
    for wrong in ("opensearch+https://h/Upper", "opensearch+https://h/a/b", "https://h/i", "x"):
        with pytest.raises(BadSource):
            address_of(wrong)


@pytest.mark.parametrize("body", ["[" * 100_000, '{"hits": 1e999}', "<html>", "[]", '"a"'])
def test_a_body_that_is_no_answer_is_one_sentence(
    address: Address, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    source = filled(address, papers("snow"))
    connection = source._client.transport.get_connection()
    reply = (200, {"content-type": "application/json"}, body)
    monkeypatch.setattr(type(connection), "perform_request", lambda *_, **__: reply)
    for ask in (lambda: source.search(Words(text="snow"), limit=5), lambda: source.fetch(("1",))):
        with pytest.raises(SourceUnavailable, match="no answer that can be used"):
            ask()


def test_a_silent_cluster_is_waited_for_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = address_of(f"opensearch+http://127.0.0.1:{silent.getsockname()[1]}/pubmed")
        with pytest.raises(SourceUnavailable, match="Timeout"):
            ClusterSource(address, TREE, timeout_s=0.2)
        silent.settimeout(0)
        asked = 0
        with suppress(BlockingIOError):
            while True:
                silent.accept()[0].close()
                asked += 1
    assert asked == 1
