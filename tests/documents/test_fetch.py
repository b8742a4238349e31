"""Pages from the web: bounded in size, time and redirects, and honest when cut short."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from citecheck.documents.read import read
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings
from citecheck.web.fetch import Fetcher
from tests.site.files import docx, epub, pdf

TEXT = "Ketamine eases the pain of some people with migraine. It wears off within a week."
DRIPPED = TEXT.split() * 3
PAGE = f"<html><body><h1>Tea</h1><p>{TEXT}</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A few pages, each wrong in its own way."""

    def do_GET(self) -> None:
        name = self.path.strip("/").replace("-", "_").partition("?")[0]
        getattr(self, f"page_{name}", self.page_missing)()

    def reply(
        self, body: bytes, kind: str | None = "text/html; charset=utf-8", **headers: str
    ) -> None:
        self.send_response(200)
        if kind is not None:
            self.send_header("Content-Type", kind)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page_html(self) -> None:
        self.reply(PAGE.encode())

    def page_text(self) -> None:
        self.reply("It’s 5 µg.\r\nNot more.".encode("cp1252"), "text/plain; charset=windows-1252")

    def page_markdown(self) -> None:
        self.reply(f"# Tea\n\n{TEXT}".encode(), "text/markdown")

    def page_untyped(self) -> None:
        self.reply(PAGE.encode(), None)

    def page_zipped(self) -> None:
        self.reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def page_bomb(self) -> None:
        self.reply(gzip.compress(b"tea " * 2_000_000), "text/plain", Content_Encoding="gzip")

    def page_big(self) -> None:
        self.reply(b"tea " * 100_000, "text/plain")

    def page_picture(self) -> None:
        self.reply(b"GIF89a", "image/gif")

    def page_pdf(self) -> None:
        self.reply(pdf(["Tea", TEXT]), "application/pdf")

    def page_book(self) -> None:
        self.reply(epub([["Tea", TEXT]], title="Tea"), "application/octet-stream")

    def page_word(self) -> None:
        self.reply(docx(["Tea", TEXT]), None)

    def page_cut_word(self) -> None:
        self.reply(docx(["Tea", TEXT]), None, Content_Length="500000")
        self.close_connection = True

    def page_missing(self) -> None:
        self.send_error(404)

    def page_moved(self) -> None:
        self.redirect("/html")

    def page_loop(self) -> None:
        self.redirect("/loop")

    def page_to_file(self) -> None:
        self.redirect("file:///etc/hostname")

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def page_cut(self) -> None:
        self.reply(f"{TEXT} It lasts".encode(), "text/plain", Content_Length="5000")
        self.close_connection = True

    def page_silent(self) -> None:
        time.sleep(2)

    def page_dripping(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for word in DRIPPED:
            self.wfile.write(f"{word} ".encode())
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def document(url: str, **settings: object) -> Document:
    found = read(url, settings=Settings.model_validate({"allow_private": True, **settings}))
    assert isinstance(found, Document), found
    return found


def reason(url: str, **settings: object) -> str:
    found = read(url, settings=Settings.model_validate({"allow_private": True, **settings}))
    assert isinstance(found, Unreadable)
    assert found.origin == url
    assert found.reason.endswith(".")
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize("name", ["html", "untyped", "zipped", "moved"])
def test_a_page_is_read_as_html(site: str, name: str) -> None:
    found = document(f"{site}/{name}")
    assert found.title == "Tea"
    assert found.text == f"Tea\n\n{TEXT}"
    assert found.origin == f"{site}/{name}"
    assert not found.has_lines
    assert found.partial is None


def test_plain_text_is_kept_as_it_is(site: str) -> None:
    found = document(f"{site}/text")
    assert found.text == "It’s 5 µg.\r\nNot more."
    assert found.has_lines


def test_markdown_is_read_as_such(site: str) -> None:
    assert [block.kind for block in document(f"{site}/markdown").blocks] == ["heading", "paragraph"]


def test_a_page_cut_short_is_read_and_said_to_be_a_part(site: str) -> None:
    found = document(f"{site}/cut")
    assert found.text.endswith("It lasts")
    assert found.partial is not None
    assert "connection broke" in found.partial


def test_a_page_that_comes_too_slowly_is_read_as_far_as_it_came(site: str) -> None:
    found = document(f"{site}/dripping", timeout_s=0.5)
    assert found.partial is not None
    words = found.text.split()
    assert words == DRIPPED[: len(words)]
    assert 0 < len(words) < len(DRIPPED)


def test_no_answer_is_said_to_be_none(site: str) -> None:
    assert "no answer in time" in reason(f"{site}/silent", timeout_s=0.2)


def test_an_error_of_the_server_is_named(site: str) -> None:
    assert "404" in reason(f"{site}/nowhere")


@pytest.mark.parametrize("name", ["big", "bomb"])
def test_a_page_over_the_bound_is_refused(site: str, name: str) -> None:
    assert "too big" in reason(f"{site}/{name}", max_document_bytes=10_000)


def test_a_kind_that_is_not_read_is_named(site: str) -> None:
    assert "image/gif" in reason(f"{site}/picture")


@pytest.mark.parametrize(("name", "kind"), [("pdf", "pdf"), ("book", "epub"), ("word", "docx")])
def test_files_are_read_by_type_or_content(site: str, name: str, kind: str) -> None:
    found = document(f"{site}/{name}")
    assert (found.kind, found.title, found.text) == (kind, "Tea", f"Tea\n\n{TEXT}")


def test_a_file_that_came_in_part_is_not_unpacked(site: str) -> None:
    assert "only in part" in reason(f"{site}/cut-word")


def test_loopback_is_refused_unless_allowed(site: str) -> None:
    assert "only --allow-private (allow_private) opens" in reason(
        f"{site}/html", allow_private=False
    )


def test_one_fetcher_reads_many_pages(site: str) -> None:
    settings = Settings(allow_private=True)
    with Fetcher(timeout_s=5) as fetcher:
        for name in ("html", "text"):
            found = read(f"{site}/{name}", settings=settings, fetcher=fetcher)
            assert isinstance(found, Document)


def test_redirects_end(site: str) -> None:
    assert "redirects" in reason(f"{site}/loop")


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    assert "not http" in reason(f"{site}/to-file")


def test_no_server_is_a_reason_and_no_crash() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    assert "could not be read" in reason(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1", "http://a b/", "http://127.0.0.1:99999/"]
)
def test_an_address_that_is_none_is_a_reason_and_no_crash(url: str) -> None:
    assert reason(url)


def test_an_offline_run_fetches_nothing(site: str) -> None:
    assert "offline" in reason(f"{site}/html", offline=True)
