"""A cluster holds what the files say, whatever comes between."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.cluster.connect import Address
from citecheck.cluster.layout import MANIFEST
from citecheck.cluster.source import ClusterSource
from citecheck.cluster.store import ClusterStore, bring_to_cluster
from citecheck.errors import MirrorError
from citecheck.mirror.manifest import Manifest
from citecheck.mirror.parsing import Parsed
from citecheck.model.query import Published
from tests.mirror.bulk import in_order, name, story
from tests.mirror.mirrors import WORK
from tests.sources.trees import FakeTree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the story."""
    for number, file in story().items():
        (tmp_path / name(number)).write_bytes(file.gz())
    return tmp_path


def load(address: Address, *paths: Path) -> Manifest:
    with ClusterStore(address, replicas=0, loaders=3) as store:
        return bring_to_cluster(store, paths, WORK)


def held(address: Address) -> dict[int, str]:
    source = ClusterSource(address, FakeTree())
    found = source.search(Published(), limit=10_000)
    assert found.count == len(found.keys) == source.info.records
    return {int(s.pmid or 0): s.title for s in source.fetch(found.keys).studies}


def test_files_are_revised_deleted_and_re_versioned_as_in_a_mirror(
    address: Address, folder: Path
) -> None:
    manifest = load(address, folder)
    assert held(address) == in_order(story())
    assert manifest.missing == ()
    assert ClusterSource(address, FakeTree()).info.data_as_of == manifest.data_as_of


def test_files_that_are_in_are_not_sent_again(address: Address, folder: Path) -> None:
    first = load(address, folder)
    before = held(address)
    again = load(address, folder)
    assert again == first
    assert held(address) == before


def test_a_missing_file_is_named_and_comes_in_later_in_its_place(
    address: Address, folder: Path
) -> None:
    late = folder / name(5)
    content = late.read_bytes()
    late.unlink()
    assert name(5) in load(address, folder).missing
    assert "1 file is missing" in ClusterSource(address, FakeTree()).info.detail
    late.write_bytes(content)
    assert load(address, folder).missing == ()
    assert held(address) == in_order(story())


def test_a_broken_file_changes_nothing_and_is_named(address: Address, folder: Path) -> None:
    broken = folder / name(4)
    broken.write_bytes(broken.read_bytes()[:-40])
    manifest = load(address, folder)
    assert name(4) in manifest.missing
    kept = {number: file for number, file in story().items() if number != 4}
    assert held(address) == in_order(kept)


def test_what_was_sent_before_a_kill_is_sent_again_and_nothing_is_lost(
    address: Address, folder: Path
) -> None:
    class Killed(BaseException):
        pass

    with ClusterStore(address, replicas=0) as store:
        keep, kept = store.keep, []

        def killed_at_the_third(manifest: Manifest) -> None:
            kept.append(manifest)
            if len(manifest.files) == 3:
                raise Killed
            keep(manifest)

        store.keep = killed_at_the_third  # type: ignore[method-assign]
        with pytest.raises(Killed):
            bring_to_cluster(store, [folder], WORK)
    assert len(kept[-1].files) == 3
    load(address, folder)
    assert held(address) == in_order(story())


def test_of_two_that_load_at_once_the_second_stops(address: Address, folder: Path) -> None:
    with ClusterStore(address, replicas=0) as first, ClusterStore(address) as second:
        bring_to_cluster(first, [folder / name(1)], WORK)
        with pytest.raises(MirrorError, match="Another process"):
            bring_to_cluster(second, [folder / name(2)], WORK)
    assert load(address, folder).missing == ()
    assert held(address) == in_order(story())


def test_a_record_that_is_refused_is_an_error_and_the_file_counts_as_not_read(
    address: Address, folder: Path
) -> None:
    with ClusterStore(address, replicas=0) as store:
        store._client.indices.put_settings(index=address.index, body={"index.blocks.write": True})
        with pytest.raises(MirrorError, match=r"did not take|refused|no answer"):
            bring_to_cluster(store, [folder / name(1)], WORK)
    with ClusterStore(address) as store:
        assert name(1) not in store.manifest.sums


def test_a_damaged_manifest_is_one_sentence(address: Address) -> None:
    with ClusterStore(address, replicas=0) as store:
        store.apply("a", "1", "2026-01-01", [Parsed([], [])])
        store._client.index(index=address.files, id=MANIFEST, body={"json": "{"}, refresh=True)
    with pytest.raises(MirrorError, match="no answer that can be used"):
        ClusterStore(address)
