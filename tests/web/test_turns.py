"""Turns at a server: so many at a time, so far apart, and none while it wants none."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from citecheck.web.turns import Turns
from tests.fakes import FakeClock


def turns(clock: FakeClock, workers: int = 1) -> Turns:
    return Turns(workers=workers, clock=clock.monotonic, sleep=clock.sleep)


def starts(clock: FakeClock, at: Turns, server: str, count: int, delay_s: float) -> list[float]:
    found = []
    for _ in range(count):
        with at.turn(server, concurrency=1, delay_s=delay_s):
            found.append(clock.monotonic())
    return found


def test_requests_start_a_delay_apart() -> None:
    clock = FakeClock()
    begin = clock.monotonic()
    assert starts(clock, turns(clock), "a", 3, 2.0) == [begin, begin + 2.0, begin + 4.0]


def test_servers_do_not_wait_for_one_another() -> None:
    clock = FakeClock()
    at, begin = turns(clock), clock.monotonic()
    starts(clock, at, "a", 1, 10.0)
    assert starts(clock, at, "b", 1, 10.0) == [begin]


def test_each_of_four_workers_takes_a_quarter_of_the_rate() -> None:
    clock = FakeClock()
    begin = clock.monotonic()
    assert starts(clock, turns(clock, workers=4), "a", 2, 1.0) == [begin, begin + 4.0]


def test_a_hold_moves_the_next_turn() -> None:
    clock = FakeClock()
    at, begin = turns(clock), clock.monotonic()
    at.hold("a", 7.0)
    at.hold("a", 3.0)
    assert starts(clock, at, "a", 1, 0.0) == [begin + 7.0]


def test_a_server_is_shut_until_it_is_not() -> None:
    clock = FakeClock()
    at = turns(clock)
    at.shut("a", 100.0)
    assert at.shut_for("a") == 100.0
    assert at.shut_for("b") == 0.0
    clock.sleep(101.0)
    assert at.shut_for("a") == 0.0


@pytest.mark.parametrize(("workers", "concurrency"), [(1, 2), (2, 4), (3, 7)])
def test_no_more_at_a_time_than_allowed(workers: int, concurrency: int) -> None:
    at, busy, most = Turns(workers=workers), 0, 0
    lock, together = threading.Lock(), threading.Barrier(2, timeout=5)

    def work(_: int) -> None:
        nonlocal busy, most
        with at.turn("a", concurrency=concurrency, delay_s=0.0):
            with lock:
                busy += 1
                most = max(most, busy)
            together.wait()
            with lock:
                busy -= 1

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(12)))
    assert most == 2


def test_idle_servers_are_forgotten_and_busy_ones_are_not() -> None:
    clock = FakeClock()
    at = turns(clock)
    at.shut("kept", 1_000.0)
    for number in range(10_000):
        at.shut_for(f"server {number}")
    assert at.shut_for("kept") == 1_000.0
    assert len(at._servers) < 5_000
