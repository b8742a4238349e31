"""A reply as bytes on a connection, and the ways in which a connection can fail."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus

from tests.eutils.reply import Reply

_CHUNK = 8_192
_SETTLE_S = 0.05
"""What was sent before a reset has this long to arrive: a reset may overtake it."""

_HEADERS = {
    "Server": "Finatra",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-RateLimit-Limit,X-RateLimit-Remaining",
    "Cache-Control": "private",
    "Content-Security-Policy": "upgrade-insecure-requests",
    "NCBI-PHID": "939B82323C96818500005AC35D4F24D0.1.1.m_1",
    "NCBI-SID": "344D95A97FB1CEF7_FC9BSID",
    "Referrer-Policy": "origin-when-cross-origin",
    "Set-Cookie": "ncbi_sid=344D95A97FB1CEF7_FC9BSID; domain=.nih.gov; path=/",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-UA-Compatible": "IE=Edge",
    "X-XSS-Protection": "1; mode=block",
}


@dataclass(frozen=True)
class Framed:
    """Head and body as they go over the wire, the body in chunks where HTTP/1.1 has them."""

    head: bytes
    body: bytes


def framed(reply: Reply, *, keep_alive: bool, chunked: bool, length: int | None = None) -> Framed:
    """The bytes of a reply; `length` is stated instead of chunks where it is given."""
    headers = {"Date": formatdate(usegmt=True), **_HEADERS, "Content-Type": reply.content_type}
    headers |= reply.headers
    if length is not None:
        headers["Content-Length"] = str(length)
    elif chunked:
        headers["Transfer-Encoding"] = "chunked"
    if keep_alive:
        headers |= {"Connection": "Keep-Alive", "Keep-Alive": "timeout=4, max=40"}
    else:
        headers["Connection"] = "close"
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, "", ""]).encode("latin-1")
    body = _chunks(reply.body) if chunked and length is None else reply.body
    return Framed(head, body)


def _chunks(body: bytes) -> bytes:
    pieces = [body[at : at + _CHUNK] for at in range(0, len(body), _CHUNK)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


class Connection:
    """One client's connection. `is_over` once nothing more may be sent on it."""

    def __init__(self, sock: socket.socket, stopping: threading.Event) -> None:
        self._socket = sock
        self._stopping = stopping
        self.is_over = False
        self.is_reset = False

    def send(self, data: bytes) -> None:
        """Sends all of it."""
        self._socket.sendall(data)

    def drip(self, data: bytes, pause_s: float) -> None:
        """Sends a byte at a time until all is sent or the server stops."""
        for at in range(len(data)):
            self.send(data[at : at + 1])
            if self.pause(pause_s):
                self.close()
                return

    def pause(self, seconds: float) -> bool:
        """Waits; True if the server stops meanwhile."""
        return self._stopping.wait(seconds)

    def close(self) -> None:
        """Ends the connection in good order, whatever was promised."""
        self.is_over = True

    def reset(self) -> None:
        """Ends the connection with a reset, once what was sent has arrived."""
        self.pause(_SETTLE_S)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.is_over = self.is_reset = True


Action = Callable[[Connection, Framed, float], None]
"""Sends a reply the wrong way; the number is the fault's pause in seconds."""


def deliver(connection: Connection, data: Framed) -> None:
    """Sends a reply as it should be."""
    connection.send(data.head + data.body)


def reset_in_headers(connection: Connection, data: Framed, pause_s: float) -> None:
    """Half of the headers, then a reset."""
    connection.send(data.head[: len(data.head) // 2])
    connection.reset()


def reset_in_body(connection: Connection, data: Framed, pause_s: float) -> None:
    """All headers and half of the body, then a reset."""
    connection.send(data.head + data.body[: len(data.body) // 2])
    connection.reset()


def close_before_headers(connection: Connection, data: Framed, pause_s: float) -> None:
    """The request is read, and the connection ends without a byte."""
    connection.close()


def close_in_headers(connection: Connection, data: Framed, pause_s: float) -> None:
    """Half of the headers, then the end."""
    connection.send(data.head[: len(data.head) // 2])
    connection.close()


def close_in_body(connection: Connection, data: Framed, pause_s: float) -> None:
    """All headers and half of the body, then the end: a length or a last chunk is missing."""
    connection.send(data.head + data.body[: len(data.body) // 2])
    connection.close()


def close_after_body(connection: Connection, data: Framed, pause_s: float) -> None:
    """A whole reply that promises to keep the connection, then the end of it."""
    deliver(connection, data)
    connection.close()


def stall_before_headers(connection: Connection, data: Framed, pause_s: float) -> None:
    """Nothing for the length of the pause, then the reply."""
    _stall(connection, b"", data.head + data.body, pause_s)


def stall_in_body(connection: Connection, data: Framed, pause_s: float) -> None:
    """Half of the body, nothing for the length of the pause, then the rest."""
    half = len(data.body) // 2
    _stall(connection, data.head + data.body[:half], data.body[half:], pause_s)


def _stall(connection: Connection, before: bytes, after: bytes, pause_s: float) -> None:
    connection.send(before)
    if connection.pause(pause_s):
        connection.close()
    else:
        connection.send(after)


def drip_headers(connection: Connection, data: Framed, pause_s: float) -> None:
    """Headers a byte at a time, with the pause between two."""
    connection.drip(data.head, pause_s)
    if not connection.is_over:
        connection.send(data.body)


def drip_body(connection: Connection, data: Framed, pause_s: float) -> None:
    """The body a byte at a time, with the pause between two."""
    connection.send(data.head)
    connection.drip(data.body, pause_s)


def garbage(connection: Connection, data: Framed, pause_s: float) -> None:
    """A reply that is no HTTP."""
    connection.send(b"\x15\x03\x01\x00\x02\x02\x46 not a status line\r\n\r\n")
    connection.close()
