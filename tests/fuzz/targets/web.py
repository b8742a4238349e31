"""What web servers send beside pages: robots.txt, compressed bodies, headers, sitemaps, feeds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Final

from citecheck.errors import UnsupportedFormat
from citecheck.watch.source import SourceFailed
from citecheck.web.unpack import Damaged, TooBig
from tests.fuzz.target import Target

_URL: Final = "https://example.org/health/a?b=c"
_ROBOTS: Final = (
    b"User-agent: *\n", b"Disallow: ", b"Allow: ", b"/*", b"$", b"Crawl-delay: ", b"-1",
    b"1e999", b"nan", b"Request-rate: 1/0s 0000-2400\n", b"Visit-time: ", b"Sitemap: ",
    b"Host: ", b"\r", b"%", b"\xef\xbb\xbf", b"#", b"User-agent: citecheck\n", b"*" * 300,
    b"Disallow: /*a*a*a*a*a*b$\n", b"inf", b"%ff%zz", b"http://[", b"1/1m",
)  # fmt: skip
_SITEMAP: Final = (
    b"<urlset>", b"</urlset>", b"<url>", b"</url>", b"<loc>", b"</loc>",
    b"<lastmod>2019-13-40</lastmod>", b"<sitemapindex>", b"<sitemap>", b"https://example.org/",
    b"http://[::1", b"&amp;", b"<!DOCTYPE a ", b"[<!ENTITY a 'b'>]>", b"&a;", b"<rss>",
    b"<channel>", b"<item>", b"<link>", b"<feed>", b"//", b"\x00", b"<entry>", b"<pubDate>",
    b"<updated>", b"\xff\xfe", b"<?xml version='1.0' encoding='utf-7'?>", b"javascript:",
    b"<![CDATA[", b"]]>", b"<image:image>", b"xmlns='http://www.w3.org/2005/Atom'",
    b"9999-12-31T23:59:59+23:59", b"0001-01-01T00:00:00-23:59", b"<link href='", b"<guid>",
    b"http://", b"rel='self'", b"<dc:date>", b"<media:content url='", b"<georss:point>",
    b"<itunes:image href='",
)  # fmt: skip


def _robots(data: bytes) -> object:
    from citecheck.web.robots import LONGEST_DELAY_S, Robots, RobotsFile

    text = data.decode("utf-8", "replace")
    asked = Robots(clock=lambda: 0.0).ask(
        "https://example.org:443",
        _URL,
        "citecheck/1 (+https://example.org)",
        lambda _: RobotsFile(text),
    )
    assert 0.0 <= asked.delay_s <= LONGEST_DELAY_S
    return asked


def _packed(data: bytes) -> object:
    """In steps of a few bytes and all at once: the same, and never more than is allowed."""
    from citecheck.web.unpack import Unpacker, gunzip

    most = 50_000
    unpacker = Unpacker(most)
    size = 1 + len(data) // 7
    parts = [unpacker.take(data[at : at + size]) for at in range(0, len(data), size)]
    whole = gunzip(data, most)
    assert len(whole) <= most
    assert b"".join(parts) == whole
    return whole


def _content_type(data: bytes) -> object:
    from citecheck.documents.kinds import by_content_type
    from citecheck.documents.parse import Raw, document_of
    from citecheck.errors import DocumentError

    told = by_content_type(data.decode("latin-1"), "a page")
    body = b"Zinc shortens the common cold, and that is what trials say."
    try:
        return document_of(Raw(body, "a page", told.kind, told.charset), _URL)
    except DocumentError as error:
        return error


def _sitemap(data: bytes) -> object:
    from citecheck.watch.sitemaps import MOST_ENTRIES, parse

    found = parse(data, "https://example.org/sitemap.xml")
    assert len(found.pages) + len(found.sitemaps) <= MOST_ENTRIES
    return found


def _feed(data: bytes) -> object:
    from citecheck.watch.feeds import MOST_ITEMS, entries

    found = entries(data, "https://example.org/feed.xml")
    assert len(found) <= MOST_ITEMS
    return found


def _site_list(data: bytes) -> object:
    """A list of pages as `listed` takes it: each page once, and an address in its plainest form."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from citecheck.model.settings import Settings
    from citecheck.model.watch import Watch
    from citecheck.watch.list import listed
    from citecheck.web.fetch import Fetcher

    with TemporaryDirectory() as name, Fetcher(timeout_s=1.0) as fetcher:
        (Path(name) / "pages.txt").write_bytes(data)
        watch = Watch(name="a", folder=name, lists=("pages.txt",), exclude=("*private*",))
        found = list(listed(watch, fetcher, Settings()))
    origins = [each.origin for each in found if hasattr(each, "origin")]
    assert len(origins) == len(set(origins))
    return found


