"""Replies kept on disk, so that the same question is asked once.

diskcache's own disks unpickle what they find in their folder, JSONDisk included
(CVE-2025-69872). `PlainDisk` stores str keys and bytes values, takes back nothing else,
and opens no file outside its folder: a planted row or file name is a miss, never code.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

import diskcache
from diskcache.core import MODE_BINARY, MODE_RAW, UNKNOWN

from citecheck.entrez.wire import Kind

Kept = Kind | Literal["judgement"]
AGE_LIMIT_S: Final[dict[Kept, int]] = {
    "search": 86_400,
    "record": 7 * 86_400,
    "judgement": 90 * 86_400,
}
"""Searches a day. Records a week: they carry the standing; a retraction must not stay unseen.
Judgements are of a text that their key holds; a season, since models change behind a name."""
SIZE_LIMIT: Final = 2 * 1024**3


_LATEST_S: Final = 253_402_300_799
"""The last second of the year 9999."""


class Planted(ValueError):
    """A row of the cache that citecheck never wrote."""


class CacheDamaged(OSError):
    """The database of kept replies cannot be used: it holds what citecheck never writes there."""

    def __init__(self) -> None:
        super().__init__("its database is damaged; delete the folder")


_STRANGE: Final = (
    OSError, sqlite3.Error, diskcache.Timeout,
    TypeError, ValueError, AttributeError, ArithmeticError,
)  # fmt: skip
"""What planted rows and settings lead diskcache to: a row can hold a value of any type."""


class PlainDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """str keys, bytes values, nothing pickled, every file inside the folder."""

    def put(self, key: Any) -> tuple[str, bool]:
        if not isinstance(key, str):
            raise TypeError("a cache key is text")
        return key, True

    def get(self, key: Any, raw: bool) -> Any:
        if not isinstance(key, str) or not raw:
            raise Planted("a key that is no text")
        return key

    def store(self, value: Any, read: bool, key: Any = UNKNOWN) -> Any:
        if read or not isinstance(value, bytes):
            raise TypeError("a cached reply is bytes")
        return super().store(value, False, key=key)

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode not in (MODE_RAW, MODE_BINARY) or read:
            raise Planted(f"a value of mode {mode}")
        if filename is None:
            if not isinstance(value, bytes):
                raise Planted("a value that is no bytes")
            return value
        file = self._inside(filename)
        if file.suffix != ".val":
            raise Planted("a file of another kind")
        return file.read_bytes()

    def remove(self, file_path: str) -> None:
        with suppress(Planted):
            self._inside(file_path)
            super().remove(file_path)

    def _inside(self, name: object) -> Path:
        folder = Path(self._directory).resolve()
        if not isinstance(name, str) or "\0" in name:
            raise Planted("a file without a name")
        file = (folder / name).resolve()
        if not file.is_relative_to(folder):
            raise Planted("a file outside the folder")
        return file


class CacheInfo(NamedTuple):
    """What the cache holds: `size` in bytes on disk."""

    folder: Path
    entries: int
    size: int


class StoredReply(NamedTuple):
    """A reply and when it was put in, in seconds since 1970."""

    body: bytes
    stored_at: float


class ReplyCache:
    """Replies by question; safe between threads and processes. Failures are never put in.

    A row that cannot be used is no reason to stop: its question is then a miss.
    Raises: OSError and sqlite3.Error for a folder, or a database in it, that cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        # What lies here is believed for a week; others must not be able to write it.
        folder.chmod(0o700)
        # All of diskcache's settings: those in the database are anybody's.
        settings = {
            **diskcache.DEFAULT_SETTINGS,
            "size_limit": SIZE_LIMIT,
            "eviction_policy": "least-recently-stored",
        }
        try:
            self._cache = diskcache.Cache(str(folder), disk=PlainDisk, timeout=10, **settings)
        except OSError:
            raise
        except _STRANGE as error:
            # Any other error of SQLite is of the file; this one is of what stands in it.
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
            if code == sqlite3.SQLITE_ERROR:
                raise CacheDamaged from error
            raise

    def get(self, key: str) -> bytes | None:
        """The reply, or None if there is none, it is too old, or it is not ours."""
        return self._with_expiry(key)[0]

    def stored(self, key: str, kind: Kept) -> StoredReply | None:
        """`get`, with the time at which the reply was put in as one of this kind."""
        body, expires_at = self._with_expiry(key)
        if body is None or expires_at is None:
            return None
        stored_at = expires_at - AGE_LIMIT_S[kind]
        # A row that says it was put in at no time of any calendar was planted.
        return StoredReply(body, stored_at) if 0 <= stored_at <= _LATEST_S else None

    def _with_expiry(self, key: str) -> tuple[bytes | None, float | None]:
        try:
            body, expires_at = self._cache.get(key, expire_time=True)
        except _STRANGE:
            return None, None
        return (
            body if isinstance(body, bytes) else None,
            expires_at if isinstance(expires_at, float) else None,
        )

    def put(self, key: str, reply: bytes, kind: Kept) -> None:
        """Keep a reply that was believed; a cache that is full or locked keeps nothing."""
        try:
            self._cache.set(key, reply, expire=AGE_LIMIT_S[kind])
        except _STRANGE:
            return

    def clear(self) -> int:
        """Forget everything; how many replies there were. Raises: CacheDamaged."""
        try:
            return int(self._cache.clear())
        except _STRANGE as error:
            raise CacheDamaged from error

    def info(self) -> CacheInfo:
        """What is kept. Raises: CacheDamaged."""
        try:
            return CacheInfo(self.folder, len(self._cache), int(self._cache.volume()))
        except _STRANGE as error:
            raise CacheDamaged from error

    def close(self) -> None:
        """Close the files."""
        self._cache.close()


def reply_folder(cache_dir: Path | None) -> Path:
    """Where replies are kept: a folder of their own in the one the user names.

    Else in `cache/` of a checkout, else in the user's cache folder.
    """
    import platformdirs

    checkout = Path(__file__).resolve().parents[2] / "cache"
    if cache_dir is not None:
        home = cache_dir
    elif (checkout / ".gitignore").is_file() and os.access(checkout, os.W_OK):
        home = checkout
    else:
        home = platformdirs.user_cache_path("citecheck")
    return home / "replies"
