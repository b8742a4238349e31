"""What happens to each request: it is logged, held to the limits, answered, and sent."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from tests.eutils.faults import DECLARE_LENGTH, Desk, Fault
from tests.eutils.limits import Gate
from tests.eutils.reply import Reply, html
from tests.eutils.request import Request
from tests.eutils.service import Service
from tests.eutils.wire import Connection, deliver, framed


class Exchange:
    """The server without its sockets. Requests may come from many threads."""

    def __init__(
        self, service: Service, gate: Gate, desk: Desk, clock: Callable[[], float]
    ) -> None:
        self.desk = desk
        self.clock = clock
        self._service = service
        self._gate = gate
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._errors: list[Exception] = []

    @property
    def requests(self) -> tuple[Request, ...]:
        """Every request so far, in the order of arrival."""
        with self._lock:
            return tuple(self._requests)

    @property
    def errors(self) -> tuple[Exception, ...]:
        """What went wrong inside the server."""
        with self._lock:
            return tuple(self._errors)

    def failed(self, error: Exception) -> None:
        """Keeps a bug of the server for the end."""
        with self._lock:
            self._errors.append(error)

    def handle(
        self, request: Request, connection: Connection, *, keep_alive: bool, chunked: bool
    ) -> None:
        """Answers one request on its connection."""
        with self._lock:
            self._requests.append(request)
        refusal = self._gate.refusal(request)
        fault = None if refusal else self.desk.for_request(request)
        reply = refusal or self._reply(request, fault)
        reply = replace(reply, headers={**self._gate.headers(request), **reply.headers})
        reply = _coded(request, reply, fault)
        length = len(reply.body) if fault and fault.kind in DECLARE_LENGTH else None
        data = framed(reply, keep_alive=keep_alive, chunked=chunked, length=length)
        if fault is not None and fault.action is not None:
            fault.action(connection, data, fault.pause_s)
        else:
            deliver(connection, data)

    def _reply(self, request: Request, fault: Fault | None) -> Reply:
        try:
            reply = self._service.answer(fault.asked(request) if fault else request)
        except Exception as error:  # noqa: BLE001 - raised again when the server ends
            self.failed(error)
            return html("500 Loopback server failed", "", status=500)
        return fault.answered(request, reply) if fault else reply


def _coded(request: Request, reply: Reply, fault: Fault | None) -> Reply:
    """The reply as the client takes it: compressed if it said that it can read that."""
    if fault is not None and fault.coding is not None:
        return fault.coding(reply)
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    return reply.compressed() if takes_gzip else reply
