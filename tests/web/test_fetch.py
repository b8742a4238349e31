"""The fetcher: polite, bounded, and deaf to what leads it astray."""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from citecheck.errors import UnreadableDocument, UnsupportedFormat
from citecheck.model.watch import Gone, Manners, NotModified, Validators
from citecheck.web.fetch import MOST_TRIES, Fetcher, Reply
from tests.fakes import FakeClock
from tests.site.answers import Answer, moved
from tests.site.hostile import hostile
from tests.site.server import Site

LOCAL = Manners(allow_private=True)
MOST = 1_000_000


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with Site(pages=3) as made:
        yield made


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(timeout_s=5) as made:
        yield made


def fetch(
    fetcher: Fetcher, url: str, manners: Manners = LOCAL, known: Validators | None = None
) -> Reply:
    found = fetcher.fetch(url, manners=manners, max_bytes=MOST, validators=known)
    assert isinstance(found, Reply)
    return found


def refusal(fetcher: Fetcher, url: str, manners: Manners = LOCAL) -> str:
    with pytest.raises(UnreadableDocument) as error:
        fetcher.fetch(url, manners=manners, max_bytes=MOST)
    said = str(error.value)
    assert said.startswith(url)
    assert said.endswith(".")
    assert "\n" not in said
    return said


def test_a_page_comes_with_its_validators(site: Site, fetcher: Fetcher) -> None:
    found = fetch(fetcher, site.address(1))
    assert site.page(1).claims[0].text.encode() in found.data
    assert found.final_url == site.address(1)
    assert found.validators.etag
    assert found.validators.last_modified
    assert len(found.validators.content or "") == 64


