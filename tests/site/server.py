"""A loopback site to list, read and audit.

    with Site(pages=300) as site:
        site.sitemap, site.feed        addresses to put in a watch
        site.address(7)                the address of page 7
        site.change(7)                 page 7 now holds other claims
        site.touch(7)                  page 7 has a new date and ETag, and the same text
        site.remove(7)                 page 7 is 404, and in no sitemap
        site.add()                     one page more; its number
        site.requests["/pages/7.html"] how often it was asked for
        site.not_modified              of those, how often the answer was 304, by path
        site.forget()                  counters back to nothing

The sitemap is an index of gzipped sitemaps of `per_sitemap` pages, and one plain sitemap of the
`extras`: files in other formats and pages that go wrong (see `EXTRAS`). robots.txt disallows
`/private/`. Nothing is random: the same calls give the same bytes.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from email.utils import format_datetime
from typing import Final, Self

from tests.site.answers import HTML, Answer, Server
from tests.site.files import docx, epub, pdf
from tests.site.hostile import hostile
from tests.site.pages import Page, as_html, as_text, page

EXTRAS: Final = {
    "/guide.pdf": "a PDF that is read",
    "/guide.docx": "a Word document that is read",
    "/guide.epub": "an e-book that is read",
    "/slow.html": "a page that takes `slow_s` to answer",
    "/busy.html": "a page that says 429 the first time, and to come back in a second",
    "/missing-1.html": "a page that the sitemap names and that is 404",
    "/missing-2.html": "another",
    "/private/notes.html": "a page that robots.txt disallows",
    "/loop.html": "a redirect to a redirect back to it",
    "/huge.html": "60 MB",
    "/to-metadata.html": "a redirect to http://169.254.169.254/",
}
"""What the sitemap names beside the pages, and what comes of it."""

_START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PACKED = "application/gzip"


class Site:
    """A site of generated pages on 127.0.0.1 while its `with` block lasts.

    With `validators` false it sends neither ETag nor Last-Modified. `crawl_delay_s` is what
    its robots.txt asks for; `robots` replaces that file's text. `serve` sets a path's answer.
    """

    def __init__(
        self,
        pages: int = 20,
        *,
        per_sitemap: int = 100,
        feed_items: int = 10,
        extras: bool = False,
        validators: bool = True,
        crawl_delay_s: float | None = None,
        robots: str | None = None,
        slow_s: float = 0.5,
        port: int = 0,
    ) -> None:
        self._revisions = dict.fromkeys(range(1, pages + 1), 0)
        self._touches: Counter[int] = Counter()
        self._per_sitemap, self._feed_items = per_sitemap, feed_items
        self._extras, self._validators, self._slow_s = extras, validators, slow_s
        delay = "" if crawl_delay_s is None else f"Crawl-delay: {crawl_delay_s}\n"
        self._robots = robots or f"User-agent: *\nDisallow: /private/\n{delay}"
        self.requests: Counter[str] = Counter()
        self.not_modified: Counter[str] = Counter()
        self.agents: Counter[str] = Counter()
        self.busiest = 0
        """The most requests that were answered at one time."""
        self._busy = 0
        self._busy_said: set[str] = set()
        self._lock = threading.Lock()
        self._special: dict[str, Callable[[], Answer]] = {**hostile(), **self._own()}
        self._server = Server(self._respond, port)
        self.url = self._server.url

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *exc: object) -> None:
        self._server.__exit__(*exc)

    @property
    def sitemap(self) -> str:
        """The address of the index of sitemaps."""
        return f"{self.url}/sitemap.xml"

    @property
    def feed(self) -> str:
        """The address of the RSS feed of the pages added last; `/atom.xml` is the same as Atom."""
        return f"{self.url}/feed.xml"

    @property
    def numbers(self) -> tuple[int, ...]:
        """The pages that there are now."""
        return tuple(self._revisions)

    def address(self, number: int) -> str:
        """Where a page stands, or stood."""
        return f"{self.url}/pages/{number}.html"

    def page(self, number: int) -> Page:
        """What a page says now."""
        return page(number, self._revisions[number])

    def change(self, number: int) -> None:
        """Give a page other claims."""
        self._revisions[number] += 1

    def touch(self, number: int) -> None:
        """Give a page another date and ETag, and leave its text."""
        self._touches[number] += 1

    def remove(self, number: int) -> None:
        """Take a page away."""
        del self._revisions[number]

    def add(self) -> int:
        """One page more; its number."""
        number = max(self._revisions, default=0) + 1
        self._revisions[number] = 0
        return number

    def serve(self, path: str, answer: Callable[[], Answer]) -> None:
        """Let a path have this answer from now on."""
        self._special[path] = answer

    def forget(self) -> None:
        """Set all counters back."""
        with self._lock:
            self.busiest = 0
            for counter in (self.requests, self.not_modified, self.agents):
                counter.clear()

    def _respond(self, target: str, asked: Mapping[str, str]) -> Answer:
        path = target.partition("?")[0]
        with self._lock:
            self.requests[path] += 1
            self.agents[asked.get("user-agent", "")] += 1
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
        try:
            return self._answer(path, asked)
        finally:
            with self._lock:
                self._busy -= 1

    def _answer(self, path: str, asked: Mapping[str, str]) -> Answer:
        special = self._special.get(path)
        number = _number(path, "/pages/", ".html")
        part = _number(path, "/sitemap-", ".xml.gz")
        if special:
            return special()
        if path in _GUIDES:
            body, kind = _GUIDES[path]()
            return self._conditional(path, body, None, asked, kind)
        if number in self._revisions:
            return self._conditional(path, as_html(self.page(number)), number, asked)
        if part is not None:
            return Answer(gzip.compress(self._part(part).encode(), mtime=0), _PACKED)
        return Answer(b"<h1>Not here</h1>", status=404)

    def _conditional(
        self,
        path: str,
        body: bytes,
        number: int | None,
        asked: Mapping[str, str],
        kind: str = HTML,
    ) -> Answer:
        if not self._validators:
            return Answer(body, kind)
        touches = self._touches[number] if number is not None else 0
        made = hashlib.sha256(body + b"/%d" % touches).hexdigest()[:16]
        etag, changed = f'"{made}"', format_datetime(self._changed(number), usegmt=True)
        headers = {"ETag": etag, "Last-Modified": changed}
        same = asked.get("if-none-match") == etag if "if-none-match" in asked else None
        if same or (same is None and asked.get("if-modified-since") == changed):
            with self._lock:
                self.not_modified[path] += 1
            return Answer(status=304, headers=headers)
        return Answer(body, kind, headers=headers)

    def _changed(self, number: int | None) -> dt.datetime:
        if number is None:
            return _START
        steps = self._revisions[number] + self._touches[number]
        return _START + dt.timedelta(minutes=number, days=steps)

    def _own(self) -> dict[str, Callable[[], Answer]]:
        return {
            "/robots.txt": lambda: Answer(self._robots.encode(), "text/plain"),
            "/sitemap.xml": self._index,
            "/sitemap-extras.xml": self._extra_part,
            "/sitemap.txt": lambda: Answer(self._as_list().encode(), "text/plain"),
            "/feed.xml": self._rss,
            "/atom.xml": self._atom,
            "/private/notes.html": lambda: Answer(as_html(page(1_004))),
            "/slow.html": self._slow,
            "/busy.html": self._once_busy,
        }

    def _slow(self) -> Answer:
        time.sleep(self._slow_s)
        return Answer(as_html(page(1_005)))

    def _once_busy(self) -> Answer:
        if "/busy.html" in self._busy_said:
            return Answer(as_html(page(1_006)))
        self._busy_said.add("/busy.html")
        return Answer(b"later", "text/plain", 429, {"Retry-After": "1"})

    def _index(self) -> Answer:
        parts = -(-len(self._revisions) // self._per_sitemap)
        names = [f"sitemap-{part}.xml.gz" for part in range(parts)]
        names += ["sitemap-extras.xml"] if self._extras else []
        entries = "".join(f"<sitemap><loc>{self.url}/{name}</loc></sitemap>" for name in names)
        return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">{entries}</sitemapindex>')

    def _part(self, part: int) -> str:
        first = part * self._per_sitemap
        entries = "".join(
            f"<url><loc>{self.address(n)}</loc><lastmod>{self._changed(n).isoformat()}</lastmod>"
            "</url>"
            for n in self.numbers[first : first + self._per_sitemap]
        )
        return f'<?xml version="1.0"?>\n<urlset xmlns="{_NAMESPACE}">{entries}</urlset>'

    def _extra_part(self) -> Answer:
        entries = "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in EXTRAS)
        return _xml(f'<urlset xmlns="{_NAMESPACE}">{entries}</urlset>')

    def _as_list(self) -> str:
        return "".join(f"{self.address(number)}\n" for number in self.numbers)

    def _rss(self) -> Answer:
        items = "".join(
            f"<item><title>{self.page(n).title}</title><link>{self.address(n)}</link>"
            f"<pubDate>{format_datetime(self._changed(n), usegmt=True)}</pubDate></item>"
            for n in reversed(self.numbers[-self._feed_items :])
        )
        return _xml(
            f'<rss version="2.0"><channel><title>Health Notes</title><link>{self.url}</link>'
            f"<description>All</description>{items}</channel></rss>"
        )

    def _atom(self) -> Answer:
        entries = "".join(
            f'<entry><id>{n}</id><title>Page {n}</title><link href="/pages/{n}.html"/>'
            f"<updated>{self._changed(n).isoformat()}</updated></entry>"
            for n in reversed(self.numbers[-self._feed_items :])
        )
        return _xml(f'<feed xmlns="http://www.w3.org/2005/Atom"><id>a</id>{entries}</feed>')


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_GUIDES: Final[Mapping[str, Callable[[], tuple[bytes, str]]]] = {
    "/guide.pdf": lambda: (pdf(as_text(page(1_001))), "application/pdf"),
    "/guide.docx": lambda: (docx(as_text(page(1_002))), _OFFICE),
    "/guide.epub": lambda: (epub([as_text(page(1_003))]), "application/epub+zip"),
}


def _xml(body: str) -> Answer:
    return Answer(f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode(), "application/xml")


def _number(path: str, before: str, after: str) -> int | None:
    middle = path.removeprefix(before).removesuffix(after)
    is_one = path == f"{before}{middle}{after}" and middle.isascii() and middle.isdigit()
    return int(middle) if is_one else None
