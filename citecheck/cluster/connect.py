"""Connections to a cluster, and its failures in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from citecheck.cluster.replies import NotTheReply
from citecheck.errors import BadSource, QueryRejected, SourceUnavailable
from citecheck.sources.spelling import CLUSTER, kind_of

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_MOST_IN_SENTENCE = 300


@dataclass(frozen=True)
class Address:
    """Where an index is. `shown` names it without the password."""

    url: str
    index: str
    user: str | None
    password: SecretStr | None
    shown: str

    @property
    def files(self) -> str:
        """The index that says which files were read."""
        return f"{self.index}.files"


def address_of(spec: str, password: SecretStr | None = None) -> Address:
    """The address that "opensearch+https://user@host:9200/index" names.

    `password` is that of the settings; one in the address outranks it. Raises: BadSource.
    """
    try:
        parts = urlsplit(spec.removeprefix(CLUSTER))
        port = parts.port
    except ValueError:
        raise BadSource("The address of the cluster cannot be read.") from None
    index = parts.path.strip("/")
    host = parts.hostname or ""
    named = kind_of(spec) == "cluster" and parts.scheme in ("https", "http") and host
    if not named or not _is_name(index) or parts.query or parts.fragment:
        raise BadSource(
            "A cluster is named opensearch+https://user@host:port/index, the index in lower case."
        )
    place = f"[{host}]" if ":" in host else host
    place += f":{port}" if port else ""
    user = unquote(parts.username) if parts.username else None
    return Address(
        url=f"{parts.scheme}://{place}",
        index=index,
        user=user,
        password=SecretStr(unquote(parts.password)) if parts.password else password,
        shown=f"{CLUSTER}{parts.scheme}://{user + '@' if user else ''}{place}/{index}",
    )


def connect(address: Address, *, timeout_s: float, patient: bool = False) -> OpenSearch:
    """A client; nothing is asked yet. Who is `patient` asks again after a silence of `timeout_s`.

    Raises: BadSource if the extra is not installed.
    """
    try:
        from opensearchpy import OpenSearch
    except ImportError:
        raise BadSource(
            "A cluster needs opensearch-py: pip install 'citecheck-pubmed[cluster]'."
        ) from None
    password = address.password.get_secret_value() if address.password else ""
    login = (address.user, password) if address.user else None
    return OpenSearch(
        hosts=[address.url],
        http_auth=login,
        timeout=timeout_s,
        max_retries=3,
        retry_on_timeout=patient,
        retry_on_status=(429, 502, 503, 504),
        http_compress=True,
    )


@contextmanager
def translated(address: Address) -> Iterator[None]:
    """Whatever the client raises, or `cluster.replies`, as SourceUnavailable or QueryRejected.

    The client itself takes what it is told for granted, so that a reply of another shape ends in
    almost any error.
    """
    from opensearchpy.exceptions import OpenSearchException, RequestError

    try:
        yield
    except RequestError as error:
        raise QueryRejected(
            f"The cluster {address.shown} refused the search: {_reason(error)}."
        ) from None
    except (
        OpenSearchException, ValueError, LookupError, TypeError, AttributeError, RecursionError
    ) as error:  # fmt: skip
        raise SourceUnavailable(
            f"The cluster {address.shown} gave no answer that can be used: {_reason(error)}."
        ) from None


def _reason(error: Exception) -> str:
    """What went wrong, short, and without the address that the client may put in it."""
    from opensearchpy.exceptions import OpenSearchException, TransportError

    if isinstance(error, NotTheReply):
        return str(error)
    if not isinstance(error, OpenSearchException):
        return "it has another shape"
    status = error.status_code if isinstance(error, TransportError) else None
    if not isinstance(status, int):
        return type(error).__name__
    return short(f"{status} {getattr(error, 'error', '')}")


def short(said: str) -> str:
    """What a cluster says, on one line and of bounded length."""
    return " ".join(said.split())[:_MOST_IN_SENTENCE]


def _is_name(index: str) -> bool:
    plain = index.replace("-", "").replace("_", "").replace(".", "")
    return plain.isascii() and plain.isalnum() and index == index.lower() and index[0].isalnum()
