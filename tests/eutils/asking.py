"""How the server's own tests ask it."""

from __future__ import annotations

import socket
from typing import Any
from urllib.parse import urlsplit

import httpx
from lxml import etree

from tests.eutils.server import EutilsServer
from tests.eutils.specimens import RECORDS, THESAURUS


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def serve(**options: Any) -> EutilsServer:
    """A server for the specimens."""
    return EutilsServer(RECORDS, **{"thesaurus": THESAURUS, **options})


def dial(server: EutilsServer) -> socket.socket:
    """A bare connection to the server."""
    return socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0), timeout=5)


def search(client: httpx.Client, term: str, **params: str) -> dict[str, Any]:
    """The result of an esearch in JSON."""
    query = {"db": "pubmed", "retmode": "json", "term": term, **params}
    result: dict[str, Any] = client.get("esearch.fcgi", params=query).json()["esearchresult"]
    return result


def fetched(client: httpx.Client, **params: str) -> list[str | None]:
    """The PMIDs of the records that efetch sends, in order."""
    content = client.get("efetch.fcgi", params={"db": "pubmed", "retmode": "xml", **params}).content
    return [pmid.text for pmid in etree.fromstring(content).findall("*/MedlineCitation/PMID")]
