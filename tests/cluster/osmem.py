"""osmem-server, which speaks OpenSearch's protocol from memory, as tests and benchmarks run it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osmem_server import OsmemServer


@contextmanager
def running() -> Iterator[OsmemServer]:
    """The server in a process of its own. Raises: OsmemError or OSError where it does not run."""
    with OsmemServer.start() as server:
        yield server
    for pipe in (server.process.stdout, server.process.stderr):
        if pipe is not None:
            pipe.close()
