"""PubMed's E-utilities on loopback, with faults on demand, for tests of what talks to them."""

from __future__ import annotations

from tests.eutils.catalogue import ALL_FAULTS, Case
from tests.eutils.faults import Fault
from tests.eutils.reading import Gaps
from tests.eutils.record import Cited, Record
from tests.eutils.records import article_set
from tests.eutils.request import Request
from tests.eutils.server import EutilsServer

__all__ = [
    "ALL_FAULTS",
    "Case",
    "Cited",
    "EutilsServer",
    "Fault",
    "Gaps",
    "Record",
    "Request",
    "article_set",
]
