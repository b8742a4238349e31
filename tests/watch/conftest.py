"""A fetcher, and watches of a loopback site."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from citecheck.web.fetch import Fetcher


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(timeout_s=10) as made:
        yield made
