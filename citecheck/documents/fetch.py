"""Fetches one page from the web, within bounds of size, time and redirects."""

from __future__ import annotations

import re
import time
from typing import NamedTuple

from citecheck._version import __version__
from citecheck.documents.kinds import Kind
from citecheck.errors import UnreadableDocument, UnsupportedFormat

_MAX_REDIRECTS = 5
_STEP_TIMEOUT_S = 15.0
_KINDS: dict[str, Kind | None] = {
    "": None,
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I)


class Page(NamedTuple):
    """What came back. `kind` is None where the server did not say what it sends."""

    data: bytes
    kind: Kind | None
    charset: str | None
    partial: str | None


def fetch(url: str, *, max_bytes: int, timeout_s: float) -> Page:
    """The page at an http(s) address.

    Raises: UnreadableDocument if there is no answer, an answer that is no page, or one of
    more than `max_bytes`; UnsupportedFormat if it is neither HTML nor text. A connection that
    breaks after the first bytes gives what came, with `partial` saying so.
    """
    import httpx

    started = time.monotonic()
    headers = {
        "User-Agent": f"citecheck/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9",
    }
    step = httpx.Timeout(min(_STEP_TIMEOUT_S, timeout_s))
    data = bytearray()
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=_MAX_REDIRECTS, timeout=step, headers=headers
            ) as client,
            client.stream("GET", url) as reply,
        ):
            if reply.status_code != httpx.codes.OK:
                raise UnreadableDocument(
                    f"{url} could not be read: the server answered "
                    f"{reply.status_code} {reply.reason_phrase}".rstrip()
                    + "."
                )
            content_type = reply.headers.get("content-type", "")
            kind = _kind(url, content_type)
            charset = _CHARSET.search(content_type)
            _check_size(url, reply.headers.get("content-length", ""), max_bytes)
            partial = None
            try:
                for chunk in reply.iter_bytes():
                    data += chunk
                    if len(data) > max_bytes:
                        raise _too_big(url, max_bytes)
                    if time.monotonic() - started > timeout_s:
                        partial = f"The server was too slow: only the first {len(data)} bytes came."
                        break
            except httpx.HTTPError:
                if not data:
                    raise
                partial = f"The connection broke: only the first {len(data)} bytes came."
    except httpx.TimeoutException as error:
        raise UnreadableDocument(f"{url} could not be read: no answer in time.") from error
    except httpx.TooManyRedirects as error:
        raise UnreadableDocument(
            f"{url} could not be read: more than {_MAX_REDIRECTS} redirects."
        ) from error
    except httpx.UnsupportedProtocol as error:
        raise UnreadableDocument(
            f"{url} could not be read: it leads to an address that is not http or https."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise UnreadableDocument(f"{url} could not be read: {_reason(error)}.") from error
    return Page(bytes(data), kind, charset[1] if charset else None, partial)


def _kind(url: str, content_type: str) -> Kind | None:
    name = content_type.partition(";")[0].strip().lower()
    if name not in _KINDS:
        raise UnsupportedFormat(f"{url} is {name[:60]}, not a page of HTML or text.")
    return _KINDS[name]


def _check_size(url: str, content_length: str, max_bytes: int) -> None:
    if content_length.isdigit() and int(content_length) > max_bytes:
        raise _too_big(url, max_bytes)


def _too_big(url: str, max_bytes: int) -> UnreadableDocument:
    return UnreadableDocument(f"{url} is too big: at most {max_bytes:,} bytes are read.")


def _reason(error: Exception) -> str:
    text = " ".join(str(error).split()).rstrip(".")
    return text[:200] or type(error).__name__
