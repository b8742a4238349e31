"""A server for the specimens, and a client of it, for the server's own tests."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.eutils.asking import serve
from tests.eutils.server import EutilsServer


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    """The specimens without a limit of rate."""
    with serve(requests_per_second=None) as server:
        yield server


@pytest.fixture
def client(server: EutilsServer) -> Iterator[httpx.Client]:
    """Asks that server."""
    with httpx.Client(base_url=server.url) as client:
        yield client
