"""A model hub on loopback: the paths that huggingface_hub asks, over folders of files.

Weights come as from the real one: the address of the file redirects to a store, with the size
and hash of the content in headers of their own.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

COMMIT = "1234567890abcdef1234567890abcdef12345678"
_INFO = re.compile(r"/api/models/([^/]+/[^/]+)(?:/revision/([^?]+))?")
_FILE = re.compile(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)")


class HubServer:
    """The hub while its `with` block lasts; `repos` are folders by `org/name`.

    `status` answers everything with it; `cut` keeps back the last bytes of each weight;
    `sizes` are told in place of the real ones; `commit` is that of every branch.
    """

    def __init__(self, repos: dict[str, Path]) -> None:
        self.repos = repos
        self.commit = COMMIT
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.cut = 0
        self.sizes: dict[str, int] = {}
        self.requests: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server._answer(self)

            def do_HEAD(self) -> None:
                server._answer(self)

            def log_message(self, *_: Any) -> None:
                """Says nothing."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """What HF_ENDPOINT is set to."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def fetched(self) -> set[str]:
        """The names of the files whose content was asked for."""
        asked = (found[3] for r in self.requests if (found := _FILE.match(r.split(" ")[1])))
        return set(asked)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.split("?")[0]
        self.requests.append(f"{handler.command} {path}")
        if self.status is not None:
            self._send(handler, self.status, b"{}", self.headers)
        elif found := _INFO.fullmatch(path):
            self._info(handler, found[1], found[2] or "main")
        elif found := _FILE.fullmatch(path):
            self._file(handler, found[1], found[2], found[3])
        elif path.startswith("/store/"):
            data = self._stored(path.removeprefix("/store/"))
            self._send(handler, 200, data, {"Content-Length": str(len(data))}, keep_back=self.cut)
        else:
            self._send(handler, 404, b"{}")

    def _info(self, handler: BaseHTTPRequestHandler, repo: str, revision: str) -> None:
        folder = self.repos.get(repo)
        if folder is None:
            self._send(handler, 401, b"{}", {"X-Error-Code": "RepoNotFound"})
        elif revision not in ("main", "v1", self.commit):
            self._send(handler, 404, b"{}", {"X-Error-Code": "RevisionNotFound"})
        else:
            files = sorted(file for file in folder.rglob("*") if file.is_file())
            names = {file.relative_to(folder).as_posix(): file.stat().st_size for file in files}
            told = [
                {"rfilename": name, "size": self.sizes.get(name, size), "blobId": "0" * 40}
                for name, size in names.items()
            ]
            info = {"_id": "1", "id": repo, "modelId": repo, "sha": self.commit, "siblings": told}
            self._send(handler, 200, json.dumps(info).encode())

    def _file(self, handler: BaseHTTPRequestHandler, repo: str, commit: str, name: str) -> None:
        file = self.repos[repo] / name
        if commit != self.commit or not file.is_file():
            self._send(handler, 404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        data = file.read_bytes()
        told = {"X-Repo-Commit": commit, "ETag": f'"{hashlib.sha1(data).hexdigest()}"'}
        if file.suffix in (".onnx", ".safetensors"):
            digest = hashlib.sha256(data).hexdigest()
            told |= {"X-Linked-Size": str(len(data)), "X-Linked-ETag": f'"{digest}"'}
            # Another name of this machine, as the real store is another machine.
            store = self.url.replace("127.0.0.1", "localhost")
            self._send(handler, 302, b"", told | {"Location": f"{store}/store/{repo}/{name}"})
        else:
            self._send(handler, 200, data, told)

    def _stored(self, place: str) -> bytes:
        org, name, file = place.split("/", 2)
        return (self.repos[f"{org}/{name}"] / file).read_bytes()

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        data: bytes,
        headers: dict[str, str] | None = None,
        keep_back: int = 0,
    ) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if handler.command == "GET":
            handler.wfile.write(data[: len(data) - keep_back])
        if keep_back:
            handler.close_connection = True
