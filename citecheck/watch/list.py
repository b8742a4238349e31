"""The pages of a watch: files, addresses, lists, sitemaps and feeds, each page once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import translate
from hashlib import blake2b
from typing import TYPE_CHECKING

from citecheck.documents.read import is_url
from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Trouble, Watch
from citecheck.watch.gather import Source, sources
from citecheck.watch.source import Entry, SourceFailed
from citecheck.web.fetch import Fetcher
from citecheck.web.labels import label

if TYPE_CHECKING:
    import httpx


def listed(watch: Watch, fetcher: Fetcher, settings: Settings) -> Iterator[Listed | Trouble]:
    """Every page of the watch once, in a stable order, found as the caller asks for the next.

    A sitemap, feed, list or pattern that fails is one `Trouble`, and the others go on. Where
    there are more than `max_pages`, the first of them are listed, and one `Trouble` says so.
    Raises nothing but what is a bug.
    """
    choose = _Choice(watch)
    for source in sources(watch, fetcher, settings):
        left_out = _LeftOut(source)
        for entry in _safely(source):
            if isinstance(entry, SourceFailed):
                yield Trouble(watch=watch.name, source=source.name, reason=str(entry))
            elif (origin := left_out.unless(entry)) and choose.is_new(origin):
                if choose.is_full:
                    more = f"leads to more than {watch.max_pages:,} pages (max_pages)"
                    reason = f"{label(source.name)} {more}; those after are not watched."
                    yield Trouble(watch=watch.name, source=source.name, reason=reason)
                    return
                choose.take(origin)
                yield Listed(origin=origin, watch=watch.name, by=source.by, modified=entry.modified)
        for what in left_out.told():
            reason = f"{label(source.name)} names {what}, which are not watched."
            yield Trouble(watch=watch.name, source=source.name, reason=reason, incomplete=False)


def _safely(source: Source) -> Iterator[Entry | SourceFailed]:
    try:
        yield from source.entries
    except SourceFailed as error:
        yield error


class _LeftOut:
    """What a source names and nobody can or should read; counted, for it may be a lot."""

    def __init__(self, source: Source) -> None:
        # A sitemap speaks for its own server (sitemaps.org, "Sitemaps & Cross Submits").
        self._host = _host(source.name) if source.by == "sitemap" else None
        self._broken = self._strange = 0

    def unless(self, entry: Entry) -> str | None:
        """The origin of an entry, or None where it is left out."""
        origin = _origin(entry.origin)
        if origin is None:
            self._broken += 1
        elif self._host is not None and _host(origin) != self._host:
            self._strange += 1
        else:
            return origin
        return None

    def told(self) -> Iterator[str]:
        """What was left out, for a sentence."""
        if self._broken:
            yield f"{self._broken:,} addresses that are none"
        if self._strange:
            yield f"{self._strange:,} pages of other servers"


class _Choice:
    """The pages that were taken, and those that the patterns of the watch let in."""

    def __init__(self, watch: Watch) -> None:
        self._most = watch.max_pages
        self._taken: set[bytes] = set()
        self._include, self._exclude = _matcher(watch.include), _matcher(watch.exclude)
        self._any = not watch.include

    @property
    def is_full(self) -> bool:
        return len(self._taken) >= self._most

    def is_new(self, origin: str) -> bool:
        """Whether the page is watched and was not taken yet."""
        wanted = (self._any or self._include(origin)) and not self._exclude(origin)
        return wanted and _key(origin) not in self._taken

    def take(self, origin: str) -> None:
        self._taken.add(_key(origin))


def _key(origin: str) -> bytes:
    return blake2b(origin.encode("utf-8", "replace"), digest_size=16).digest()


def _matcher(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    compiled = [re.compile(translate(pattern)) for pattern in patterns]
    return lambda origin: any(pattern.match(origin) for pattern in compiled)


def _origin(said: str) -> str | None:
    """A path as it is; an address in its plainest form, without its fragment; None for neither."""
    if not is_url(said):
        return said
    url = _address(said)
    if url is None or url.scheme not in ("http", "https") or url.userinfo:
        return None
    return str(url.copy_with(fragment=None))


def _host(address: str) -> str:
    url = _address(address)
    return "" if url is None else url.host.removeprefix("www.")


def _address(said: str) -> httpx.URL | None:
    """An address with a server's name that can be read; None for any other."""
    import httpx

    try:
        url = httpx.URL(said)
        return url if url.host else None
    except (httpx.InvalidURL, ValueError):
        return None
