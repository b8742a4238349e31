"""A cluster is believed where its reply fits what it was asked, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.cluster.replies import NotTheReply, read_manifest, read_records, read_search
from citecheck.mirror.manifest import FORMAT, Manifest
from citecheck.model.study import Study


def found(count: Any, *pmids: str, **said: Any) -> dict[str, Any]:
    hits = {"total": {"value": count, "relation": "eq"}, "hits": [{"_id": p} for p in pmids]}
    shards = {"total": 3, "failed": 0}
    return {"timed_out": False, "_shards": shards, "hits": hits} | said


def kept(manifest: Manifest) -> dict[str, Any]:
    return {
        "_seq_no": 3, "_primary_term": 1, "_source": {"json": manifest.model_dump_json()}
    }  # fmt: skip


def test_a_search_gives_its_count_and_the_best() -> None:
    assert read_search(found(5, "7", "8"), limit=2) == (5, ("7", "8"))
    assert read_search(found(5), limit=0) == (5, ())
    assert read_search(found(1, "7"), limit=2) == (1, ("7",))


@pytest.mark.parametrize(
    "reply",
    [
        found(5, "7"),
        found(1, "7", "8"),
        found(2, "7", "7"),
        found(2, "7", "8", timed_out=True),
        found(2, "7", "8", _shards={"total": 3, "failed": 1}),
        found(2, "7", "../8"),
        found(2, "7", "0"),
        found(float("inf"), "7", "8"),
        found(-1),
        [],
        None,
    ],
)
def test_a_search_that_counts_otherwise_than_it_finds_is_no_answer(reply: object) -> None:
    with pytest.raises(ValueError, match=r"counts|shards|validation"):
        read_search(reply, limit=2)


def test_a_record_of_another_study_is_no_answer() -> None:
    record = Study(pmid="8", title="Zinc", publication_types=()).model_dump_json()
    each = {"_id": "7", "found": True, "_source": {"record": record}}
    with pytest.raises(NotTheReply, match="another record"):
        read_records({"docs": [each]})
    assert read_records({"docs": [each | {"_id": "8"}]})["8"].title == "Zinc"
    assert read_records({"docs": [{"_id": "7", "found": False}]}) == {}
    for broken in ({"_id": "7", "error": {}}, {"_id": "7", "found": True}):
        with pytest.raises(ValueError, match=r"found|without its text"):
            read_records({"docs": [broken]})


def test_an_index_of_another_version_is_refused() -> None:
    assert read_manifest(kept(Manifest()))[1] == (3, 1)
    with pytest.raises(NotTheReply, match="another version"):
        read_manifest(kept(Manifest(format=FORMAT - 1)))
