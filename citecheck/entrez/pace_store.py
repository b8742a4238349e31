"""One rhythm for workers on several machines: the turns stand in a PostgreSQL that all can reach.

pyrate-limiter's bucket for PostgreSQL has no place for the pause that a 429 asks of everybody, and
wants a pool of connections for every worker. One row for each server holds both here, and every
worker goes by the database's clock, so that clocks which differ do no harm.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, cast

from citecheck.entrez import pace
from citecheck.entrez.patience import LONGEST_HOLD_S
from citecheck.errors import BadSource, SourceUnavailable

if TYPE_CHECKING:
    from psycopg import Connection

_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS citecheck_pace ("
    "server text PRIMARY KEY, turns double precision[] NOT NULL, held double precision NOT NULL)"
)
_LOCK: Final = 0x70616365


class StoredPace:
    """A pace that all who know the database share, one row for each server and limit.

    Raises: BadSource if the database cannot be used. Fails closed: who cannot ask for a turn sends
    nothing.
    """

    def __init__(
        self,
        url: str,
        *,
        server: str,
        per_second: int = pace.LIMIT,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server, self._per_second = f"{server} {per_second}", per_second
        self._now, self._sleep = now, sleep
        self._threads = threading.Lock()
        try:
            import psycopg
        except ImportError as error:
            raise BadSource(
                "A pace shared in PostgreSQL needs the extra: "
                "pip install 'citecheck-pubmed[postgres]'."
            ) from error
        self._error = psycopg.Error
        plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
        try:
            self._connection: Connection[Any] = psycopg.connect(plain, autocommit=True)
            with self._connection.transaction():
                # Two that make the table at once would both fail.
                self._connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
                self._connection.execute(_TABLE)
                self._connection.execute(
                    "INSERT INTO citecheck_pace VALUES (%s, '{}', 0) ON CONFLICT DO NOTHING",
                    (self._server,),
                )
        except psycopg.Error as error:
            raise BadSource("The PostgreSQL that holds the shared pace cannot be used.") from error

    def wait(self, deadline: float) -> bool:
        """Take one turn; False if none comes before `deadline`. Raises: SourceUnavailable."""
        while True:
            pause = self._take_turn()
            if pause <= 0:
                return True
            if self._now() + pause > deadline:
                return False
            self._sleep(min(pause, 1.0))

    def hold(self, seconds: float) -> None:
        """Nobody sends for so long. Raises: SourceUnavailable."""
        self._run(
            "UPDATE citecheck_pace "
            "SET held = now + greatest(%s, CASE WHEN held <= now + %s THEN held - now END) "
            "FROM (SELECT extract(epoch FROM clock_timestamp())::double precision AS now) AS clock "
            "WHERE server = %s",
            (seconds, LONGEST_HOLD_S, self._server),
        )

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _take_turn(self) -> float:
        """Seconds until it is worth asking again; 0 if the turn is ours."""
        window = pace.WINDOW_MS / 1_000
        with self._threads:
            try:
                with self._connection.transaction():
                    query = "SELECT turns, held FROM citecheck_pace WHERE server = %s FOR UPDATE"
                    row = self._connection.execute(query, (self._server,)).fetchone()
                    # Asked for behind the lock: whoever waited for it is late by that much.
                    now_row = self._connection.execute(
                        "SELECT extract(epoch FROM clock_timestamp())::double precision"
                    ).fetchone()
                    turns, held = cast("tuple[list[float], float]", row)
                    [now] = cast("tuple[float]", now_row)
                    # What no worker can have written, or a clock that was set back, holds nobody.
                    if now < held <= now + LONGEST_HOLD_S:
                        return held - now
                    recent = sorted(at for at in turns if now - window < at <= now)
                    if len(recent) >= self._per_second:
                        return max(0.005, recent[-self._per_second] + window - now)
                    self._connection.execute(
                        "UPDATE citecheck_pace SET turns = %s WHERE server = %s",
                        ([*recent, now], self._server),
                    )
                    return 0.0
            except self._error as error:
                raise self._lost() from error

    def _run(self, query: Any, values: tuple[object, ...]) -> None:
        with self._threads:
            try:
                self._connection.execute(query, values)
            except self._error as error:
                raise self._lost() from error

    @staticmethod
    def _lost() -> SourceUnavailable:
        return SourceUnavailable("The PostgreSQL that holds the shared pace does not answer.")
