"""The site is built without a warning and without the network, and its pages ask nobody else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import citecheck
from tests.browser.conftest import Browser, browser, chrome
from tools.pages import ROOT
from tools.pages.hook import linked_files

__all__ = ["browser", "chrome"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The built site; strict, so that any warning is an error."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.chdir(ROOT)
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    yield folder


class _Asked(HTMLParser):
    """The addresses that a browser fetches by itself, and the links that a reader may follow."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            self.links.append(given.get("href") or "")
        elif tag == "link" and given.get("rel") in ("canonical", "next", "prev"):
            pass  # names, which no browser fetches
        else:
            for name in ("src", "href", "data", "srcset", "poster", "action"):
                if value := given.get(name):
                    self.fetched.append(value)


def test_a_reader_s_browser_asks_nobody_else(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 25
    for page in pages:
        for address in _Asked(page.read_text(encoding="utf-8")).fetched:
            assert not re.match(r"[a-z]+:(?!image/)|//", address), f"{page.name}: {address}"
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\(['\"]?(https?:|//)|@import", text), sheet.name


@pytest.mark.parametrize("page", ["start.html", "reference/commands.html"])
def test_the_site_can_be_searched_from_disk(site: Path, browser: Browser, page: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    browser.visit(site / page)
    browser.find(".md-search__input").send_keys("retracted")
    found = ".md-search-result__item a[href*='references.html']"
    WebDriverWait(browser.chrome, 60).until(lambda _: browser.texts(found))
    assert {address.partition(":")[0] for address in browser.requested()} <= {"file", "data"}
    assert browser.complaints() == []


def test_every_page_can_be_reached_from_the_first(site: Path) -> None:
    waiting, reached = [site / "index.html"], {site / "index.html"}
    while waiting:
        page = waiting.pop()
        for link in _Asked(page.read_text(encoding="utf-8")).links:
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".html" and target.is_file() and target not in reached:
                reached.add(target)
                waiting.append(target)
    assert set(site.rglob("*.html")) - reached <= {site / "404.html"}


def test_links_between_files_of_the_repository_lead_to_their_places_on_the_site(
    site: Path,
) -> None:
    front = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="vocabulary.html"' in front
    reading = (site / "reading.html").read_text(encoding="utf-8")
    assert 'href="files/citecheck/web/addresses.toml"' in reading
    assert (site / "files" / "citecheck" / "web" / "addresses.toml").is_file()
    changes = (site / "changelog.html").read_text(encoding="utf-8")
    assert 'href="audit.html"' in changes
    assert "../" not in "".join(re.findall(r'href="(\.\./[^"]*\.md)', front + reading + changes))


def test_only_files_of_the_repository_are_brought_in() -> None:
    outside = os.path.relpath(os.__file__, ROOT / "docs")
    page = f"[x]({outside}) [y](../LICENSE) [z](report.md)\n```\n[q](../Makefile)\n```\n"
    assert linked_files(page, "docs/a.md") == {"LICENSE"}


def test_the_page_on_the_library_has_every_public_name(site: Path) -> None:
    page = (site / "reference" / "library.html").read_text(encoding="utf-8")
    for name in citecheck.__all__:
        assert f'id="citecheck.{name}"' in page or f"<code>{name}</code>" in page, name
    assert "The report on one text, file or address" in page
