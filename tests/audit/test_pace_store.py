"""Workers that share nothing but a PostgreSQL keep PubMed's pace together."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from citecheck.entrez.pace_store import StoredPace
from citecheck.errors import BadSource, SourceUnavailable


def peak(moments: list[float], window_s: float = 1.0) -> int:
    """The most of them in any sliding window."""
    return max(sum(start <= at < start + window_s for at in moments) for start in moments)


def test_workers_with_connections_of_their_own_take_three_turns_in_any_second(
    postgres: str,
) -> None:
    url = f"{postgres}/postgres"
    paces = [StoredPace(url, server="https://one.example") for _ in range(4)]
    taken: list[float] = []
    lock = threading.Lock()

    def take(pace: StoredPace) -> None:
        for _ in range(3):
            assert pace.wait(time.time() + 60)
            with lock:
                taken.append(time.time())

    with ThreadPoolExecutor(len(paces)) as pool:
        list(pool.map(take, paces))
    for pace in paces:
        pace.close()
    assert len(taken) == 12
    assert peak(taken) <= 3


def test_a_pause_holds_for_everybody_and_for_that_server_alone(postgres: str) -> None:
    url = f"{postgres}/postgres"
    one, same = (StoredPace(url, server="https://two.example") for _ in range(2))
    other = StoredPace(url, server="https://three.example")
    one.hold(30)
    assert not same.wait(time.time() + 1)
    assert other.wait(time.time() + 1)
    for pace in (one, same, other):
        pace.close()


def test_a_turn_that_does_not_come_in_time_is_not_taken(postgres: str) -> None:
    pace = StoredPace(f"{postgres}/postgres", server="https://four.example", per_second=1)
    assert pace.wait(time.time() + 1)
    assert not pace.wait(time.time() + 0.1)
    pace.close()


def test_a_store_that_is_not_there_lets_nothing_go() -> None:
    with pytest.raises(BadSource) as told:
        StoredPace("postgresql://jo:secret-word@127.0.0.1:1/x?connect_timeout=2", server="s")
    assert "secret-word" not in str(told.value)


def test_a_store_that_went_lets_nothing_go(postgres: str) -> None:
    pace = StoredPace(f"{postgres}/postgres", server="https://five.example")
    pace.close()
    with pytest.raises(SourceUnavailable):
        pace.wait(time.time() + 1)


@pytest.mark.parametrize("held", ["1e12", "'infinity'", "'nan'"])
def test_what_no_worker_can_have_written_holds_nobody(postgres: str, held: str) -> None:
    pace = StoredPace(f"{postgres}/postgres", server=f"https://six.example/{held}")
    with psycopg.connect(f"{postgres}/postgres") as database:
        database.execute(
            f"UPDATE citecheck_pace SET held = {held}, turns = ARRAY[1e12, 1e12, 1e12, {held}] "
            "WHERE server = %s",
            (f"https://six.example/{held} 3",),
        )
    assert pace.wait(time.time() + 1)
    pace.hold(30)
    assert not pace.wait(time.time() + 1)
    pace.close()
