"""What a watch lists: each page once, in a stable order, and every trouble told."""

from __future__ import annotations

import itertools
import pickle
from pathlib import Path
from typing import Any

import pytest

from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Trouble, Watch
from citecheck.watch.list import listed
from citecheck.web.fetch import Fetcher
from tests.site.answers import Answer
from tests.site.server import EXTRAS, Site


def watch(**given: Any) -> Watch:
    return Watch(name="w", allow_private=True, **given)


def run(
    fetcher: Fetcher, made: Watch, settings: Settings | None = None
) -> tuple[list[Listed], list[Trouble]]:
    found = list(listed(made, fetcher, settings or Settings()))
    pages = [one for one in found if isinstance(one, Listed)]
    return pages, [one for one in found if isinstance(one, Trouble)]


def origins(pages: list[Listed]) -> list[str]:
    return [page.origin for page in pages]


def test_a_whole_site_is_listed_from_its_nested_and_gzipped_sitemaps(fetcher: Fetcher) -> None:
    with Site(pages=250, per_sitemap=100, extras=True) as site:
        pages, troubles = run(fetcher, watch(sitemaps=(site.sitemap,)))
        assert not troubles
        expected = [site.address(n) for n in site.numbers] + [site.url + p for p in EXTRAS]
        assert origins(pages) == expected
        assert pages[0].modified == "2026-01-01T00:01:00+00:00"
        assert {page.by for page in pages} == {"sitemap"}
        assert site.requests["/sitemap-2.xml.gz"] == 1


def test_a_listing_reads_no_more_than_is_asked_for(fetcher: Fetcher) -> None:
    with Site(pages=50, per_sitemap=10) as site:
        first = list(
            itertools.islice(listed(watch(sitemaps=(site.sitemap,)), fetcher, Settings()), 15)
        )
        assert len(first) == 15
        assert "/sitemap-2.xml.gz" not in site.requests


def test_every_source_is_listed_and_each_page_once(fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    with Site(pages=6, feed_items=2) as site:
        (tmp_path / "list.txt").write_text(f"{site.address(2)}\na.md\n{site.address(1)}#part\n")
        made = watch(
            folder=str(tmp_path),
            files=("*.md",),
            urls=(site.address(1), "HTTP://127.0.0.1:" + site.address(1).rpartition(":")[2]),
            lists=("list.txt",),
            sitemaps=(f"{site.url}/sitemap.txt",),
            feeds=(site.feed, f"{site.url}/atom.xml"),
        )
        pages, troubles = run(fetcher, made)
        assert not troubles
        assert origins(pages) == ["a.md", *(site.address(n) for n in site.numbers)]
        assert [page.by for page in pages][:4] == ["file", "url", "list", "sitemap"]
        only_feed, _ = run(fetcher, watch(feeds=(site.feed,)))
        assert origins(only_feed) == [site.address(6), site.address(5)]
        assert only_feed[0].by == "feed"


def test_patterns_let_pages_in_and_keep_them_out(fetcher: Fetcher) -> None:
    with Site(pages=30) as site:
        made = watch(
            sitemaps=(site.sitemap,),
            include=("*/pages/1?.html",),
            exclude=("*/pages/[!1]*", "*5.html"),
        )
        pages, _ = run(fetcher, made)
        assert origins(pages) == [site.address(n) for n in range(10, 20) if n != 15]


def test_a_source_that_fails_is_one_trouble_and_the_others_go_on(fetcher: Fetcher) -> None:
    with Site(pages=2) as site:
        made = watch(
            sitemaps=(f"{site.url}/entities.xml", f"{site.url}/nowhere.xml", site.sitemap),
            feeds=(f"{site.url}/many-items.xml",),
            lists=("no-list.txt",),
            files=("*.nothing",),
        )
        pages, troubles = run(fetcher, made)
        assert len(pages) == 2
        assert [trouble.source.rpartition("/")[2] for trouble in troubles] == [
            "*.nothing", "no-list.txt", "entities.xml", "nowhere.xml", "many-items.xml",
        ]  # fmt: skip
        assert all(trouble.incomplete and trouble.reason.endswith(".") for trouble in troubles)


def test_a_server_whose_name_is_none_is_a_trouble_and_the_others_go_on(
    fetcher: Fetcher, tmp_path: Path
) -> None:
    (tmp_path / "list.txt").write_text("http://xn--\nhttp://xn--a/x\na.md\n")
    made = watch(folder=str(tmp_path), lists=("list.txt",), sitemaps=("http://xn--/sitemap.xml",))
    pages, [from_list, from_sitemap] = run(fetcher, made)
    assert origins(pages) == ["a.md"]
    assert "names 2 addresses that are none" in from_list.reason
    assert from_sitemap.source == "http://xn--/sitemap.xml"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("entities.xml", "XML entities"),
        ("external.xml", "XML entities"),
        ("bomb.xml.gz", "unpacks to more"),
        ("huge-feed.xml", "5,000,000 bytes"),
        ("many-items.xml", "60,000 items"),
        ("deep.xml", "nested"),
        ("broken.xml", "no sitemap"),
        ("endless.html", "too big"),
        ("loop.html", "redirects"),
        ("to-metadata.html", "cloud's credentials"),
        ("private/sitemap.xml", "robots.txt"),
    ],
)
def test_hostile_sitemaps_are_one_clear_sentence_each(
    fetcher: Fetcher, path: str, said: str
) -> None:
    with Site() as site:
        pages, [trouble] = run(fetcher, watch(sitemaps=(f"{site.url}/{path}",)))
        assert not pages
        assert said in trouble.reason
        assert trouble.reason.count(". ") == 0


