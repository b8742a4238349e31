"""A Dask cluster on loopback: a scheduler and some workers, each a process that can be killed."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

PATIENCE_S = 60.0


class Cluster:
    """So many workers of one thread each; a context manager. `spec` is what `--executor` takes."""

    def __init__(self, folder: Path, workers: int) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.spec = f"dask://127.0.0.1:{self.port}"
        self._folder, self._wanted = folder, workers
        self._scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Cluster:
        self._scheduler = self._start("scheduler", "--port", str(self.port), "--no-dashboard")
        self._await_port()
        for _ in range(self._wanted):
            self.workers.append(
                self._start(
                    "worker",
                    f"127.0.0.1:{self.port}",
                    "--nthreads",
                    "1",
                    "--no-dashboard",
                    "--no-nanny",
                    "--memory-limit",
                    "0",
                    "--local-directory",
                    str(self._folder),
                )
            )
        self._await_workers()
        return self

    def __exit__(self, *_: object) -> None:
        for process in (*self.workers, self._scheduler):
            if process is not None:
                process.kill()
                process.wait()

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
        quiet = subprocess.DEVNULL
        return subprocess.Popen([*command, "--host", "127.0.0.1"], stdout=quiet, stderr=quiet)

    def _await_port(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.1)
        raise TimeoutError("The scheduler did not come up.")

    def _await_workers(self) -> None:
        from distributed import Client

        connect: Any = Client
        with connect(f"tcp://127.0.0.1:{self.port}", set_as_default=False) as client:
            client.wait_for_workers(self._wanted, timeout=PATIENCE_S)
