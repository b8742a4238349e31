"""What the site answers, and the handler that sends it over a real socket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

ADDRESS = "127.0.0.1"
HTML = "text/html; charset=utf-8"


class Answer(NamedTuple):
    """One answer. A body of chunks is sent as it comes, with no Content-Length of its own."""

    body: bytes | Iterable[bytes] = b""
    kind: str | None = HTML
    status: int = 200
    headers: Mapping[str, str] = {}


Respond = Callable[[str, Mapping[str, str]], Answer]
"""The answer to a path and headers (names in lower case)."""


def moved(to: str) -> Answer:
    """A redirect."""
    return Answer(status=302, headers={"Location": to})


class Server(ThreadingHTTPServer):
    """Answers on loopback in threads of its own while its `with` block lasts."""

    allow_reuse_address = True
    request_queue_size = 128
    daemon_threads = True
    block_on_close = False

    def __init__(self, respond: Respond, port: int = 0) -> None:
        super().__init__((ADDRESS, port), _Handler)
        self.respond = respond
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """Its address, without a final slash."""
        return f"http://{ADDRESS}:{self.server_port}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, *_: Any) -> None:
        """A client that leaves early is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        answer = self.server.respond(self.path, asked)
        self.send_response(answer.status, HTTPStatus(answer.status).phrase)
        if answer.kind is not None and answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", answer.kind)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        whole = isinstance(answer.body, bytes)
        if whole and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))  # type: ignore[arg-type]
        self.close_connection = not whole or "Content-Length" in answer.headers
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            for chunk in (answer.body,) if isinstance(answer.body, bytes) else answer.body:
                self.wfile.write(chunk)

    def log_message(self, *_: object) -> None:
        pass
