"""Sitemaps: what they name is read, whatever else they hold is refused."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest

from citecheck.watch.sitemaps import (
    MOST_ENTRIES,
    MOST_SITEMAPS,
    Sitemap,
    parse,
    walk,
)
from citecheck.watch.source import Entry, SourceFailed, failed

URL = "https://news.example/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(inner: str, root: str = "urlset") -> bytes:
    return f"<{root} {NAMESPACE}>{inner}</{root}>".encode()


def page(path: str, modified: str = "") -> str:
    said = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<url><loc>https://news.example/{path}</loc>{said}</url>"


def index(*urls: str) -> bytes:
    return urlset("".join(f"<sitemap><loc>{u}</loc></sitemap>" for u in urls), "sitemapindex")


def refusal(data: bytes) -> str:
    with pytest.raises(SourceFailed) as error:
        parse(data, URL)
    said = str(error.value)
    assert said.startswith(f"{URL} could not be used: ")
    assert said.endswith(".")
    return said


@pytest.mark.parametrize(
    ("said", "modified"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+00:00"),
        ("2026-03-01T12:00:00+02:00", "2026-03-01T10:00:00+00:00"),
        (" 2026-03-01T12:00:00Z ", "2026-03-01T12:00:00+00:00"),
        ("last week", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
    ],
)
def test_pages_come_with_the_date_that_they_changed(said: str, modified: str | None) -> None:
    entry = Entry("https://news.example/a", modified)
    assert parse(urlset(page("a", said)), URL) == Sitemap([entry], [])


def test_a_gzipped_sitemap_is_read_as_one() -> None:
    assert len(parse(gzip.compress(urlset(page("a") + page("b"))), URL).pages) == 2


def test_a_text_of_addresses_is_a_sitemap() -> None:
    text = "\ufeffhttps://news.example/a\r\n\nhttps://news.example/b".encode()
    assert [entry.origin for entry in parse(text, URL).pages] == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def test_addresses_of_pictures_and_comments_are_no_pages() -> None:
    inner = (
        "<!-- old --><url><image:image xmlns:image='i'><image:loc>https://x/y.png</image:loc>"
        "</image:image><loc>/a</loc></url>"
    )
    assert [entry.origin for entry in parse(urlset(inner), URL).pages] == ["https://news.example/a"]


def test_a_feed_in_the_place_of_a_sitemap_is_read() -> None:
    feed = b"<rss version='2.0'><channel><item><link>https://news.example/a</link></item>"
    assert parse(feed + b"</channel></rss>", URL).pages == [Entry("https://news.example/a")]


ENTITIES = b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>http://x/&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ENTITIES, "declares XML entities"),
        (ENTITIES.decode().encode("utf-16"), "declares XML entities"),
        (b"<html><body>Not found</body></html>", "no sitemap"),
        (b"Not found", "no sitemap"),
        (b"", "no sitemap"),
        (urlset("<a>" * 500), "no sitemap"),
        (urlset(page("a"))[:-5], "its XML is broken after 1 entries"),
        (gzip.compress(b" " * 60_000_000), "unpacks to more than"),
        (b"\x1f\x8b\x08nonsense that is no gzip", "compression is damaged"),
        (gzip.compress(b"https://news.example/a\n" * 9)[:-9], "compression is damaged"),
        (urlset("<url/>" * (MOST_ENTRIES + 1)), "more than 50,000 pages"),
        (b"https://news.example/a\n" * (MOST_ENTRIES + 1), "more than 50,000 pages"),
    ],
    ids=[
        "entities", "utf-16", "page", "text", "nothing", "deep", "cut", "bomb", "damaged",
        "cut gzip", "many", "many lines",
    ],
)  # fmt: skip
def test_what_is_no_sitemap_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_elements_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.watch.sitemaps.MOST_ELEMENTS", 100)
    assert len(parse(urlset("<url/>" * 90), URL).pages) == 90
    assert "more than 100 XML elements" in refusal(urlset("<a/>" * 110))


GROWTH_KB = """
import re, sys
from pathlib import Path
from citecheck.watch.sitemaps import parse
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
data = f"<urlset><url>{sys.argv[1] * 450_000}</url></urlset>".encode()
parse(b"<urlset/>", "u")
before = peak()
parse(data, "u")
print(peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("inner", ["<loc/>", "<x>y</x>"])
def test_memory_stays_flat_whatever_stands_in_an_entry(inner: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", GROWTH_KB, inner], capture_output=True, check=True, text=True
    )
    assert int(ran.stdout) < 12_000


class Site:
    """Sitemaps by address; counts what was asked for."""

    def __init__(self, **sitemaps: bytes) -> None:
        self.sitemaps = sitemaps
        self.asked: list[str] = []

    def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if url not in self.sitemaps:
            raise failed(url, "it is not there")
        return self.sitemaps[url]


def test_sitemaps_of_an_index_are_read_in_its_order_and_as_they_are_needed() -> None:
    site = Site(i=index("a", "b"), a=urlset(page("1") + page("2")), b=urlset(page("3")))
    found = walk("i", site)
    first = next(found)
    assert isinstance(first, Entry)
    assert first.origin.endswith("/1")
    assert site.asked == ["i", "a"]
    assert [e.origin[-1] for e in found if isinstance(e, Entry)] == ["2", "3"]


def test_a_sitemap_that_fails_leaves_those_beside_it() -> None:
    site = Site(i=index("gone", "b"), b=urlset(page("3")))
    failure, entry = walk("i", site)
    assert isinstance(failure, SourceFailed)
    assert str(failure) == "gone could not be used: it is not there."
    assert isinstance(entry, Entry)


def test_an_index_that_names_itself_ends() -> None:
    site = Site(i=index("i", "a"), a=index("i"))
    assert list(walk("i", site)) == []
    assert site.asked == ["i", "a"]


def test_nesting_has_a_bound() -> None:
    site = Site(**{str(n): index(str(n + 1)) for n in range(10)})
    [failure] = walk("0", site)
    assert "nested more than 3 deep" in str(failure)
    assert site.asked == ["0", "1", "2"]


def test_so_many_sitemaps_and_no_more() -> None:
    wide = [str(n) for n in range(MOST_SITEMAPS + 5)]
    site = Site(i=index(*wide), **dict.fromkeys(wide, urlset("")))
    [failure] = walk("i", site)
    assert "more than 10,000 sitemaps" in str(failure)
    assert len(site.asked) == MOST_SITEMAPS
