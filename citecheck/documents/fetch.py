"""Pages from the web: what is asked for, and what comes of the reply."""

from __future__ import annotations

from citecheck.documents.kinds import ACCEPT, by_content_type, kind_by_name
from citecheck.documents.parse import Raw
from citecheck.errors import UnreadableDocument, UnsupportedFormat
from citecheck.model.settings import Settings
from citecheck.model.watch import Gone, Manners, NotModified, Validators
from citecheck.web.fetch import Fetcher, Reply
from citecheck.web.labels import label


def fetch_page(
    url: str,
    fetcher: Fetcher,
    *,
    manners: Manners,
    max_bytes: int,
    validators: Validators | None = None,
) -> Reply | NotModified | Gone:
    """The reply for a page of a kind that is read. Raises: DocumentError."""
    if not url.lower().startswith(("http://", "https://")):
        raise UnsupportedFormat(
            f"{label(url)} is no http or https address; nothing else is fetched."
        )
    return fetcher.fetch(
        url,
        manners=manners,
        max_bytes=max_bytes,
        validators=validators,
        accept=ACCEPT,
        on_type=lambda content_type: by_content_type(content_type, label(url)),
    )


def raw_of(reply: Reply, url: str) -> Raw:
    """What a page is, by what the server says or by the end of its address."""
    kind, charset = by_content_type(reply.content_type, label(url))
    named = kind_by_name(reply.final_url.partition("?")[0])
    return Raw(reply.data, label(url), kind or named, charset, reply.partial)


def fetch_alone(url: str, fetcher: Fetcher, settings: Settings) -> Raw:
    """A page that somebody asked for by its address, as a browser would. Raises: DocumentError."""
    if settings.offline:
        raise UnreadableDocument(f"{label(url)} is not fetched, because this run is offline.")
    manners = Manners(allow_private=settings.allow_private, respect_robots=False)
    reply = fetch_page(url, fetcher, manners=manners, max_bytes=settings.max_document_bytes)
    if isinstance(reply, Gone):
        raise UnreadableDocument(reply.reason)
    assert isinstance(reply, Reply), "nothing was known of the page before"
    return raw_of(reply, url)
