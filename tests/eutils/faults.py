"""Faults that a test asks for: what goes wrong, where, how often and for which requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from tests.eutils import spoil, swap, twist, wire
from tests.eutils.reply import Reply
from tests.eutils.request import Request

Place = Literal["connect", "headers", "body"]

ACTIONS: dict[tuple[str, Place], wire.Action] = {
    ("reset", "headers"): wire.reset_in_headers,
    ("reset", "body"): wire.reset_in_body,
    ("no-reply", "headers"): wire.close_before_headers,
    ("close", "headers"): wire.close_in_headers,
    ("close", "body"): wire.close_in_body,
    ("short", "body"): wire.close_in_body,
    ("stale", "body"): wire.close_after_body,
    ("stall", "headers"): wire.stall_before_headers,
    ("stall", "body"): wire.stall_in_body,
    ("drip", "headers"): wire.drip_headers,
    ("drip", "body"): wire.drip_body,
    ("garbage", "headers"): wire.garbage,
}
AT_CONNECT = frozenset({"refused", "reset", "close", "stall"})
DECLARE_LENGTH = frozenset({"short"})
"""Faults whose reply states its length: the others end in a chunk, as NCBI's do."""


def _always(request: Request) -> bool:
    return True


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong.

    `at` is where: before the request is read, in the headers, or in the body (contents
    are at "body" unless the status itself is wrong). `times` is how many connections or
    requests it strikes, None for all; `when` picks the requests, and can pick nothing at
    "connect". `detail` is the word, phrase or tag that is lost, by default the first of
    the term. `pause_s` is how long a stall lasts, or the time between two bytes of a drip.
    """

    kind: str
    at: Place = "body"
    times: int | None = None
    when: Callable[[Request], bool] = _always
    detail: str = ""
    pause_s: float = 30.0

    def __post_init__(self) -> None:
        """Raises ValueError for what no server can do."""
        if not self._exists():
            raise ValueError(f"no fault {self.kind!r} at {self.at!r}")
        if self.at == "connect" and self.when is not _always:
            raise ValueError("at connect there is no request to choose by")
        if self.kind == "refused" and self.times is not None:
            raise ValueError("who is refused cannot be counted; call heal() instead")

    def _exists(self) -> bool:
        if self.at == "connect":
            return self.kind in AT_CONNECT
        if self.at == "headers" and self.kind in swap.STATUSES:
            return True
        contents = (twist.TWISTS, swap.PAGES, spoil.CONTENTS, spoil.CODINGS)
        in_body = self.at == "body" and any(self.kind in known for known in contents)
        return in_body or (self.kind, self.at) in ACTIONS

    def asked(self, request: Request) -> Request:
        """What is answered instead of the request."""
        change = twist.TWISTS.get(self.kind)
        return change(request, self.detail) if change else request

    def answered(self, request: Request, reply: Reply) -> Reply:
        """What is sent instead of the reply, before any compression."""
        page = (swap.STATUSES if self.at == "headers" else swap.PAGES).get(self.kind)
        if page:
            return page(request)
        damage = spoil.CONTENTS.get(self.kind) if self.at == "body" else None
        return damage(reply) if damage else reply

    @property
    def coding(self) -> Callable[[Reply], Reply] | None:
        """What befalls the compressed reply, if this fault is about compression."""
        return spoil.CODINGS.get(self.kind)

    @property
    def action(self) -> wire.Action | None:
        """How the reply goes over the wire, if that is what goes wrong."""
        return ACTIONS.get((self.kind, self.at))


class Desk:
    """The faults in force; hands out each as often as it shall strike."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._lock = threading.Lock()
        self._left: list[tuple[Fault, int | None]] = []
        self._struck: list[tuple[Fault, Request | None]] = []
        self.add(faults)

    def add(self, faults: Iterable[Fault]) -> None:
        """Puts more faults in force, after those that are."""
        with self._lock:
            self._left += [(fault, fault.times) for fault in faults]

    def clear(self) -> None:
        """Ends all faults."""
        with self._lock:
            self._left.clear()

    @property
    def struck(self) -> tuple[tuple[Fault, Request | None], ...]:
        """What has struck so far; no request stands beside a fault at connect."""
        with self._lock:
            return tuple(self._struck)

    @property
    def refuses(self) -> bool:
        """Whether connections are to be refused."""
        with self._lock:
            return any(fault.kind == "refused" for fault, _ in self._left)

    def at_connect(self) -> Fault | None:
        """The fault that strikes a connection, if one does."""
        return self._take(lambda fault: fault.at == "connect", None)

    def for_request(self, request: Request) -> Fault | None:
        """The fault that strikes a request, if one does."""
        return self._take(lambda fault: fault.at != "connect" and fault.when(request), request)

    def _take(self, fits: Callable[[Fault], bool], request: Request | None) -> Fault | None:
        with self._lock:
            for at, (fault, left) in enumerate(self._left):
                if left == 0 or not fits(fault):
                    continue
                self._left[at] = (fault, None if left is None else left - 1)
                self._struck.append((fault, request))
                return fault
        return None
