"""What a server can do to its readers: each path is one way, and none may end a run."""

from __future__ import annotations

import gzip
import itertools
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from tests.site.answers import Answer, moved
from tests.site.files import pdf_of_streams, zipped

_MB = 1_000_000
HUGE_BYTES = 60 * _MB
METADATA = "http://169.254.169.254/latest/meta-data/"
XML = "application/xml"


def hostile() -> Mapping[str, Callable[[], Answer]]:
    """Each hostile path with what makes its answer."""
    return {
        "/huge.html": lambda: Answer(_repeated(HUGE_BYTES), headers=_length(HUGE_BYTES)),
        "/claims-10gb.html": lambda: Answer(b"<p>Small.</p>", headers=_length(10_000 * _MB)),
        "/endless.html": lambda: Answer(_repeated(None)),
        "/dripping.html": lambda: Answer(_dripping()),
        "/bomb.html": lambda: Answer(_gzip_bomb(), headers={"Content-Encoding": "gzip"}),
        "/twice.html": lambda: Answer(b"x", headers={"Content-Encoding": "gzip, gzip"}),
        "/loop.html": lambda: moved("/loop-back.html"),
        "/loop-back.html": lambda: moved("/loop.html"),
        "/ever-on.html": lambda: moved("/ever-on.html?again"),
        "/to-metadata.html": lambda: moved(METADATA),
        "/to-file.html": lambda: moved("file:///etc/hostname"),
        "/bomb.docx": lambda: Answer(docx_bomb(), "application/octet-stream"),
        "/bomb.epub": lambda: Answer(epub_bomb(), "application/epub+zip"),
        "/bomb.pdf": lambda: Answer(pdf_bomb(), "application/pdf"),
        "/entities.xml": lambda: Answer(_entities(), XML),
        "/external.xml": lambda: Answer(_external(), XML),
        "/bomb.xml.gz": lambda: Answer(_gzip_bomb(), "application/gzip"),
        "/broken.xml": lambda: Answer(b"<urlset><url><loc>http://", XML),
        "/deep.xml": lambda: _nested(0),
        **{f"/deep-{n}.xml": lambda n=n: _nested(n) for n in range(1, 40)},  # type: ignore[misc]
        "/huge-feed.xml": lambda: Answer(_feed(1_000_000), "application/rss+xml"),
        "/many-items.xml": lambda: Answer(b"".join(_feed(60_000)), "application/rss+xml"),
        "/feed-entities.xml": lambda: Answer(_entities(), "application/rss+xml"),
    }


def _length(size: int) -> dict[str, str]:
    return {"Content-Length": str(size)}


def _repeated(size: int | None) -> Iterator[bytes]:
    """A page of `size` bytes, or one that never ends."""
    chunk = b"<p>Zinc shortens the common cold.</p>\n".ljust(100, b" ") * 1_000
    rounds = itertools.count() if size is None else range(size // len(chunk))
    return (chunk for _ in rounds)


def _dripping() -> Iterator[bytes]:
    """A byte now and then, without an end."""
    for _ in range(10_000):
        yield b"."
        time.sleep(0.05)


@cache
def _gzip_bomb() -> bytes:
    return gzip.compress(b" " * (200 * _MB), 9)


@cache
def docx_bomb() -> bytes:
    """A Word document whose text unpacks to 200 MB."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": b"<w:document>" + b" " * (200 * _MB) + b"</w:document>",
        }
    )


@cache
def epub_bomb() -> bytes:
    """An e-book whose package unpacks to 200 MB."""
    container = '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "a.opf": b" " * (200 * _MB),
        }
    )


@cache
def pdf_bomb() -> bytes:
    """A PDF whose only page unpacks to 200 MB, twice over."""
    once = zlib.compress(b" " * (200 * _MB), 9)
    return pdf_of_streams([once]).replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]")


def _entities() -> bytes:
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY l0 "lol">{lols}]>'
        "<urlset><url><loc>http://127.0.0.1/&l9;</loc></url></urlset>"
    ).encode()


def _external() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<urlset><url><loc>http://127.0.0.1/&x;</loc></url></urlset>"
    )


def _nested(number: int) -> Answer:
    """An index that names the next index, and so on."""
    body = (
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>/deep-{number + 1}.xml</loc></sitemap></sitemapindex>"
    )
    return Answer(body.encode(), XML)


def _feed(items: int) -> Iterator[bytes]:
    yield b'<?xml version="1.0"?><rss version="2.0"><channel><title>Many</title>'
    for start in range(0, items, 1_000):
        numbers = range(start, min(start + 1_000, items))
        yield b"".join(b"<item><link>http://127.0.0.1/%d</link></item>" % n for n in numbers)
    yield b"</channel></rss>"
