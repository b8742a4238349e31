"""RSS and Atom feeds: what they name, and what feedparser is kept from."""

from __future__ import annotations

import socket

import pytest

from citecheck.watch.feeds import MOST_BYTES, MOST_ITEMS, entries
from citecheck.watch.source import Entry, SourceFailed

URL = "https://news.example/feeds/all.xml"
RSS = "<rss version='2.0'><channel><title>News</title>{}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
    "xmlns='http://purl.org/rss/1.0/'><channel/>{}</rdf:RDF>"
)


@pytest.mark.parametrize(
    ("feed", "entry"),
    [
        (
            RSS.format(
                "<item><link>https://news.example/a</link>"
                "<pubDate>Sun, 01 Mar 2026 12:00:00 +0200</pubDate></item>"
            ),
            Entry("https://news.example/a", "2026-03-01T10:00:00+00:00"),
        ),
        (
            RSS.format("<item><guid isPermaLink='true'>https://news.example/b</guid></item>"),
            Entry("https://news.example/b"),
        ),
        (
            ATOM.format(
                "<entry><link rel='edit' href='/edit'/><link href='/c'/>"
                "<published>2026-01-01T00:00:00Z</published>"
                "<updated>2026-03-01T00:00:00Z</updated></entry>"
            ),
            Entry("https://news.example/c", "2026-03-01T00:00:00+00:00"),
        ),
        (
            RDF.format("<item><link>https://news.example/d</link></item>"),
            Entry("https://news.example/d"),
        ),
        (
            RSS.format("<item><title>Fish & chips&nbsp;</title><link>https://n.example/e</link></item>"),
            Entry("https://n.example/e"),
        ),
    ],
    ids=["rss", "guid", "atom", "rdf", "mended"],
)  # fmt: skip
def test_pages_come_with_the_date_that_they_changed(feed: str, entry: Entry) -> None:
    assert entries(feed.encode(), URL) == [entry]


def test_an_item_without_a_link_is_no_page() -> None:
    assert entries(RSS.format("<item><title>No link</title></item>").encode(), URL) == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html><body><p>Hi</p></body></html>", "no RSS or Atom feed"),
        (b"https://elsewhere.example/feed.xml", "no RSS or Atom feed"),
        (b"", "no RSS or Atom feed"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "declares XML entities"),
        (RSS.format("<item/>" * (MOST_ITEMS + 1)).encode(), "2,001 items"),
        (b" " * (MOST_BYTES + 1), "more than 5,000,000 bytes"),
    ],
)
def test_what_is_no_feed_is_refused_in_one_sentence(
    data: bytes, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("a feed is parsed, never fetched")

    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises(SourceFailed) as error:
        entries(data, URL)
    assert said in str(error.value)
    assert str(error.value).startswith(f"{URL} could not be used: ")


@pytest.mark.parametrize(
    "inner",
    ["<a " * 1_000_000, "<a>" * 300_000, "&" * 2_000_000, "<" * 2_000_000],
    ids=["tags", "nesting", "ampersands", "brackets"],
)
def test_broken_markup_reaches_no_reading_that_takes_its_square(inner: str) -> None:
    """feedparser alone takes from seven seconds to a minute for each of these."""
    data = f"<rss version='2.0'><channel><item><link>https://n.example/{inner}".encode()
    try:
        found = entries(data, URL)
    except SourceFailed as error:
        assert "XML elements" in str(error)
    else:
        assert len(found) <= 1


def test_a_feed_on_which_the_parser_fails_is_no_feed() -> None:
    with pytest.raises(SourceFailed, match="no RSS or Atom feed that can be read"):
        entries(b'<feed s=""><entry><link><entry>', URL)
