"""Every known failure of PubMed against the client: none may pass for "nothing found"."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.entrez.cache import ReplyCache
from tests.entrez.conftest import ClientMaker, checked
from tests.eutils import ALL_FAULTS, Case
from tests.eutils.server import EutilsServer

NEVER_ASKED = {"docsum-comment"}
"""Faults of utilities that citecheck does not use."""
HARMLESS = {"quotes-ignored", "half-page"}
"""A phrase searched without its quotes finds more, not less; two records fit on half a page."""


@pytest.mark.parametrize("case", ALL_FAULTS, ids=lambda case: case.name)
def test_a_fault_that_lasts_never_makes_a_claim_unfound(
    case: Case, server: EutilsServer, make_client: ClientMaker
) -> None:
    server.strike(case.times(None))
    claim = checked(make_client(server.url))
    assert claim.verdict != "unfound"
    if case.complete or case.name in NEVER_ASKED | HARMLESS:
        assert claim.verdict == "supported"
    else:
        assert claim.unchecked is not None
        assert claim.unchecked.reason in (
            "source-unavailable",
            "query-rejected",
            "incomplete-results",
        )


@pytest.mark.parametrize(
    "case", [c for c in ALL_FAULTS if c.retryable and c.name != "refused-at-connect"],
    ids=lambda case: case.name,
)  # fmt: skip
def test_a_fault_that_passes_is_recovered_from(
    case: Case, server: EutilsServer, make_client: ClientMaker
) -> None:
    server.strike(case.times(1))
    claim = checked(make_client(server.url))
    assert claim.verdict == "supported"


@pytest.mark.parametrize("case", ALL_FAULTS, ids=lambda case: case.name)
def test_no_failure_is_ever_stored(
    case: Case, server: EutilsServer, make_client: ClientMaker, tmp_path: Path
) -> None:
    server.strike(case.times(None))
    checked(make_client(server.url))
    server.heal()
    # A second client with the same cache meets a healthy server: what it is given must be true.
    again = make_client(server.url, cache=ReplyCache(tmp_path / "cache"))
    assert checked(again).verdict == "supported"
