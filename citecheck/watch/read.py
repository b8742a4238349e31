"""A listed page becomes a document, unless it is what it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

from citecheck.documents.fetch import fetch_page, raw_of
from citecheck.documents.parse import Raw, document_of
from citecheck.documents.read import is_url, read_file, unreadable
from citecheck.errors import DocumentError, UnreadableDocument
from citecheck.model.settings import Settings
from citecheck.model.watch import (
    Fetched,
    Gone,
    Listed,
    NotModified,
    Reading,
    Validators,
    Watch,
)
from citecheck.watch.source import manners
from citecheck.web.fetch import Fetcher, Reply
from citecheck.web.labels import label

_NOT_FOUND = 404


def read_page(
    page: Listed,
    validators: Validators | None,
    watch: Watch,
    fetcher: Fetcher,
    settings: Settings,
) -> Reading:
    """What came of reading `page`, a file or an address; nothing is raised.

    With `validators` of the last reading, a page that did not change is `NotModified`: for
    files by size and time or content, for addresses by a conditional request or content.
    """
    try:
        if is_url(page.origin):
            return _from_web(page.origin, validators, watch, fetcher, settings)
        return _from_file(page.origin, validators or Validators(), watch)
    except DocumentError as error:
        return unreadable(page.origin, error)


def _from_web(
    url: str,
    validators: Validators | None,
    watch: Watch,
    fetcher: Fetcher,
    settings: Settings,
) -> Reading:
    if settings.offline:
        raise UnreadableDocument(f"{label(url)} is not fetched, because this run is offline.")
    reply = fetch_page(
        url,
        fetcher,
        manners=manners(watch, settings),
        max_bytes=watch.max_page_bytes,
        validators=validators,
    )
    if isinstance(reply, Reply):
        return _fetched(raw_of(reply, url), url, reply.validators, reply.final_url)
    return reply


def _from_file(origin: str, known: Validators, watch: Watch) -> Reading:
    path = Path(watch.folder) / origin
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Gone(status=_NOT_FOUND, reason=f"There is no file {label(origin)}.")
    except (OSError, ValueError):
        found = None
    stamp = f"{found.st_size}-{found.st_mtime_ns}" if found else None
    if stamp and stamp == known.etag:
        return NotModified(validators=known)
    raw = read_file(path, origin, watch.max_page_bytes)
    now = Validators(etag=stamp, content=hashlib.sha256(raw.data).hexdigest())
    if now.content == known.content:
        return NotModified(validators=now)
    return _fetched(raw, origin, now, origin)


def _fetched(raw: Raw, origin: str, validators: Validators, final_origin: str) -> Fetched:
    return Fetched(
        document=document_of(raw, origin), validators=validators, final_origin=final_origin
    )
