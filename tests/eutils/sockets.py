"""The sockets of the loopback server: who is connected, and what they ask."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.eutils.exchange import Exchange
from tests.eutils.request import Request
from tests.eutils.wire import Connection

ADDRESS = "127.0.0.1"
_POLL_S = 0.02


class Sockets(ThreadingHTTPServer):
    """Listens in a thread of its own from `start` to `stop`, and has a thread per connection."""

    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = False

    def __init__(self, exchange: Exchange, port: int, keep_alive_s: float) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.exchange = exchange
        self.keep_alive_s = keep_alive_s
        self.stopping = threading.Event()
        self._resets: set[socket.socket] = set()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self.serve_forever, args=(_POLL_S,), daemon=True)

    def start(self) -> None:
        """Starts to take connections."""
        self._thread.start()

    def stop(self) -> None:
        """Stops to listen, ends the open connections and waits for their threads."""
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        with self._lock:
            waiting = list(self._open)
        for sock in waiting:
            # Wakes the thread that reads from it; the client may have left already.
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Takes a connection, or lets the fault at connect have it."""
        with self._lock:
            self._open.add(request)
        fault = self.exchange.desk.at_connect()
        if fault is None:
            super().process_request(request, client_address)
        elif fault.kind == "stall":
            threading.Thread(target=self._hold, args=(request, fault.pause_s)).start()
        else:
            connection = Connection(request, self.stopping)
            if fault.kind == "reset":
                connection.reset()
            self.ended(request, connection)
            self.shutdown_request(request)

    def ended(self, request: socket.socket, connection: Connection) -> None:
        """Takes note of how a connection is to end."""
        if connection.is_reset:
            with self._lock:
                self._resets.add(request)

    def shutdown_request(self, request: Any) -> None:
        """Ends a connection: in good order, or with a reset where one is due."""
        with self._lock:
            self._open.discard(request)
            is_reset = request in self._resets
            self._resets.discard(request)
        if is_reset:
            self.close_request(request)
        else:
            super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients may leave at any time; whatever else happens is a bug."""
        error = sys.exception()
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self.exchange.failed(error)

    def _hold(self, request: socket.socket, pause_s: float) -> None:
        self.stopping.wait(pause_s)
        self.shutdown_request(request)


class _Handler(BaseHTTPRequestHandler):
    """Reads requests from one connection."""

    protocol_version = "HTTP/1.1"
    server: Sockets

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.keep_alive_s)
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_GET(self) -> None:
        self._handle("")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._handle(self.rfile.read(length).decode("utf-8", "replace"))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
        """Says nothing: the server keeps its own log."""

    def _handle(self, form: str) -> None:
        target = urlsplit(self.path)
        pairs = [pair for text in (target.query, form) for pair in parse_qsl(text, True)]
        request = Request(
            time=self.server.exchange.clock(),
            method=self.command,
            path=target.path,
            fields=tuple(pairs),
            headers={name.lower(): value for name, value in self.headers.items()},
            client=str(self.client_address[0]),
            target_length=len(self.path),
        )
        connection = Connection(self.connection, self.server.stopping)
        self.server.exchange.handle(
            request,
            connection,
            keep_alive=not self.close_connection,
            chunked=self.request_version != "HTTP/1.0",
        )
        self.server.ended(self.connection, connection)
        self.close_connection = self.close_connection or connection.is_over
