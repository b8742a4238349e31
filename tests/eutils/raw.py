"""A client that sees every byte and how the connection ended."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import urlencode, urlsplit

End = Literal["refused", "reset", "closed", "timeout"]


@dataclass(frozen=True)
class Seen:
    """Everything that came back on one connection, and how it ended."""

    data: bytes
    end: End

    @cached_property
    def _split(self) -> tuple[bytes, bytes, bytes]:
        return self.data.partition(b"\r\n\r\n")

    @property
    def has_head(self) -> bool:
        """Whether the headers came whole."""
        return bool(self._split[1])

    @cached_property
    def status(self) -> int:
        """The status, 0 where there is none."""
        words = self._split[0].split(maxsplit=2)
        return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/1.1") else 0

    @cached_property
    def headers(self) -> dict[str, str]:
        """Headers by lower-case name."""
        lines = self._split[0].decode("latin-1").split("\r\n")[1:]
        pairs = (line.partition(": ") for line in lines)
        return {name.lower(): value for name, _, value in pairs}

    @cached_property
    def framed(self) -> tuple[bytes, bool]:
        """The body out of its chunks, and whether it is all that was promised."""
        body = self._split[2]
        if "content-length" in self.headers:
            return body, len(body) == int(self.headers["content-length"])
        if self.headers.get("transfer-encoding") != "chunked":
            return body, self.end == "closed"
        pieces = []
        while body:
            size_text, line_end, rest = body.partition(b"\r\n")
            size = int(size_text or b"0", 16)
            pieces.append(rest[:size])
            if len(rest) < size + 2:
                return b"".join(pieces), False
            if size == 0:
                return b"".join(pieces), bool(line_end)
            body = rest[size + 2 :]
        return b"".join(pieces), False

    @property
    def is_whole(self) -> bool:
        """Whether a reply came with all that its headers promise."""
        return self.has_head and self.framed[1]

    @cached_property
    def content(self) -> bytes | None:
        """The body unpacked; None where it cannot be."""
        body = self.framed[0]
        if self.headers.get("content-encoding") != "gzip":
            return body
        try:
            return gzip.decompress(body)
        except (OSError, EOFError, zlib.error):
            return None

    @property
    def text(self) -> str:
        """The body as text, "" where it cannot be unpacked."""
        return (self.content or b"").decode("utf-8", "replace")


def ask(
    url: str,
    params: Mapping[str, str],
    *,
    patience_s: float = 5.0,
    encoding: str = "identity",
    close: bool = True,
) -> Seen:
    """Sends one GET, and reads until the connection ends or patience does."""
    parts = urlsplit(url)
    head = (
        f"GET {parts.path}?{urlencode(params)} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Accept-Encoding: {encoding}\r\nConnection: {'close' if close else 'keep-alive'}\r\n\r\n"
    )
    try:
        sock = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=5)
    except ConnectionRefusedError:
        return Seen(b"", "refused")
    with sock:
        return _read(sock, head.encode(), patience_s)


def _read(sock: socket.socket, head: bytes, patience_s: float) -> Seen:
    data = b""
    deadline = time.monotonic() + patience_s
    try:
        sock.sendall(head)
        while (left := deadline - time.monotonic()) > 0:
            sock.settimeout(left)
            piece = sock.recv(65_536)
            if not piece:
                return Seen(data, "closed")
            data += piece
    except TimeoutError:
        pass
    except (ConnectionResetError, BrokenPipeError):
        return Seen(data, "reset")
    return Seen(data, "timeout")