def test_a_page_that_did_not_change_is_not_sent_again(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        first = fetch(fetcher, site.address(1)).validators
        again = fetcher.fetch(site.address(1), manners=LOCAL, max_bytes=MOST, validators=first)
        assert again == NotModified(validators=first)
        assert site.not_modified["/pages/1.html"] == 1
        site.change(1)
        assert fetch(fetcher, site.address(1), known=first).validators.etag != first.etag


def test_the_same_bytes_are_not_modified_though_the_server_says_nothing(fetcher: Fetcher) -> None:
    with Site(pages=1, validators=False) as site:
        first = fetch(fetcher, site.address(1)).validators
        assert first.etag is None
        again = fetcher.fetch(site.address(1), manners=LOCAL, max_bytes=MOST, validators=first)
        assert again == NotModified(validators=first)


def test_the_same_bytes_under_a_new_etag_bring_the_new_etag(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        first = fetch(fetcher, site.address(1)).validators
        site.touch(1)
        again = fetcher.fetch(site.address(1), manners=LOCAL, max_bytes=MOST, validators=first)
        assert isinstance(again, NotModified)
        assert again.validators.etag != first.etag
        assert again.validators.content == first.content


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_no_more_is_gone(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/gone.html", lambda: Answer(status=status))
    found = fetcher.fetch(f"{site.url}/gone.html", manners=LOCAL, max_bytes=MOST)
    assert isinstance(found, Gone)
    assert found.status == status
    assert str(status) in found.reason


@pytest.mark.parametrize("status", [400, 403, 500, 304])
def test_other_failures_are_not_gone(site: Site, fetcher: Fetcher, status: int) -> None:
    site.serve("/bad.html", lambda: Answer(status=status))
    assert str(status) in refusal(fetcher, f"{site.url}/bad.html")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/huge.html", "too big: at most 1,000,000 bytes"),
        ("/claims-10gb.html", "too big"),
        ("/endless.html", "too big"),
        ("/bomb.html", "too big"),
        ("/twice.html", "packed in a way that is not read (gzip, gzip)"),
        ("/loop.html", "more than 5 redirects"),
        ("/ever-on.html", "more than 5 redirects"),
        ("/to-metadata.html", "169.254.169.254 is an address that serves a cloud's credentials"),
        ("/to-file.html", "leads to an address that is not http or https"),
        ("/private/notes.html", "robots.txt of its server asks not to"),
    ],
)
def test_what_a_server_may_try_is_refused(
    site: Site, fetcher: Fetcher, path: str, said: str
) -> None:
    assert said in refusal(fetcher, site.url + path)


@pytest.mark.parametrize("address", ["http://xn--", "http://xn--a/x", "http://[::1", "http://a:b/"])
def test_a_server_whose_name_is_none_is_refused_wherever_it_is_named(
    site: Site, fetcher: Fetcher, address: str
) -> None:
    assert "could not be read" in refusal(fetcher, address)
    site.serve("/on.html", lambda: Answer(status=302, headers={"Location": address}))
    assert "could not be read" in refusal(fetcher, f"{site.url}/on.html")


@pytest.mark.parametrize("path", sorted(p for p in hostile() if not p.startswith("/deep-")))
def test_nothing_that_a_server_does_raises_anything_else(site: Site, path: str) -> None:
    with Fetcher(timeout_s=0.5) as fetcher:
        try:
            found = fetcher.fetch(site.url + path, manners=LOCAL, max_bytes=MOST)
        except UnreadableDocument:
            return
    assert isinstance(found, Reply)
    assert len(found.data) <= MOST


def test_headers_that_never_end_are_left_at_the_deadline(fetcher: Fetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                connection.settimeout(0.05)
                for number in range(400):
                    try:
                        if connection.recv(65_536) == b"":
                            return
                    except TimeoutError:
                        connection.sendall(b"X-%d: y\r\n" % number)
                    except OSError:
                        return

        dripping = pool.submit(drip)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        manners = LOCAL.model_copy(update={"respect_robots": False})
        with Fetcher(timeout_s=0.4) as hasty:
            assert "no answer in time" in refusal(hasty, url, manners)
        dripping.result(timeout=30)


def test_a_body_that_comes_too_slowly_is_kept_as_far_as_it_came(site: Site) -> None:
    with Fetcher(timeout_s=1.5) as hasty:
        found = fetch(hasty, f"{site.url}/dripping.html")
    assert found.partial is not None
    assert "too slow" in found.partial
    assert found.data.strip(b".") == b""
    assert found.validators == Validators()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://news.example/",
        "file:///etc/hostname",
        "http:///x",
        "http://[::1",
        "https://me:secret@news.example/",
        "http://news.example/" + "x" * 3_000,
    ],
)
def test_addresses_of_other_kinds_are_not_asked(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(UnreadableDocument) as error:
        fetcher.fetch(url, manners=LOCAL, max_bytes=MOST)
    assert "secret" not in str(error.value)


def test_loopback_is_refused_unless_allowed(site: Site, fetcher: Fetcher) -> None:
    site.forget()
    said = refusal(fetcher, site.address(1), Manners())
    assert said.endswith(
        "127.0.0.1 is a loopback address, which only --allow-private (allow_private) opens."
    )
    assert not site.requests


def test_a_server_that_is_not_there_is_told_in_words(fetcher: Fetcher) -> None:
    said = refusal(fetcher, "http://127.0.0.1:9/")
    assert "Errno" not in said
    assert "onnection refused" in said


def test_a_connection_that_others_may_use_is_no_way_in(site: Site, fetcher: Fetcher) -> None:
    fetch(fetcher, site.address(1))
    assert "loopback" in refusal(fetcher, site.address(1), Manners())


class Names:
    """A resolver whose answers change from one question to the next."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def named(site: Site, path: str) -> str:
    return f"http://health.example:{site.url.rpartition(':')[2]}{path}"


def test_the_name_is_asked_once_and_the_connection_goes_to_what_was_checked(site: Site) -> None:
    names = Names(["127.0.0.1"], ["10.0.0.1"])
    manners = LOCAL.model_copy(update={"respect_robots": False})
    with Fetcher(timeout_s=5, resolve=names) as fetcher:
        found = fetch(fetcher, named(site, "/pages/1.html"), manners)
    assert found.final_url == named(site, "/pages/1.html")
    assert names.asked == ["health.example"]


@pytest.mark.parametrize("first", ["93.184.215.14", "2606:4700::1111"])
def test_one_private_address_of_a_name_is_enough_to_refuse_it(site: Site, first: str) -> None:
    with Fetcher(timeout_s=5, resolve=Names([first, "10.0.0.7"])) as fetcher:
        said = refusal(fetcher, named(site, "/pages/1.html"), Manners())
    assert "health.example is at 10.0.0.7, a private address" in said


def test_a_redirect_to_a_name_of_a_private_address_is_refused(site: Site) -> None:
    site.serve("/inward.html", lambda: moved("http://intranet.example/"))

    def names(host: str, port: int) -> list[str]:
        return ["169.254.0.9"] if host == "intranet.example" else ["127.0.0.1"]

    with Fetcher(timeout_s=5, resolve=names) as fetcher:
        said = refusal(fetcher, named(site, "/inward.html"))
    assert "intranet.example is at 169.254.0.9, a link-local address" in said


def test_robots_txt_holds_for_what_a_page_redirects_to(site: Site, fetcher: Fetcher) -> None:
    site.serve("/astray.html", lambda: moved("/private/notes.html"))
    assert "asks not to" in refusal(fetcher, f"{site.url}/astray.html")


def test_the_time_of_a_page_is_for_all_its_redirects(site: Site) -> None:
    def slowly(to: str) -> Answer:
        time.sleep(0.8)
        return moved(to)

    for number in range(4):
        to = f"/slow-{number + 1}.html"
        site.serve(f"/slow-{number}.html", lambda to=to: slowly(to))  # type: ignore[misc]
    with Fetcher(timeout_s=1.5) as hasty:
        assert "no answer in time" in refusal(hasty, f"{site.url}/slow-0.html")
    assert "/slow-3.html" not in site.requests


def test_what_comes_packed_is_bounded_too(site: Site, fetcher: Fetcher) -> None:
    nothing = gzip.compress(b"") * 60_000
    site.serve("/empty.html", lambda: Answer([nothing], headers={"Content-Encoding": "gzip"}))
    assert len(nothing) > MOST
    assert "too big" in refusal(fetcher, f"{site.url}/empty.html")


def test_a_packed_page_that_was_cut_on_its_server_is_read_in_part(
    site: Site, fetcher: Fetcher
) -> None:
    packed = gzip.compress(b"".join(b"<p>Zinc %d shortens colds.</p>" % n for n in range(500)))
    site.serve("/cut.html", lambda: Answer(packed[:-500], headers={"Content-Encoding": "gzip"}))
    found = fetch(fetcher, f"{site.url}/cut.html")
    assert found.partial == f"The page was cut: only the first {len(found.data)} bytes came."
    assert found.data.startswith(b"<p>Zinc 0 ")
    assert found.validators == Validators()


def test_a_name_that_nobody_knows_is_told(site: Site) -> None:
    def names(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    with Fetcher(timeout_s=5, resolve=names) as fetcher:
        assert "name of the server is not known" in refusal(fetcher, named(site, "/"))


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    with Fetcher(timeout_s=5, resolve=Names(["::1", "127.0.0.1"])) as fetcher:
        assert fetch(fetcher, named(site, "/pages/1.html")).data


def test_the_agent_of_the_manners_is_sent(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        fetch(fetcher, site.address(1), LOCAL.model_copy(update={"user_agent": "NewsDesk/2"}))
        assert set(site.agents) == {"NewsDesk/2"}


def test_robots_txt_is_read_once_for_all_threads(fetcher: Fetcher) -> None:
    with Site(pages=20) as site, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: fetch(fetcher, site.address(n)), site.numbers))
        assert site.requests["/robots.txt"] == 1
        assert site.busiest <= 2


def test_robots_txt_of_50_mb_is_read_as_far_as_the_standard_asks(fetcher: Fetcher) -> None:
    rules = b"User-agent: *\nDisallow: /pages/\n" + b"# nothing\n" * 5_000_000
    with Site(pages=1) as site:
        site.serve("/robots.txt", lambda: Answer(rules, "text/plain"))
        assert "robots.txt" in refusal(fetcher, site.address(1))
        assert fetch(fetcher, f"{site.url}/feed.xml").data


@pytest.mark.parametrize("status", [500, 503])
def test_a_robots_txt_that_cannot_be_had_allows_nothing(status: int) -> None:
    clock = FakeClock()
    with (
        Site(pages=1) as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        site.serve("/robots.txt", lambda: Answer(status=status))
        assert "its robots.txt could not be read" in refusal(fetcher, site.address(1))
        assert "/pages/1.html" not in site.requests


def test_no_robots_txt_allows_all(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        site.serve("/robots.txt", lambda: Answer(status=404))
        assert fetch(fetcher, site.address(1)).data


def test_robots_txt_is_not_asked_for_where_it_is_not_respected(fetcher: Fetcher) -> None:
    with Site(pages=1) as site:
        fetch(fetcher, site.address(1), LOCAL.model_copy(update={"respect_robots": False}))
        assert set(site.requests) == {"/pages/1.html"}


@pytest.mark.parametrize(
    ("asked", "own", "waits"), [(3.0, 0.0, [3.0]), (None, 2.0, [2.0]), (1.0, 5.0, [5.0])]
)
def test_the_longer_delay_holds(asked: float | None, own: float, waits: list[float]) -> None:
    clock = FakeClock()
    with (
        Site(pages=2, crawl_delay_s=asked) as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        manners = LOCAL.model_copy(update={"crawl_delay_s": own})
        fetch(fetcher, site.address(1), manners)
        before = len(clock.slept)
        fetch(fetcher, site.address(2), manners)
        assert clock.slept[before:] == waits


def busy(site: Site, times: int, retry_after: str | None) -> None:
    left = [times]

    def answer() -> Answer:
        left[0] -= 1
        headers = {} if retry_after is None else {"Retry-After": retry_after}
        return Answer(b"later", "text/plain", 429 if left[0] >= 0 else 200, headers)

    site.serve("/often-busy.html", answer)


@pytest.mark.parametrize(
    ("retry_after", "waits"),
    [("7", [7.0, 7.0]), (None, [2.0, 4.0]), ("soon", [2.0, 4.0])],
)
def test_a_busy_server_is_asked_again_when_it_says(
    retry_after: str | None, waits: list[float]
) -> None:
    clock = FakeClock()
    with (
        Site() as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        busy(site, 2, retry_after)
        assert fetch(fetcher, f"{site.url}/often-busy.html").data == b"later"
        assert clock.slept == waits


def test_a_date_to_come_back_at_is_understood() -> None:
    clock = FakeClock()
    with (
        Site() as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        busy(site, 1, "Mon, 01 Jan 2001 00:00:00 GMT")
        assert fetch(fetcher, f"{site.url}/often-busy.html").data == b"later"
        assert clock.slept == []


def test_a_server_that_stays_busy_is_left_after_some_tries() -> None:
    clock = FakeClock()
    with (
        Site() as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        busy(site, 100, "1")
        assert "429" in refusal(fetcher, f"{site.url}/often-busy.html")
        assert site.requests["/often-busy.html"] == MOST_TRIES


def test_a_server_that_asks_for_an_hour_is_left_alone_for_it() -> None:
    clock = FakeClock()
    with (
        Site(pages=1) as site,
        Fetcher(timeout_s=60, clock=clock.monotonic, sleep=clock.sleep) as fetcher,
    ):
        busy(site, 100, "3600")
        said = "come back in 3600 seconds"
        assert said in refusal(fetcher, f"{site.url}/often-busy.html")
        assert said in refusal(fetcher, site.address(1))
        assert "/pages/1.html" not in site.requests
        clock.sleep(3_600)
        assert fetch(fetcher, site.address(1)).data


def test_a_type_may_be_refused_before_the_page_is_read(site: Site, fetcher: Fetcher) -> None:
    def only_text(content_type: str) -> None:
        raise UnsupportedFormat(f"It is {content_type}.")

    with pytest.raises(UnsupportedFormat, match=r"It is text/html"):
        fetcher.fetch(f"{site.url}/endless.html", manners=LOCAL, max_bytes=MOST, on_type=only_text)


def test_no_cookie_is_kept(site: Site, fetcher: Fetcher) -> None:
    asked: list[str] = []
    site.serve("/cookie.html", lambda: Answer(b"x", headers={"Set-Cookie": "a=b; Path=/"}))
    original = site._server.respond

    def respond(path: str, headers: object) -> Answer:
        assert isinstance(headers, dict)
        asked.append(headers.get("cookie", ""))
        return original(path, headers)

    site._server.respond = respond
    try:
        fetch(fetcher, f"{site.url}/cookie.html")
        fetch(fetcher, f"{site.url}/cookie.html")
    finally:
        site._server.respond = original
    assert set(asked) == {""}
