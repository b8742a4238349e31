"""Bulk files over HTTPS: resumed where they broke off, and checked against their .md5."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from citecheck.entrez.connection import http_client
from citecheck.errors import MirrorError, SourceUnavailable
from citecheck.mirror.space import out_of_space
from citecheck.model.closing import Closing

if TYPE_CHECKING:
    import httpx

BULK_URL = "https://ftp.ncbi.nlm.nih.gov/pubmed/"
TRIES = 5
FIRST_WAIT_S = 1.0
"""Before the second try; each further one waits twice as long."""
TIMEOUT_S = 60.0
MOST_BYTES = 2_000_000_000
Result = TypeVar("Result")
_MD5 = re.compile(r"\b[0-9a-fA-F]{32}\b")


class Fetched(NamedTuple):
    """A file that is here and whole; `dated` is the ISO date that the server gives it."""

    path: Path
    md5: str
    dated: str


class _Broken(Exception):
    """One try that failed and may be repeated."""


class Missing(SourceUnavailable):
    """The server has no such file."""


class Transfer(Closing):
    """A connection to the folders below `base_url`; a context manager, safe between threads.

    Raises: ConfigError for a proxy or certificates of the environment that cannot be used.
    """

    def __init__(
        self,
        base_url: str = BULK_URL,
        *,
        timeout_s: float = TIMEOUT_S,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/") + "/"
        self._sleep = sleep
        self._client = http_client(timeout_s)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def text(self, path: str, most_bytes: int) -> str:
        """A small text. Raises: SourceUnavailable, Missing."""

        def once() -> str:
            with self._response(path, {}) as reply:
                content = b""
                for block in reply.iter_bytes():
                    content += block
                    if len(content) > most_bytes:
                        raise SourceUnavailable(f"{self.base_url}{path} is longer than expected.")
            return content.decode("utf-8", "replace")

        return self._tried(path, once)

    def fetch(self, path: str, folder: Path) -> Fetched:
        """A bulk file below `folder`, whole.

        What an earlier call left is continued, or is it. Raises: SourceUnavailable (with every try
        used up, or the .md5 not matched), Missing, MirrorError for a full disk.
        """
        told = _MD5.search(self.text(path + ".md5", 10_000))
        if told is None:
            raise SourceUnavailable(f"{self.base_url}{path}.md5 holds no checksum.")
        part = folder / (path.rsplit("/", 1)[-1] + ".part")
        whole = part.with_suffix("")

        def once() -> Fetched:
            if whole.exists() and md5_of(whole) == told[0].lower():
                return Fetched(whole, told[0].lower(), date_of(whole))
            dated = self._continue(path, part)
            found = md5_of(part)
            if found != told[0].lower():
                part.unlink()
                raise _Broken("what came does not match its .md5")
            moment = datetime.fromisoformat(dated).replace(tzinfo=UTC).timestamp()
            os.utime(part, (moment, moment))
            part.replace(whole)
            return Fetched(whole, found, dated)

        try:
            folder.mkdir(parents=True, exist_ok=True)
            return self._tried(path, once)
        except OSError as error:
            full = out_of_space(folder, error)
            reason = "is full" if full else f"cannot be written: {error.strerror}"
            raise MirrorError(f"The disk that holds {str(folder)!r} {reason}.") from None

    def _continue(self, path: str, part: Path) -> str:
        """Bring the part to its end; the date of the file."""
        have = part.stat().st_size if part.exists() else 0
        with self._response(path, {"Range": f"bytes={have}-"} if have else {}) as reply:
            if reply.status_code == 416:
                # Nothing is left to send: the sum will tell whether it is the right file.
                return _date(reply)
            started = reply.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            append = reply.status_code == 206 and started
            with part.open("ab" if append else "wb") as stream:
                size = have if append else 0
                for block in reply.iter_raw():
                    size += len(block)
                    if size > MOST_BYTES:
                        raise _Broken("it is longer than any bulk file")
                    stream.write(block)
            return _date(reply)

    @contextmanager
    def _response(self, path: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        import httpx

        headers = {"Accept-Encoding": "identity", **headers}
        try:
            with self._client.stream("GET", self.base_url + path, headers=headers) as reply:
                if reply.status_code == 404:
                    raise Missing(f"{self.base_url}{path} does not exist.", source="bulk files")
                if reply.status_code not in (200, 206, 416):
                    raise _Broken(f"HTTP {reply.status_code}")
                yield reply
        except httpx.HTTPError as error:
            raise _Broken(str(error) or type(error).__name__) from None
        except (httpx.InvalidURL, UnicodeError) as error:
            raise MirrorError(f"{self.base_url!r} is no address: {error}.") from None

    def _tried(self, path: str, once: Callable[[], Result]) -> Result:
        wait = FIRST_WAIT_S
        for attempt in range(1, TRIES + 1):
            try:
                return once()
            except _Broken as error:
                if attempt == TRIES:
                    raise SourceUnavailable(
                        f"{self.base_url}{path} could not be fetched: {error}.",
                        source="bulk files",
                        request=path,
                        attempts=attempt,
                    ) from None
            self._sleep(wait)
            wait *= 2
        raise AssertionError("the last try returns or raises")


def md5_of(path: Path) -> str:
    """The MD5 of a file, as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


def date_of(path: Path) -> str:
    """The ISO date on which a file was last changed, in UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()


def _date(reply: httpx.Response) -> str:
    try:
        return parsedate_to_datetime(reply.headers["Last-Modified"]).date().isoformat()
    except (KeyError, ValueError, TypeError, OverflowError):
        return datetime.now(UTC).date().isoformat()