def test_a_sitemap_cut_short_is_incomplete() -> None:
    with Site(pages=1) as site, Fetcher(timeout_s=1.5) as hasty:
        _, [trouble] = run(hasty, watch(sitemaps=(f"{site.url}/dripping.html",)))
        assert "only a part of it came" in trouble.reason


def test_so_many_pages_and_no_more(fetcher: Fetcher) -> None:
    with Site(pages=30) as site:
        made = watch(sitemaps=(site.sitemap,), max_pages=10)
        pages, [trouble] = run(fetcher, made)
        assert origins(pages) == [site.address(n) for n in range(1, 11)]
        assert "more than 10 pages (max_pages)" in trouble.reason
        assert trouble.incomplete
        exact, none = run(fetcher, made.model_copy(update={"max_pages": 30}))
        assert (len(exact), none) == (30, [])


def test_a_sitemap_does_not_speak_for_other_servers(fetcher: Fetcher) -> None:
    with Site() as site:
        text = f"{site.url}/a\nhttps://victim.example/a\nhttps://victim.example/b\nftp://x/\n"
        site.serve("/foreign.txt", lambda: Answer((site.url + "\n" + text).encode(), "text/plain"))
        pages, troubles = run(fetcher, watch(sitemaps=(f"{site.url}/foreign.txt",)))
        assert origins(pages) == [f"{site.url}/", f"{site.url}/a"] or origins(pages) == [
            site.url, f"{site.url}/a",
        ]  # fmt: skip
        assert [t.incomplete for t in troubles] == [False, False]
        assert "1 addresses that are none" in troubles[0].reason
        assert "2 pages of other servers" in troubles[1].reason


def test_an_offline_run_lists_its_files_and_says_the_rest(fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    made = watch(folder=str(tmp_path), files=("*.md",), sitemaps=("https://news.example/s.xml",))
    pages, [trouble] = run(fetcher, made, Settings(offline=True))
    assert origins(pages) == ["a.md"]
    assert "offline" in trouble.reason


def test_loopback_is_listed_only_where_it_is_allowed(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        strict = Watch(name="w", sitemaps=(site.sitemap,))
        _, [trouble] = run(fetcher, strict)
        opens = "which only allow_private = true in citecheck.toml opens."
        assert trouble.reason.endswith(f"127.0.0.1 is a loopback address, {opens}")
        pages, _ = run(fetcher, strict, Settings(allow_private=True))
        assert len(pages) == 1


def test_what_is_listed_goes_to_other_processes() -> None:
    page = Listed(origin="a", watch="w", by="file")
    assert pickle.loads(pickle.dumps(page)) == page
    assert pickle.loads(pickle.dumps(watch(urls=("u",)))) == watch(urls=("u",))
