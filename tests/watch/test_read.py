"""Reading listed pages: what is new is read, what is not is left alone."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from citecheck.model.document import Unreadable
from citecheck.model.settings import Settings
from citecheck.model.watch import Fetched, Gone, Listed, NotModified, Reading, Validators, Watch
from citecheck.watch.read import read_page
from citecheck.web.fetch import Fetcher
from tests.site.answers import moved
from tests.site.server import Site

TEXT = "Zinc shortens the common cold. Nobody knows for certain why this should be so."


def read(fetcher: Fetcher, origin: str, known: Validators | None = None, **given: Any) -> Reading:
    watch = Watch(name="w", urls=(origin,), **{"allow_private": True, **given})
    page = Listed(origin=origin, watch="w", by="url")
    return read_page(page, known, watch, fetcher, Settings())


def fetched(reading: Reading) -> Fetched:
    assert isinstance(reading, Fetched), reading
    return reading


def test_a_page_is_read_and_then_not_modified_until_it_changes(fetcher: Fetcher) -> None:
    with Site(pages=2) as site:
        first = fetched(read(fetcher, site.address(1)))
        assert first.document.title == site.page(1).title
        assert site.page(1).claims[0].text in first.document.text
        assert isinstance(read(fetcher, site.address(1), first.validators), NotModified)
        site.change(1)
        second = fetched(read(fetcher, site.address(1), first.validators))
        assert second.document.text != first.document.text
        site.remove(1)
        assert isinstance(read(fetcher, site.address(1), second.validators), Gone)


@pytest.mark.parametrize("kind", ["pdf", "docx", "epub"])
def test_files_of_a_site_are_read_and_not_modified(fetcher: Fetcher, kind: str) -> None:
    with Site() as site:
        first = fetched(read(fetcher, f"{site.url}/guide.{kind}"))
        assert first.document.kind == kind
        assert (first.document.title or "").startswith("Health Notes")
        again = read(fetcher, f"{site.url}/guide.{kind}", first.validators)
        assert again == NotModified(validators=first.validators)


def test_a_moved_page_keeps_its_origin_and_tells_where_it_is(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        site.serve("/old.html", lambda: moved("/pages/1.html"))
        found = fetched(read(fetcher, f"{site.url}/old.html"))
        assert found.document.origin == f"{site.url}/old.html"
        assert found.final_origin == site.address(1)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("huge.html", "too big"),
        ("bomb.html", "too big"),
        ("bomb.docx", "too big"),
        ("bomb.epub", "too big"),
        ("bomb.pdf", "too big"),
        ("endless.html", "too big"),
        ("claims-10gb.html", "too big"),
        ("loop.html", "redirects"),
        ("to-metadata.html", "credentials"),
        ("to-file.html", "not http"),
        ("private/notes.html", "robots.txt"),
        ("sitemap.xml", "application/xml"),
    ],
)
def test_hostile_pages_are_one_clear_sentence_each(fetcher: Fetcher, path: str, said: str) -> None:
    with Site() as site:
        found = read(fetcher, f"{site.url}/{path}")
        assert isinstance(found, Unreadable)
        assert said in found.reason
        assert found.reason.endswith(".")
        assert "\n" not in found.reason


def test_a_watch_bounds_its_pages(fetcher: Fetcher) -> None:
    with Site() as site:
        site_text = fetched(read(fetcher, f"{site.url}/guide.pdf"))
        assert site_text
        found = read(fetcher, f"{site.url}/guide.pdf", max_page_bytes=1_000)
        assert isinstance(found, Unreadable)
        assert "at most 1,000 bytes" in found.reason


def test_an_offline_run_reads_no_page(fetcher: Fetcher) -> None:
    page = Listed(origin="https://news.example/a", watch="w", by="url")
    watch = Watch(name="w", urls=(page.origin,))
    found = read_page(page, None, watch, fetcher, Settings(offline=True))
    assert isinstance(found, Unreadable)
    assert "offline" in found.reason


def test_a_file_is_read_from_the_folder_of_the_watch(fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(f"# Zinc\n\n{TEXT}")
    found = fetched(read(fetcher, "in/a.md", folder=str(tmp_path)))
    assert found.document.origin == found.final_origin == "in/a.md"
    assert found.document.kind == "markdown"


def test_a_file_is_not_read_again_by_size_and_time_or_else_by_content(
    fetcher: Fetcher, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    first = fetched(read(fetcher, "a.txt", folder=str(tmp_path))).validators
    assert read(fetcher, "a.txt", first, folder=str(tmp_path)) == NotModified(validators=first)
    found = path.stat()
    path.write_text(TEXT.replace("Zinc", "Lead"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert isinstance(read(fetcher, "a.txt", first, folder=str(tmp_path)), NotModified)
    path.write_text(TEXT)
    os.utime(path, ns=(1, 1))
    touched = read(fetcher, "a.txt", first, folder=str(tmp_path))
    assert isinstance(touched, NotModified)
    assert touched.validators.etag != first.etag
    path.write_text(TEXT.replace("Zinc", "Iron"))
    changed = fetched(read(fetcher, "a.txt", touched.validators, folder=str(tmp_path)))
    assert "Iron" in changed.document.text


@pytest.mark.parametrize("name", ["nowhere.txt", "a.txt/b.txt"])
def test_a_file_that_is_not_there_is_gone(fetcher: Fetcher, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = read(fetcher, name, folder=str(tmp_path))
    assert found == Gone(status=404, reason=f"There is no file {name}.")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7\nbroken", "damaged"),
        ("a.png", b"\x89PNG", "picture"),
        ("a.txt", b"", "empty"),
        ("folder", None, "folder"),
        ("a\0b", None, "no name that a file can have"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    fetcher: Fetcher, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    (tmp_path / "folder").mkdir()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    found = read(fetcher, name, folder=str(tmp_path))
    assert isinstance(found, Unreadable)
    assert said in found.reason


def test_what_was_read_goes_to_other_processes(fetcher: Fetcher, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    found = read(fetcher, "a.txt", folder=str(tmp_path))
    assert pickle.loads(pickle.dumps(found)) == found
