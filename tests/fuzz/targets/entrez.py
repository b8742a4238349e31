"""What PubMed's server answers, and what lies in the folders that runs share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from citecheck.entrez.replies import Refused, Retryable
from citecheck.errors import BadSource, SourceUnavailable
from tests.fuzz.target import Target
from tests.fuzz.targets.pubmed import _XML, _xml_seeds

_ESEARCH: Final = (
    b'"esearchresult": ', b'"count": "', b'"idlist": ', b'["1", "2"]', b'"errorlist": ', b"null",
    b"{}", b'"phrasesnotfound": ["a"]', b'"warninglist": ', b'"querytranslation": ',
    b'"ERROR": "', b"[", b"{", b'"error": "API rate limit exceeded"', b"<html>", b"1e999",
    b"NaN", b"-1", b"\n", b"]", b"}", b"\xff",
)  # fmt: skip
_DATES: Final = (
    b"Retry-After", b"Wed, 21 Oct 2015 07:28:00 GMT", b"-1", b"1e999", b"nan", b"inf", b" -0000",
    b"Mon, 31 Feb 2019", b"+9999", b"99999999999999999999", b"GMT", b", ", b":", b" Jan ",
)  # fmt: skip
_SQL: Final = (
    b"UPDATE Cache SET mode = ", b"UPDATE Cache SET value = ", b"UPDATE Cache SET filename = ",
    b"'../../etc/passwd'", b"UPDATE Cache SET key = ", b"UPDATE Cache SET raw = 0", b"; ",
    b"NULL", b"UPDATE Settings SET value = ", b"DROP TABLE Cache", b"x'80049500'", b"1e999",
    b"-1", b"'a'", b"UPDATE Cache SET expire_time = ", b"UPDATE Cache SET size = ",
    b"'/etc/hostname'", b"'x.val'", b"DELETE FROM Settings", b"'pickle'", b"99999999999999",
    b"PRAGMA user_version = 9", b"4",
)  # fmt: skip


class Unusable(Exception):
    """What whoever opens PubMed tells as a BadSource."""


def _esearch(data: bytes) -> object:
    from citecheck.entrez.replies import read_search

    found = read_search(data, limit=20)
    assert len(set(found.pmids)) >= min(found.count, 20)
    return found


def _efetch(data: bytes) -> object:
    """Studies; and each record by itself, as it is kept, is read as the same study."""
    from citecheck.entrez.records import one_by_one
    from citecheck.entrez.replies import read_records

    found = read_records(data)
    for reply in one_by_one(data).values():
        read_records(reply)
    return found


def _ecitmatch(data: bytes) -> object:
    from citecheck.entrez.replies import read_citations

    return read_citations(data, keys=2)


def _retry_after(data: bytes) -> object:
    """The headers by which servers ask to wait: a number within bounds."""
    from citecheck.entrez.patience import LONGEST_HOLD_S, hold_s

    seconds = hold_s(data.decode("latin-1"), 1_700_000_000.0)
    assert 0.0 <= seconds <= LONGEST_HOLD_S
    return seconds


def _cache_row(data: bytes) -> object:
    """Rows that a stranger changed in the database of kept replies: an answer of ours, or none."""
    from citecheck.entrez.cache import CacheDamaged, ReplyCache

    with TemporaryDirectory() as name:
        folder = Path(name) / "replies"
        with closing(ReplyCache(folder)) as cache:
            cache.put("search-a", b"small", "search")
            cache.put("record-b", b"large" * 20_000, "record")
        _run(folder / "cache.db", data)
        try:
            cache = ReplyCache(folder)
        except (OSError, sqlite3.Error) as error:
            raise Unusable(str(error)) from error
        with closing(cache):
            for key in ("search-a", "record-b"):
                body = cache.get(key)
                assert body is None or isinstance(body, bytes)
                cache.stored(key, "search")
            cache.put("search-c", b"new", "search")
            try:
                cache.info()
                return cache.clear()
            except CacheDamaged as error:
                raise Unusable(str(error)) from error


def _cache_file(data: bytes) -> object:
    """A file that is no database where the kept replies should be."""
    from citecheck.entrez.open import open_pubmed
    from citecheck.model.settings import Settings

    with TemporaryDirectory() as name:
        folder = Path(name) / "replies"
        folder.mkdir()
        (folder / "cache.db").write_bytes(data)
        source = open_pubmed(Settings(cache_dir=Path(name), offline=True))
        source.close()
        return source.info


def _pace(data: bytes) -> object:
    """The files by which processes share their rhythm, as a stranger left them."""
    from citecheck.entrez.pace import SharedPace

    with TemporaryDirectory() as name:
        folder = Path(name)
        SharedPace(folder, server="a").close()
        [database] = folder.glob("*.sqlite")
        if data[:1] == b"S":
            database.write_bytes(data[1:])
        elif data[:1] == b"H":
            database.with_suffix(".hold").write_bytes(data[1:])
        else:
            _run(database, data)
        now = iter(range(1_700_000_000, 1_800_000_000))
        try:
            pace = SharedPace(
                folder, server="a", now=lambda: float(next(now)), sleep=lambda _: None
            )
        except sqlite3.Error as error:
            raise Unusable(str(error)) from error
        try:
            pace.hold(5)
            return pace.wait(1_700_000_040.0)
        finally:
            pace.close()


def _run(database: Path, script: bytes) -> None:
    """Whatever of the script SQLite takes."""
    connection = sqlite3.connect(database)
    try:
        for line in script.decode("utf-8", "replace").split(";"):
            try:
                connection.execute(line)
            except (sqlite3.Error, sqlite3.Warning, ValueError):
                continue
        connection.commit()
    except sqlite3.Error:
        return
    finally:
        connection.close()


def _esearch_seeds() -> Iterator[bytes]:
    yield (
        b'{"header": {}, "esearchresult": {"count": "2", "retmax": "2", "retstart": "0", "idlist": '
        b'["7", "8"], "querytranslation": "zinc", "errorlist": {"phrasesnotfound": ["glow"], '
        b'"fieldsnotfound": []}, "warninglist": {"phrasesignored": ["the"], "outputmessages": []}}}'
    )
    yield b'{"esearchresult": {"ERROR": "Search Backend failed:\n try later"}}'
    yield b'{"error": "API rate limit exceeded", "count": "11"}'
    yield b"<!DOCTYPE html><html><body>Sorry</body></html>"


def _efetch_seeds() -> Iterator[bytes]:
    yield from _xml_seeds()
    yield b"<eFetchResult><ERROR>ID list is empty! id parameter is empty</ERROR></eFetchResult>"


def _ecitmatch_seeds() -> Iterator[bytes]:
    yield b"J Snow|2019|3|1|Smith J|0|90000001\nJ Rain|2020|4|12|Jones B|1|NOT_FOUND;INVALID\n"
    yield b"J Snow|2019|3|1|Smith J|0|AMBIGUOUS 2 citations found\nJ|1|2|3|A|1|\n"


def _date_seeds() -> Iterator[bytes]:
    yield b"120"
    yield b"Wed, 21 Oct 2015 07:28:00 GMT"


def _row_seeds() -> Iterator[bytes]:
    yield b"UPDATE Cache SET mode = 4, value = x'80049500'; UPDATE Cache SET filename = '../a.val'"
    yield b"UPDATE Settings SET value = 0 WHERE key = 'size_limit'"
    yield b"UPDATE Cache SET expire_time = 'soon'"


def _database_seeds() -> Iterator[bytes]:
    yield b"SQLite format 3\x00" + bytes(84)
    yield b"not a database"
    yield b""


def _pace_seeds() -> Iterator[bytes]:
    yield b"UPDATE turns SET item_timestamp = 99999999999999"
    yield b"INSERT INTO turns VALUES ('request', 1700000000000)"
    yield b"DROP TABLE turns"
    yield b"H1700000009.5"
    yield b"Sno database"


TARGETS: Final = (
    Target("esearch", _esearch, _esearch_seeds, (Retryable, Refused), _ESEARCH, internal=True),
    Target(
        "efetch",
        _efetch,
        _efetch_seeds,
        (Retryable, Refused),
        _XML,
        internal=True,
        most_bytes=12_000,
    ),
    Target(
        "ecitmatch",
        _ecitmatch,
        _ecitmatch_seeds,
        (Retryable, Refused),
        (
            b"|",
            b"\n",
            b"NOT_FOUND",
            b"AMBIGUOUS",
            "\u00b2".encode(),
            "\u0661".encode(),
            b"1" * 5_000,
        ),
        internal=True,
        weight=1,
    ),
    Target("retry-after", _retry_after, _date_seeds, (), _DATES, weight=1, most_bytes=300),
    Target("cache-rows", _cache_row, _row_seeds, (Unusable,), _SQL, most_bytes=600, repeats=False),
    Target("cache-file", _cache_file, _database_seeds, (BadSource,), weight=1, repeats=False),
    Target(
        "pace-files",
        _pace,
        _pace_seeds,
        (SourceUnavailable, Unusable),
        (
            b"UPDATE turns SET ",
            b"item_timestamp = ",
            b"name = ",
            b"'a'",
            b"1e999",
            b"-1",
            b"H",
            b"S",
            b"NULL",
            b"DELETE FROM turns",
            b"ALTER TABLE turns ADD COLUMN a",
            b"nan",
            b"inf",
        ),
        most_bytes=600,
        repeats=False,
        weight=1,
    ),
)
