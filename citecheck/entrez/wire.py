"""A question to E-utilities as a value, and its form on the wire. Pure.

Credentials are no part of the question: they are added when it is sent, and never
reach a cache key, a log line or an error.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Literal
from urllib.parse import quote_plus, urlencode

from citecheck.model.base import Frozen

BASE_URL = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/"
LONGEST_GET = 1_500
"""Characters of a query; NCBI asks for POST over several hundred, and 414 was seen at 2,980."""

Endpoint = Literal["esearch", "efetch", "ecitmatch"]
Kind = Literal["search", "record"]


class Question(Frozen):
    """One question: an endpoint and its parameters, sorted, without credentials.

    `kind` says how long its answer may be kept.
    """

    endpoint: Endpoint
    kind: Kind
    parameters: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The cache key: the same for the same question, whoever asks, wherever it is sent."""
        text = json.dumps([self.endpoint, self.parameters], ensure_ascii=True)
        return f"{self.kind}-{hashlib.sha256(text.encode()).hexdigest()}"

    def __str__(self) -> str:
        """For people: `esearch term=...`, cut to a line."""
        shown = " ".join(f"{name}={value}" for name, value in self.parameters)
        return f"{self.endpoint} {shown if len(shown) < 200 else shown[:200] + '...'}"


class Credentials(Frozen):
    """Who asks, as NCBI wants to know it; the key allows ten requests a second."""

    tool: str
    email: str | None = None
    api_key: str | None = None

    def parameters(self) -> dict[str, str]:
        """As E-utilities take them; NCBI allows no spaces in either."""
        named = {"tool": self.tool, "email": self.email, "api_key": self.api_key}
        return {name: re.sub(r"\s+", "_", value) for name, value in named.items() if value}


class Wire(Frozen):
    """What is sent: `body` is None for GET."""

    method: Literal["GET", "POST"]
    url: str
    body: str | None


def esearch(term: str, *, limit: int, start: int = 0) -> Question:
    """The PMIDs of the best matches by relevance, with the count; `limit` 0 only counts."""
    return _question(
        "esearch",
        "search",
        db="pubmed",
        term=term,
        retmode="json",
        retmax=str(limit),
        retstart=str(start),
        sort="relevance",
    )


def efetch(pmids: tuple[str, ...]) -> Question:
    """The records of these PMIDs as XML."""
    return _question("efetch", "record", db="pubmed", id=",".join(pmids), retmode="xml")


def ecitmatch(lines: tuple[str, ...]) -> Question:
    """The PMIDs of citations, a line each: `journal|year|volume|page|author|key|`."""
    return _question("ecitmatch", "search", db="pubmed", retmode="xml", bdata="\r".join(lines))


def on_the_wire(question: Question, credentials: Credentials, base_url: str = BASE_URL) -> Wire:
    """The request to send; a long one goes as POST."""
    # The citation matcher alone has kept its old ending.
    ending = "cgi" if question.endpoint == "ecitmatch" else "fcgi"
    url = f"{base_url.rstrip('/')}/{question.endpoint}.{ending}"
    query = urlencode({**dict(question.parameters), **credentials.parameters()})
    if len(query) > LONGEST_GET:
        return Wire(method="POST", url=url, body=query)
    return Wire(method="GET", url=f"{url}?{query}", body=None)


def address(question: Question) -> str | None:
    """Where anybody can ask the same; None for a question too long for an address."""
    wire = on_the_wire(question, Credentials(tool="citecheck"))
    return wire.url if wire.body is None else None


def redact(text: str, credentials: Credentials) -> str:
    """`text` without key and email, also as an address has them.

    NCBI's 400 for a bad key echoes it. What is cut to a length is cut afterwards: half a key is
    none that would be found.
    """
    sent = credentials.parameters()
    for secret in (credentials.api_key, credentials.email, sent.get("api_key"), sent.get("email")):
        if secret:
            text = text.replace(secret, "[redacted]").replace(quote_plus(secret), "[redacted]")
    return text


def _question(endpoint: Endpoint, kind: Kind, **parameters: str) -> Question:
    return Question(endpoint=endpoint, kind=kind, parameters=tuple(sorted(parameters.items())))
