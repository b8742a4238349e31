"""A real server in memory that speaks OpenSearch's protocol."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

import pytest

from citecheck.cluster.connect import Address, address_of

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """The server, one for all tests."""
    osmem = pytest.importorskip("osmem_server", reason="osmem-server is not installed")
    from tests.cluster.osmem import running

    with ExitStack() as held:
        try:
            server = held.enter_context(running())
        except (osmem.OsmemError, OSError) as error:
            pytest.skip(f"osmem-server does not run here: {error}")
        yield server


@pytest.fixture
def spec(server: Any) -> str:
    """What `--source` says of an index that does not exist yet."""
    return f"opensearch+{server.url.rstrip('/')}/pubmed-{next(_NUMBERS)}"


@pytest.fixture
def address(spec: str) -> Address:
    """Its address."""
    return address_of(spec)
