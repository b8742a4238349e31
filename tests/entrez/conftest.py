"""A PubMed of two studies on loopback, and clients that do not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from citecheck.checker import Checker
from citecheck.entrez.cache import ReplyCache
from citecheck.entrez.client import EutilsClient
from citecheck.entrez.source import PubMedSource
from citecheck.entrez.wire import Credentials
from citecheck.model.study import AbstractSection, MeshHeading, PublicationType, Study
from tests.eutils.server import EutilsServer

KEY, EMAIL = "k3y-that-must-not-leak", "someone@example.org"
CLAIM = "Ketamine relieves migraine."
STUDIES = (
    Study(
        pmid="101",
        title="Ketamine for acute migraine: a randomized trial",
        abstract=(
            AbstractSection(
                section="METHODS",
                text="Adults with migraine (n = 240) were randomized to ketamine or placebo.",
            ),
            AbstractSection(
                section="RESULTS",
                text="Ketamine reduced migraine pain more than placebo (p < 0.001).",
            ),
            AbstractSection(
                section="CONCLUSIONS", text="Ketamine is effective in relieving acute migraine."
            ),
        ),
        year=2019,
        publication_types=(PublicationType(name="Randomized Controlled Trial", ui="D016449"),),
        mesh=(
            MeshHeading(name="Humans", ui="D006801"),
            MeshHeading(name="Ketamine", ui="D007649", major=True),
            MeshHeading(name="Migraine Disorders", ui="D008881", major=True),
        ),
    ),
    Study(
        pmid="102",
        title="Ketamine in migraine: a second randomized trial",
        abstract=(
            AbstractSection(
                section="RESULTS",
                text="In 180 patients with migraine, ketamine reduced pain compared with placebo.",
            ),
        ),
        year=2021,
        publication_types=(PublicationType(name="Randomized Controlled Trial", ui="D016449"),),
        mesh=(MeshHeading(name="Humans", ui="D006801"),),
    ),
)


class NoWait:
    """A pace for tests: every turn comes at once; what is asked of it is written down."""

    def __init__(self) -> None:
        self.held: list[float] = []

    def wait(self, deadline: float) -> bool:
        return True

    def hold(self, seconds: float) -> None:
        self.held.append(seconds)

    def close(self) -> None:
        """Nothing is held."""


ClientMaker = Callable[..., EutilsClient]


@pytest.fixture
def make_client(tmp_path: Path) -> Iterator[ClientMaker]:
    """Clients that never sleep and give up soon, with a cache in the test's folder."""
    with ExitStack() as open_clients:

        def make(url: str, **changes: Any) -> EutilsClient:
            values: dict[str, Any] = {
                "base_url": url,
                "credentials": Credentials(tool="citecheck", email=EMAIL, api_key=None),
                "pace": NoWait(),
                "cache": ReplyCache(tmp_path / "cache"),
                "timeout_s": 4.0,
                "read_s": 0.4,
                "sleep": lambda _seconds: None,
            }
            return open_clients.enter_context(EutilsClient(**{**values, **changes}))

        yield make


@pytest.fixture
def server() -> Iterator[EutilsServer]:
    """PubMed without a limit of requests."""
    with EutilsServer(
        STUDIES, requests_per_second=None, requests_per_second_with_key=None, api_keys=(KEY,)
    ) as running:
        yield running


def source_of(client: EutilsClient) -> PubMedSource:
    """PubMed behind this client."""
    return PubMedSource(client)


def checked(client: EutilsClient, claim: str = CLAIM) -> Any:
    """The claim checked against PubMed behind this client."""
    with Checker(sources=[source_of(client)]) as checker:
        return checker.check_claims([claim]).claims[0]
