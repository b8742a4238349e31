"""Faults that send something else than the answer: statuses, pages, backend errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.eutils.failures import failure
from tests.eutils.limits import bad_key, too_many
from tests.eutils.replies_xml import summaries_head
from tests.eutils.reply import HTML, XML, Reply, html, xml
from tests.eutils.request import Request

Page = Callable[[Request], Reply]

_UNSUPPORTED = "Search Backend failed: Database is not supported: pubmed"
_NO_ADDRESS = (
    "Search Backend failed: Couldn't resolve #pmquerysrv-mz?dbaf=pubmed, "
    "the address table is empty."
)
_DIAGNOSTIC = (
    "<p>The server met an error and could not complete your request.</p>"
    "<p>Please write to the help desk with the time and the address of this page.</p>"
)


def _rate_limit(request: Request) -> Reply:
    return too_many(request.params.get("api_key") or request.client, 17, 3)


def _key_refused(request: Request) -> Reply:
    return bad_key(request.params.get("api_key", ""))


def _status(code: int, title: str) -> Page:
    return lambda request: html(title, _DIAGNOSTIC, status=code)


def _loop(request: Request) -> Reply:
    query = "" if request.method == "POST" else "?again"
    return Reply(b"", HTML, 302, {"Location": f"{request.path}{query}"})


def _failed(message: str) -> Page:
    return lambda request: failure(request, message)


def _maintenance(request: Request) -> Reply:
    notice = '<p>NCBI is down.</p><img src="/static/img/down_bethesda.png" alt="">'
    return html("NCBI - temporarily unavailable", notice, status=200)


def _maintenance_as_xml(request: Request) -> Reply:
    return replace(_maintenance(request), content_type=XML)


def _comment(request: Request) -> Reply:
    return xml(
        f'{summaries_head()}<eSummaryResult>\n<DocumentSummarySet status="OK"><!-- DocSum Backend '
        "failed: the address table is empty. --></DocumentSummarySet>\n</eSummaryResult>\n"
    )


STATUSES: dict[str, Page] = {
    "rate-limit": _rate_limit,
    "rate-limit-with-wait": lambda request: _rate_limit(request).with_headers(Retry_After="1"),
    "key-refused": _key_refused,
    "too-long": _status(414, "414 Request-URI Too Long"),
    "server-error": _status(500, "NCBI/eutils202 - WWW Error 500 Diagnostic"),
    "bad-gateway": _status(502, "502 Bad Gateway"),
    "unavailable": _status(503, "503 Service Unavailable"),
    "gateway-timeout": _status(504, "504 Gateway Timeout"),
    "retstart-refused": _status(400, "400 Bad Request"),
    "redirect-loop": _loop,
}
PAGES: dict[str, Page] = {
    "backend-unsupported": _failed(_UNSUPPORTED),
    "backend-no-address": _failed(_NO_ADDRESS),
    "html-page": _maintenance,
    "html-as-xml": _maintenance_as_xml,
    "docsum-comment": _comment,
}
