from __future__ import annotations

import gzip
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from citecheck.errors import MirrorError, SourceUnavailable
from citecheck.mirror.library import Library
from citecheck.mirror.selection import Selection
from citecheck.mirror.transfer import Fetched, Transfer
from citecheck.mirror.update import Step, update

from .bulk import Article, BulkFile, in_order, name, story
from .mirrors import WORK, brought_up, held, manifest_of
from .nlm import Nlm

FILES = story()
BASELINE = {n: FILES[n] for n in (1, 2, 3)}
UPDATES = {n: FILES[n] for n in (4, 5, 6, 7)}


def test_a_mirror_holds_what_the_files_say_in_their_order(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        manifest = brought_up(tmp_path, nlm)
    assert held(tmp_path) == in_order(FILES)
    assert held(tmp_path)[60] == "Third version of snow"
    assert manifest.missing == ()
    assert manifest.data_as_of == "2026-01-05"
    assert [file.name for file in manifest.files] == [name(n) for n in range(1, 8)]
    assert not list((tmp_path / "files").iterdir())


def test_a_second_run_fetches_only_what_is_new(tmp_path: Path) -> None:
    with Nlm(BASELINE, {4: FILES[4]}) as nlm:
        brought_up(tmp_path, nlm)
        assert held(tmp_path) == in_order(FILES, (1, 2, 3, 4))
        nlm.folders["updatefiles"] = UPDATES
        nlm.requests.clear()
        brought_up(tmp_path, nlm)
        fetched = {path.rpartition("/")[2] for path, _ in nlm.requests if path.endswith(".gz")}
        assert fetched == {name(n) for n in (5, 6, 7)}
    assert held(tmp_path) == in_order(FILES)


def test_files_listed_twice_or_out_of_order_are_applied_once_and_in_order(tmp_path: Path) -> None:
    shuffled = {n: FILES[n] for n in (3, 1, 2)}
    with Nlm(shuffled, {n: FILES[n] for n in (7, 5, 3, 6, 4)}) as nlm:
        brought_up(tmp_path, nlm)
        assert nlm.asked(name(3)) == 1
    assert held(tmp_path) == in_order(FILES)


@pytest.mark.parametrize("number", [1, 3, 4, 6])
def test_a_file_missing_in_the_sequence_is_named_and_put_right_later(
    number: int, tmp_path: Path
) -> None:
    others = [n for n in FILES if n != number]
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.missing.add(name(number))
        manifest = brought_up(tmp_path, nlm)
        assert manifest.missing == (name(number),)
        assert "does not exist" in manifest.troubles[0].reason
        assert held(tmp_path) == in_order(FILES, others)
        nlm.missing.clear()
        assert brought_up(tmp_path, nlm).missing == ()
    assert held(tmp_path) == in_order(FILES)


def test_a_number_that_is_never_listed_is_a_gap(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.unlisted.add(name(5))
        assert brought_up(tmp_path, nlm).missing == (name(5),)
    assert manifest_of(tmp_path).missing == (name(5),)


def cut_short(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def altered(whole: bytes) -> bytes:
    middle = len(whole) // 2
    return whole[:middle] + bytes(64) + whole[middle + 64 :]


def cut_xml(whole: bytes) -> bytes:
    return gzip.compress(gzip.decompress(whole)[:-400])


def not_xml(whole: bytes) -> bytes:
    return gzip.compress(b"<html>Service unavailable</html>")


@pytest.mark.parametrize("damage", [cut_short, altered, cut_xml, not_xml])
def test_a_corrupt_file_leaves_nothing_behind_and_is_fetched_again(
    damage: object, tmp_path: Path
) -> None:
    assert callable(damage)
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.bodies[name(5)] = damage(FILES[5].gz())
        manifest = brought_up(tmp_path, nlm)
        assert manifest.missing == (name(5),)
        assert held(tmp_path) == in_order(FILES, (1, 2, 3, 4, 6, 7))
        nlm.bodies.clear()
        assert brought_up(tmp_path, nlm).missing == ()
    assert held(tmp_path) == in_order(FILES)


def test_a_wrong_md5_is_tried_again_and_then_reported(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.wrong.add(name(2))
        manifest = brought_up(tmp_path, nlm)
        assert nlm.asked(name(2)) > 1
    assert manifest.missing == (name(2),)
    assert "does not match its .md5" in manifest.troubles[0].reason


def test_a_connection_that_breaks_off_is_taken_up_where_it_broke(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.cut[name(1)] = 2
        brought_up(tmp_path, nlm)
        ranges = [asked for path, asked in nlm.requests if path.endswith(name(1)) and asked]
    assert len(ranges) == 2
    assert held(tmp_path) == in_order(FILES)


def test_a_server_without_ranges_sends_the_whole_file_again(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.ranges = False
        nlm.cut[name(1)] = 1
        brought_up(tmp_path, nlm)
    assert held(tmp_path) == in_order(FILES)


def test_a_server_that_is_down_is_said_and_changes_nothing(tmp_path: Path) -> None:
    with Nlm(BASELINE, {}) as nlm:
        brought_up(tmp_path, nlm)
        nlm.down = True
        with pytest.raises(SourceUnavailable, match="503"):
            brought_up(tmp_path, nlm)
    assert held(tmp_path) == in_order(FILES, (1, 2, 3))


def test_a_new_year_starts_anew_beside_the_old_mirror_until_it_is_whole(tmp_path: Path) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        brought_up(tmp_path, nlm, Selection(since=1990))
    anew = {n: BulkFile((Article(500 + n, f"Newly based {n}"),)) for n in (1, 2)}
    with Nlm(anew, {}, year=27) as nlm:
        nlm.missing.add(name(2, 27))
        brought_up(tmp_path, nlm)
        assert held(tmp_path) == in_order(FILES)
        nlm.missing.clear()
        manifest = brought_up(tmp_path, nlm)
    assert held(tmp_path) == {501: "Newly based 1", 502: "Newly based 2"}
    assert manifest.selection == Selection(since=1990)
    assert [f.name for f in tmp_path.glob("index-*")] == ["index-27"]


def test_a_file_that_is_issued_out_of_turn_brings_the_later_ones_back(tmp_path: Path) -> None:
    with Nlm(BASELINE, {n: FILES[n] for n in (4, 6, 7)}) as nlm:
        assert brought_up(tmp_path, nlm).missing == (name(5),)
        nlm.folders["updatefiles"] = UPDATES
        nlm.requests.clear()
        brought_up(tmp_path, nlm)
        assert (nlm.asked(name(5)), nlm.asked(name(6)), nlm.asked(name(4))) == (1, 1, 0)
    assert held(tmp_path) == in_order(FILES)


def test_a_mirror_keeps_its_selection(tmp_path: Path) -> None:
    with Nlm(BASELINE, {}) as nlm:
        brought_up(tmp_path, nlm, Selection(since=2021))
        assert held(tmp_path) == {}
        with pytest.raises(MirrorError, match="another folder"):
            brought_up(tmp_path, nlm, Selection(since=2000))


def test_a_record_that_a_revision_puts_out_of_the_selection_goes(tmp_path: Path) -> None:
    files = {
        1: BulkFile((Article(1, "Of mice", year=2020), Article(2, "Of both", year=2020))),
        2: BulkFile((Article(1, "Of mice", headings=(("D000818", "Animals"),)),)),
    }
    with Nlm({1: files[1]}, {2: files[2]}) as nlm:
        brought_up(tmp_path, nlm, Selection(subset="human"))
    assert held(tmp_path) == {2: "Of both"}


Usage = namedtuple("Usage", "total used free")


def test_too_little_room_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 10**6))
    with Nlm(BASELINE, UPDATES) as nlm:
        with pytest.raises(MirrorError, match=r"needs about .* has 1 MB free; .* --since"):
            brought_up(tmp_path, nlm)
        assert nlm.asked(".gz") == 0


def test_a_disk_that_fills_up_is_one_sentence_and_the_last_checkpoint_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Nlm(BASELINE, UPDATES) as nlm:
        nlm.missing |= {name(n) for n in (3, 4, 5, 6, 7)}
        brought_up(tmp_path, nlm)
        nlm.missing.clear()
        room = [10**12, 10**12, 10**5]
        monkeypatch.setattr(
            shutil, "disk_usage", lambda _: Usage(10**12, 0, room.pop(0) if room else 10**5)
        )
        with pytest.raises(MirrorError, match=r"^[^\n]* free; [^\n]*$"):
            brought_up(tmp_path, nlm)
        monkeypatch.undo()
        assert held(tmp_path) == in_order(FILES, (1, 2, 3))
        brought_up(tmp_path, nlm)
    assert held(tmp_path) == in_order(FILES)


def test_two_processes_cannot_write_at_once(tmp_path: Path) -> None:
    with (
        Nlm(BASELINE, UPDATES) as nlm,
        Library(tmp_path).writing(),
        pytest.raises(MirrorError, match="Another process"),
    ):
        brought_up(tmp_path, nlm)


def test_a_page_that_lists_no_baseline_is_no_mirror(tmp_path: Path) -> None:
    with Nlm({}, UPDATES) as nlm, pytest.raises(MirrorError, match="no baseline"):
        brought_up(tmp_path, nlm)


def test_who_presses_ctrl_c_does_not_wait_for_files_on_their_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, waited_for = threading.Event(), []
    real = Transfer.fetch

    def fetch(transfer: Transfer, path: str, folder: Path) -> Fetched:
        if path.endswith(name(1)):
            return real(transfer, path, folder)
        if not over.wait(10):
            waited_for.append(path)
        raise SourceUnavailable("Left behind.")

    def press(_: Step) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Transfer, "fetch", fetch)
    with Nlm(BASELINE, UPDATES) as nlm, Transfer(nlm.url) as transfer:
        with pytest.raises(KeyboardInterrupt):
            update(Library(tmp_path), transfer, WORK, on_step=press)
        over.set()
    assert waited_for == []
    assert [file.name for file in manifest_of(tmp_path).files] == [name(1)]


@pytest.mark.parametrize("url", ["http://xn--/", "http://[::1"])
def test_a_server_whose_name_is_none_is_one_sentence(url: str) -> None:
    with Transfer(url) as transfer, pytest.raises(MirrorError, match="is no address"):
        transfer.text("baseline/", most_bytes=10)
