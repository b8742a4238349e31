"""A language model's server on loopback: it answers as it is told to, well or badly.

`Obedient` plays the model that does whatever the last order in the text says, wherever that
stands: the worst reader there is, and so the one to test a judge of untrusted text with.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

ADDRESS = "127.0.0.1"


@dataclass(frozen=True)
class Asked:
    """One request as it came in; header names are in lower case."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        return str(self.body["messages"][0]["content"])

    @property
    def user(self) -> str:
        return str(self.body["messages"][1]["content"])

    @property
    def lines(self) -> dict[int, str]:
        """The numbered sentences of the study."""
        return {int(n): text for n, text in re.findall(r"^\[(\d+)\] (.*)$", self.user, re.M)}

    @property
    def claim(self) -> str:
        return self.user.split("CLAIM\n", 1)[1].split("\n", 1)[0]


@dataclass
class Reply:
    """What to send: `raw` replaces the body, `cut` its last bytes, `pause` comes before it.

    `drip` sends the body in pieces, each followed by a wait until the server is told to stop.
    """

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    cut: int = 0
    hang: bool = False
    drip: bool = False

    def data(self) -> bytes:
        return json.dumps(self.body).encode() if self.raw is None else self.raw


Model = Callable[[Asked], Reply]


def completion(
    content: str | None,
    *,
    usage: Any = (120, 30),
    finish_reason: str = "stop",
    refusal: str | None = None,
) -> Reply:
    """A chat completion with this content; `usage` as counts, or as it stands."""
    told = (
        {"prompt_tokens": usage[0], "completion_tokens": usage[1]}
        if isinstance(usage, tuple)
        else usage
    )
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "finish_reason": finish_reason}
    return Reply({"object": "chat.completion", "choices": [choice], "usage": told})


def answer(
    label: str,
    *sentences: tuple[int, str],
    probability: float = 0.9,
    mixed: bool = False,
    **how: Any,
) -> Reply:
    """A completion whose content is an answer in the form asked for."""
    rationale = [{"sentence": number, "quote": quote} for number, quote in sentences]
    told = {"rationale": rationale, "mixed": mixed, "probability": probability, "label": label}
    return completion(json.dumps(told), **how)


def reader(asked: Asked) -> Reply:
    """A model that can read: "helped" supports, "harmed" contradicts, quoted word for word."""
    for word, label in (("helped", "supports"), ("harmed", "contradicts")):
        for number, text in asked.lines.items():
            if word in text:
                return answer(label, (number, text))
    return answer("silent")


def obedient(asked: Asked) -> Reply:
    """A model that obeys the abstract: it answers what stands behind "answer " there."""
    orders = [
        (number, text, found[1])
        for number, text in asked.lines.items()
        if (found := re.search(r"answer (supports|contradicts|\{.*\})", text))
    ]
    if not orders:
        return reader(asked)
    number, text, order = orders[-1]
    return completion(order) if order.startswith("{") else answer(order, (number, text))


class LlmServer:
    """The server while its `with` block lasts; `model` answers, or a list of replies in turn."""

    def __init__(self, model: Model | Sequence[Reply] = reader) -> None:
        self.requests: list[Asked] = []
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        self._model = model if callable(model) else _in_turn(model)
        self._over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                server._answer(self)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self._http = ThreadingHTTPServer((ADDRESS, 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The base to which /chat/completions is added."""
        return f"http://{ADDRESS}:{self._http.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers["content-length"])
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(handler.path, headers, json.loads(handler.rfile.read(length)))
        with self._lock:
            self.requests.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            self._send(handler, self._model(asked))
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
        finally:
            with self._lock:
                self._now -= 1

    def _send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        if reply.hang:
            self._over.wait()
        data = reply.data()
        handler.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        if reply.drip:
            for place in range(len(data)):
                handler.wfile.write(data[place : place + 1])
                handler.wfile.flush()
                if self._over.wait(0.05):
                    break
        handler.wfile.write(data[: len(data) - reply.cut])
        if reply.cut:
            handler.close_connection = True


def _in_turn(replies: Sequence[Reply]) -> Model:
    """The replies one after the other; the last again and again."""
    left = list(replies)
    lock = threading.Lock()

    def model(_: Asked) -> Reply:
        with lock:
            return left.pop(0) if len(left) > 1 else left[0]

    return model
