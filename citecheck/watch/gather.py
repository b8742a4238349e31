"""What each source of a watch names, read as the caller asks for the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from citecheck.documents.read import is_url
from citecheck.errors import DocumentError
from citecheck.model.settings import Settings
from citecheck.model.watch import Gone, ListedBy, Watch
from citecheck.watch import feeds, files, sitemaps
from citecheck.watch.source import Entry, SourceFailed, failed, manners
from citecheck.web.fetch import Fetcher, Reply

_Load = Callable[[str, int], bytes]


class Source(NamedTuple):
    """One source of a watch; its `entries` may raise `SourceFailed` as they are read."""

    by: ListedBy
    name: str
    entries: Iterator[Entry | SourceFailed]


def sources(watch: Watch, fetcher: Fetcher, settings: Settings) -> Iterator[Source]:
    """Each source, in the order of kinds in `ListedBy` and of the configuration within one."""
    load = partial(_load, watch=watch, fetcher=fetcher, settings=settings)
    for pattern in watch.files:
        matching = files.matching(pattern, watch.folder, watch.max_pages)
        yield Source("file", pattern, matching)
    for url in watch.urls:
        yield Source("url", url, iter([Entry(url)]))
    for name in watch.lists:
        yield Source("list", name, _list(name, watch, load))
    for url in watch.sitemaps:
        walk = sitemaps.walk(url, lambda inner: load(inner, sitemaps.MOST_BYTES))
        yield Source("sitemap", url, walk)
    for url in watch.feeds:
        yield Source("feed", url, _feed(url, load))


def _list(name: str, watch: Watch, load: _Load) -> Iterator[Entry]:
    if is_url(name):
        yield from files.lines(load(name, files.MOST_LIST_BYTES))
    else:
        yield from files.lines(files.load(Path(watch.folder) / name, name))


def _feed(url: str, load: _Load) -> Iterator[Entry]:
    yield from feeds.entries(load(url, feeds.MOST_BYTES), url)


def _load(url: str, most: int, watch: Watch, fetcher: Fetcher, settings: Settings) -> bytes:
    """What stands at an address, as a whole. Raises: SourceFailed."""
    if settings.offline:
        raise failed(url, "this run is offline")
    try:
        reply = fetcher.fetch(url, manners=manners(watch, settings), max_bytes=most)
    except DocumentError as error:
        raise SourceFailed(str(error)) from error
    if isinstance(reply, Gone):
        raise SourceFailed(reply.reason)
    assert isinstance(reply, Reply), "nothing was known of it before"
    if reply.partial:
        raise failed(url, "only a part of it came")
    return reply.data
