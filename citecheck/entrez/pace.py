"""When the next request may go: one rhythm for all processes of this user.

NCBI allows three requests a second for an address, ten with a key, and blocks those who
send more; two audits at once count together. The count is kept by pyrate-limiter in a
SQLite file that all share; a second file holds the pause that a 429 asks of everybody.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from citecheck.entrez.patience import LONGEST_HOLD_S
from citecheck.errors import SourceUnavailable

WINDOW_MS: Final = 1_150
"""A second and a margin: requests bunch up on their way, and the server counts arrivals."""
LIMIT, LIMIT_WITH_KEY = 3, 10
_ROUNDED_S: Final = 0.01


class Pace(Protocol):
    """Waits until a request may go."""

    def wait(self, deadline: float) -> bool:
        """Take one turn; False if none comes before `deadline` (as `now` of the clock)."""
        ...

    def hold(self, seconds: float) -> None:
        """Nobody sends for so long."""
        ...

    def close(self) -> None:
        """Give back what the pace holds."""
        ...


class SharedPace:
    """A pace that all processes of a user share through files in `folder`, one for each server."""

    def __init__(
        self,
        folder: Path,
        *,
        server: str,
        per_second: int = LIMIT,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        from filelock import FileLock
        from pyrate_limiter import Rate, SQLiteBucket

        folder.mkdir(parents=True, exist_ok=True)
        self._closed = threading.Event()
        self._now, self._sleep = now, sleep or self._pause
        name = f"{hashlib.sha256(server.encode()).hexdigest()[:12]}_{per_second}"
        self._hold_file = folder / f"{name}.hold"
        self._turns_file = folder / f"{name}.sqlite"
        self._threads = threading.Lock()
        self._processes = FileLock(str(folder / f"{name}.lock"), thread_local=False)
        with self._processes:
            self._bucket = SQLiteBucket.init_from_file(
                [Rate(per_second, WINDOW_MS)],
                table="turns",
                db_path=str(self._turns_file),
            )

    def wait(self, deadline: float) -> bool:
        """As every `Pace`; fails closed: who cannot ask for a turn sends nothing.

        Raises: SourceUnavailable if the file that holds the turns cannot be used.
        """
        while not self._closed.is_set():
            held = self._held_until() - self._now()
            if held > 0:
                if self._now() + held > deadline:
                    return False
                self._sleep(min(held, 1.0))
                continue
            try:
                if self._take_turn():
                    return True
            except (OSError, sqlite3.Error) as error:
                raise SourceUnavailable(
                    f"The file {self._turns_file} with the turns of all runs cannot be used; "
                    "delete it, and the next run makes it anew."
                ) from error
            if self._now() >= deadline:
                return False
            self._sleep(0.02)
        return False

    def hold(self, seconds: float) -> None:
        until = self._now() + seconds
        if until <= self._held_until():
            return
        fresh = self._hold_file.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        with contextlib.suppress(OSError):
            fresh.write_text(f"{until:.3f}", encoding="ascii")
            fresh.replace(self._hold_file)

    def close(self) -> None:
        """Close the shared files; whoever still waits for a turn gets none."""
        self._closed.set()
        self._bucket.close()  # type: ignore[no-untyped-call]

    def _take_turn(self) -> bool:
        from pyrate_limiter import RateItem

        with self._threads, self._processes:
            moment = self._bucket.now()  # type: ignore[no-untyped-call]
            # A clock that was set back leaves turns of a time to come; they would count until then.
            self._bucket.conn.execute("DELETE FROM turns WHERE item_timestamp > ?", (moment,))
            self._bucket.leak(moment)
            return bool(self._bucket.put(RateItem("request", moment)))

    def _pause(self, seconds: float) -> None:
        self._closed.wait(seconds)

    def _held_until(self) -> float:
        """Until when nobody sends; what no run can have asked for, like `inf`, holds nobody."""
        try:
            until = float(self._hold_file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0
        return until if until - self._now() <= LONGEST_HOLD_S + _ROUNDED_S else 0.0
