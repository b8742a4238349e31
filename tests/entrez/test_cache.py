"""The cache: what is kept, for how long, and what a planted entry can do (nothing)."""

from __future__ import annotations

import os
import pickle
import sqlite3
import stat
from pathlib import Path

import pytest

from citecheck.entrez.cache import (
    AGE_LIMIT_S,
    CacheDamaged,
    PlainDisk,
    Planted,
    ReplyCache,
    reply_folder,
)

KEY = "search-abc"


class Bomb:
    """Unpickling this makes a folder: proof that it was run."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (os.mkdir, (str(self.mark),))


@pytest.fixture
def cache(tmp_path: Path) -> ReplyCache:
    return ReplyCache(tmp_path / "replies")


def plant(cache: ReplyCache, **columns: object) -> None:
    """Overwrite the row of KEY behind the cache's back."""
    cache.put(KEY, b"true", "search")
    cache.close()
    with sqlite3.connect(cache.folder / "cache.db") as rows:
        names = ", ".join(f"{name} = ?" for name in columns)
        rows.execute(f"UPDATE Cache SET {names}", list(columns.values()))
    rows.close()


def test_a_reply_comes_back_as_it_was_put_small_or_large(cache: ReplyCache) -> None:
    for reply in (b"{}", os.urandom(200_000)):
        cache.put(KEY, reply, "search")
        assert cache.get(KEY) == reply


def test_only_the_owner_can_look_inside(cache: ReplyCache) -> None:
    assert stat.S_IMODE(cache.folder.stat().st_mode) == 0o700


def test_searches_are_kept_for_a_day_and_records_with_their_standing_for_a_week() -> None:
    day = 24 * 3600
    assert {"search": day, "record": 7 * day, "judgement": 90 * day} == AGE_LIMIT_S


def test_a_reply_comes_with_the_time_of_its_storing(
    cache: ReplyCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_750_000_000.0)
    cache.put(KEY, b"{}", "record")
    assert cache.stored(KEY, "record") == (b"{}", 1_750_000_000.0)
    assert cache.stored("record-other", "record") is None


@pytest.mark.parametrize("planted", [None, "soon"])
def test_a_reply_without_its_time_is_a_miss(cache: ReplyCache, planted: str | None) -> None:
    plant(cache, expire_time=planted)
    assert ReplyCache(cache.folder).stored(KEY, "search") is None


def test_what_is_too_old_is_a_miss(cache: ReplyCache) -> None:
    plant(cache, expire_time=1.0)
    assert ReplyCache(cache.folder).get(KEY) is None


def test_a_planted_pickle_is_not_run(cache: ReplyCache, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    plant(cache, mode=4, value=pickle.dumps(Bomb(mark)))
    assert ReplyCache(cache.folder).get(KEY) is None
    assert not mark.exists()


def test_a_planted_pickle_in_a_file_is_not_run(cache: ReplyCache, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    (cache.folder / "aa").mkdir()
    (cache.folder / "aa" / "planted.val").write_bytes(pickle.dumps(Bomb(mark)))
    plant(cache, mode=4, value=None, filename="aa/planted.val")
    assert ReplyCache(cache.folder).get(KEY) is None
    assert not mark.exists()


def test_a_pickled_key_is_not_run(cache: ReplyCache, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    with pytest.raises(Planted):
        PlainDisk(str(tmp_path)).get(pickle.dumps(Bomb(mark)), raw=False)
    assert not mark.exists()


@pytest.mark.parametrize("name", ["../outside.val", "/etc/hostname", "aa/../../outside.val"])
def test_a_planted_file_name_does_not_lead_outside(
    cache: ReplyCache, tmp_path: Path, name: str
) -> None:
    (tmp_path / "outside.val").write_bytes(b"secret")
    plant(cache, mode=2, value=None, filename=name)
    again = ReplyCache(cache.folder)
    assert again.get(KEY) is None
    again.clear()
    assert (tmp_path / "outside.val").exists()


def test_a_text_value_is_not_taken_for_a_reply(cache: ReplyCache) -> None:
    plant(cache, mode=1, value="text")
    assert ReplyCache(cache.folder).get(KEY) is None


def test_a_damaged_database_is_a_miss_and_not_an_error(cache: ReplyCache) -> None:
    cache.put(KEY, b"true", "search")
    with sqlite3.connect(cache.folder / "cache.db") as rows:
        rows.execute("DROP TABLE Cache")
    rows.close()
    assert cache.get(KEY) is None
    cache.put(KEY, b"true", "search")


def run(folder: Path, script: str) -> None:
    with sqlite3.connect(folder / "cache.db") as rows:
        rows.execute(script)
    rows.close()


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE Cache SET filename = x'00ff', mode = 2",
        "UPDATE Cache SET filename = 'a' || char(0) || '.val', mode = 2",
        "UPDATE Cache SET size = NULL",
        "UPDATE Settings SET value = 'x' WHERE key = 'disk_min_file_size'",
        "UPDATE Settings SET value = 'x' WHERE key = 'cull_limit'",
        "INSERT INTO Settings VALUES ('get', 1)",
    ],
)
def test_what_a_stranger_put_into_the_database_costs_a_miss_at_most(
    cache: ReplyCache, script: str
) -> None:
    cache.put(KEY, b"true", "search")
    cache.close()
    run(cache.folder, script)
    again = ReplyCache(cache.folder)
    assert again.get(KEY) in (None, b"true")
    again.put(KEY, b"new", "search")


@pytest.mark.parametrize(
    "script",
    [
        "INSERT INTO Settings VALUES ('directory', '/etc')",
        "INSERT INTO Settings VALUES ('disk_evil', 1)",
        "UPDATE Settings SET value = '/' WHERE key = 'sqlite_auto_vacuum'",
    ],
)
def test_strange_settings_are_told_in_one_sentence(cache: ReplyCache, script: str) -> None:
    cache.close()
    run(cache.folder, script)
    with pytest.raises(CacheDamaged, match="its database is damaged"):
        ReplyCache(cache.folder)


def test_a_count_that_is_none_is_damage(cache: ReplyCache) -> None:
    cache.put(KEY, b"true", "search")
    run(cache.folder, "UPDATE Settings SET value = NULL WHERE key = 'count'")
    with pytest.raises(CacheDamaged):
        cache.info()


def test_info_counts_and_clear_forgets(cache: ReplyCache) -> None:
    cache.put(KEY, b"true", "search")
    assert cache.info().entries == 1
    assert cache.clear() == 1
    assert cache.get(KEY) is None


@pytest.mark.parametrize("expires", [1e300, float("inf")])
def test_a_row_of_no_time_in_any_calendar_is_a_miss(cache: ReplyCache, expires: float) -> None:
    plant(cache, expire_time=expires)
    assert ReplyCache(cache.folder).stored(KEY, "search") is None


def test_only_bytes_under_text_keys_can_be_kept(tmp_path: Path) -> None:
    disk = PlainDisk(str(tmp_path))
    with pytest.raises(TypeError):
        disk.store({"a": 1}, read=False)
    with pytest.raises(TypeError):
        disk.put(("a", 1))


def test_a_folder_that_the_user_names_keeps_its_own_rights(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    ReplyCache(reply_folder(tmp_path)).close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "replies").stat().st_mode) == 0o700


def test_without_a_name_replies_are_kept_in_the_checkout() -> None:
    assert reply_folder(None) == Path(__file__).parents[2] / "cache" / "replies"
