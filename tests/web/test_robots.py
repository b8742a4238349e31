"""What robots.txt asks for holds; one that cannot be had allows nothing."""

from __future__ import annotations

import pytest

from citecheck.web.robots import LONGEST_DELAY_S, Asked, Robots, RobotsFile
from tests.fakes import FakeClock

SERVER = "https://news.example"
TEXT = """
User-agent: *
Disallow: /private/
Crawl-delay: 2
User-agent: citecheck
Disallow: /drafts/
Crawl-delay: 7200
"""


class Reader:
    """Gives a file, and counts how often it was asked for."""

    def __init__(self, file: RobotsFile) -> None:
        self.file = file
        self.asked: list[str] = []

    def __call__(self, url: str) -> RobotsFile:
        self.asked.append(url)
        return self.file


def ask(robots: Robots, reader: Reader, path: str, agent: str = "other/1") -> Asked:
    return robots.ask(SERVER, SERVER + path, agent, reader)


def test_a_path_is_refused_to_those_it_is_disallowed_to() -> None:
    robots, reader = Robots(), Reader(RobotsFile(TEXT))
    assert ask(robots, reader, "/a.html") == Asked(None, 2.0)
    assert "asks not to" in str(ask(robots, reader, "/private/a.html").refusal)
    assert ask(robots, reader, "/private/a.html", "citecheck/0.1").refusal is None
    assert ask(robots, reader, "/drafts/a.html", "citecheck/0.1").refusal is not None
    assert reader.asked == [f"{SERVER}/robots.txt"]


def test_a_delay_has_a_bound() -> None:
    asked = ask(Robots(), Reader(RobotsFile(TEXT)), "/", "citecheck/0.1")
    assert asked.delay_s == LONGEST_DELAY_S


def test_no_file_asks_for_nothing() -> None:
    assert ask(Robots(), Reader(RobotsFile()), "/any") == Asked(None, 0.0)


@pytest.mark.parametrize(("failure", "kept_s"), [(None, 24 * 3600), ("it failed", 600)])
def test_a_file_is_kept_for_a_day_and_a_failure_for_ten_minutes(
    failure: str | None, kept_s: int
) -> None:
    clock = FakeClock()
    robots, reader = Robots(clock=clock.monotonic), Reader(RobotsFile(failure=failure))
    assert ask(robots, reader, "/").refusal == failure
    clock.sleep(kept_s - 1)
    ask(robots, reader, "/")
    assert len(reader.asked) == 1
    clock.sleep(1)
    ask(robots, reader, "/")
    assert len(reader.asked) == 2


def test_servers_beyond_the_bound_are_asked_again() -> None:
    robots, reader = Robots(), Reader(RobotsFile())
    for number in range(600):
        robots.ask(f"https://{number}.example", "https://x/", "a", reader)
    before = len(reader.asked)
    robots.ask("https://599.example", "https://x/", "a", reader)
    assert len(reader.asked) == before
    robots.ask("https://0.example", "https://x/", "a", reader)
    assert len(reader.asked) == before + 1
