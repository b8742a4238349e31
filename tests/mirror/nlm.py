"""NLM's folders of bulk files on loopback, with whatever can go wrong between them and us."""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.mirror.bulk import BulkFile, name

_DATE = "Mon, 05 Jan 2026 14:05:00 GMT"


class Nlm:
    """A server of `baseline/` and `updatefiles/` while its `with` block lasts.

    Faults by file name: `missing` (404), `cut` (how often a body breaks off halfway), `wrong`
    (another .md5), `bodies` (other bytes, with their own .md5), `down` (503 to everything).
    """

    def __init__(
        self, baseline: Mapping[int, BulkFile], updates: Mapping[int, BulkFile], year: int = 26
    ) -> None:
        self.folders = {"baseline": dict(baseline), "updatefiles": dict(updates)}
        self.year = year
        self.missing: set[str] = set()
        self.cut: Counter[str] = Counter()
        self.wrong: set[str] = set()
        self.bodies: dict[str, bytes] = {}
        self.unlisted: set[str] = set()
        self.ranges = True
        self.down = False
        self.requests: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        """The base of both folders."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/pubmed/"

    def asked(self, part: str) -> int:
        """How many requests were made for paths that end so."""
        return sum(path.endswith(part) for path, _ in self.requests)

    def __enter__(self) -> Self:
        nlm = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                nlm.answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """One reply."""
        self.requests.append((request.path, request.headers["Range"]))
        _, _, path = request.path.partition("/pubmed/")
        folder, _, file = path.partition("/")
        if self.down:
            _send(request, 503, b"")
        elif not file:
            _send(request, 200, self._index(folder).encode())
        elif file.removesuffix(".md5") in self.missing:
            _send(request, 404, b"")
        elif file.endswith(".md5"):
            _send(request, 200, self._md5(folder, file.removesuffix(".md5")).encode())
        else:
            self._body(request, self._content(folder, file), file)

    def _body(self, request: BaseHTTPRequestHandler, body: bytes, file: str) -> None:
        status, start = 200, 0
        asked = request.headers["Range"]
        if asked and self.ranges:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            status = 206
            if start >= len(body):
                _send(request, 416, b"")
                return
        request.send_response(status)
        if status == 206:
            request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        request.send_header("Content-Length", str(len(body) - start))
        request.send_header("Last-Modified", _DATE)
        request.end_headers()
        if self.cut[file] > 0:
            self.cut[file] -= 1
            request.wfile.write(body[start : start + (len(body) - start) // 2])
            request.wfile.flush()
            request.connection.close()
            return
        request.wfile.write(body[start:])

    def _index(self, folder: str) -> str:
        rows = [
            f'<a href="{name(n, self.year)}">{name(n, self.year)}</a>  2026-01-05 14:05  12K\n'
            f'<a href="{name(n, self.year)}.md5">{name(n, self.year)}.md5</a> 2026-01-05 14:05 60\n'
            for n in self.folders[folder]
            if name(n, self.year) not in self.unlisted
        ]
        return f"<html><title>Index of /pubmed/{folder}</title><pre>{''.join(rows)}</pre></html>"

    def _content(self, folder: str, file: str) -> bytes:
        if file in self.bodies:
            return self.bodies[file]
        number = int(file.partition("n")[2][:4])
        return self.folders[folder][number].gz()

    def _md5(self, folder: str, file: str) -> str:
        content = b"something else" if file in self.wrong else self._content(folder, file)
        return f"MD5({file})= {hashlib.md5(content, usedforsecurity=False).hexdigest()}\n"


def _send(request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