def _pattern(data: bytes) -> object:
    """Patterns of files and of pages, as a configuration has them."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from citecheck.watch.files import matching

    pattern = data.decode("utf-8", "replace")
    if pattern.startswith(("/", "~")) or ".." in pattern:
        return None
    with TemporaryDirectory() as name:
        (Path(name) / "a.md").write_text("a")
        return list(matching(pattern, name, 10))


def _robots_seeds() -> Iterator[bytes]:
    yield (
        b"User-agent: *\nDisallow: /private\nAllow: /health/*.html$\nCrawl-delay: 2\n\n"
        b"User-agent: citecheck\nDisallow: /*?b=\nRequest-rate: 1/5s\nSitemap: https://example.org/s.xml\n"
    )


def _packed_seeds() -> Iterator[bytes]:
    text = b"Zinc shortens the common cold. " * 20
    yield gzip.compress(text, mtime=0)
    yield zlib.compress(text)
    yield gzip.compress(text, mtime=0) + gzip.compress(b"more", mtime=0)
    yield zlib.compress(text)[2:-4]


def _content_type_seeds() -> Iterator[bytes]:
    yield b"text/html; charset=utf-8"
    yield b'text/plain; charset="utf-16"'
    yield b"application/octet-stream; charset=zlib"
    yield b"text/plain; charset=rot13"


def _sitemap_seeds() -> Iterator[bytes]:
    yield (
        b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>'
        b"<loc>https://example.org/a</loc><lastmod>2019-03-05T10:00:00Z</lastmod></url><url><loc>"
        b"/b</loc><priority>0.5</priority></url></urlset>"
    )
    yield b"<sitemapindex><sitemap><loc>https://example.org/two.xml</loc></sitemap></sitemapindex>"
    yield b"https://example.org/a\nhttps://example.org/b\n"
    yield gzip.compress(b"<urlset><url><loc>https://example.org/c</loc></url></urlset>", mtime=0)


def _feed_seeds() -> Iterator[bytes]:
    yield (
        b'<?xml version="1.0"?><rss version="2.0"><channel><title>a</title><item><title>b</title>'
        b"<link>https://example.org/a</link><pubDate>Tue, 05 Mar 2019 10:00:00 GMT</pubDate></item>"
        b"</channel></rss>"
    )
    yield (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/b" rel="alternate"/>'
        b"<updated>2019-03-05T10:00:00Z</updated></entry></feed>"
    )


def _list_seeds() -> Iterator[bytes]:
    yield b"# pages\nhttps://example.org/a\nhttps://EXAMPLE.org/a#b\npage.md\n\n../b.md\n"


def _pattern_seeds() -> Iterator[bytes]:
    yield b"*.md"
    yield b"**/[a-c]?.md"


TARGETS: Final = (
    Target("robots-txt", _robots, _robots_seeds, (), _ROBOTS, instrumented=("protego",)),
    Target("compressed", _packed, _packed_seeds, (TooBig, Damaged), internal=True, weight=1),
    Target(
        "content-type",
        _content_type,
        _content_type_seeds,
        (UnsupportedFormat,),
        (
            b"charset=",
            b"zlib",
            b"bz2",
            b"hex",
            b"idna",
            b"punycode",
            b"undefined",
            b";",
            b'"',
            b"text/html",
            b"unicode_escape",
            b"utf-7",
            b"rot13",
            b"base64",
            b"uu",
            b"quopri",
        ),
        weight=1,
        most_bytes=200,
    ),
    Target("sitemap", _sitemap, _sitemap_seeds, (SourceFailed,), _SITEMAP, weight=3),
    Target(
        "feed",
        _feed,
        _feed_seeds,
        (SourceFailed,),
        _SITEMAP,
        weight=3,
        instrumented=("feedparser",),
        most_bytes=6_000,
    ),
    Target(
        "site-list",
        _site_list,
        _list_seeds,
        (),
        (
            b"https://",
            b"http://[",
            b"#",
            b"\n",
            b"..",
            b"@",
            b":99999",
            b"xn--",
            b"%zz",
            b"\\",
            b"\x00",
            b"https://a:b@c/",
            "ſ".encode(),
            b"file:///",
            b"http:///",
            b"?" * 100,
            b"\x85",
            b"\xff",
        ),
    ),
    Target(
        "file-pattern",
        _pattern,
        _pattern_seeds,
        (SourceFailed,),
        (b"**", b"**/", b"[", b"]", b"?", b"{a,b}", b"\x00", b"[!", b"./", b"\\", b"a" * 300),
        weight=1,
        most_bytes=400,
    ),
)
