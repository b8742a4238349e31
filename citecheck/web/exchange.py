"""One request and its answer, read within bounds."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import NamedTuple

import httpx

from citecheck.model.watch import Validators
from citecheck.web.transport import DEADLINE, STEP_TIMEOUT_S, GuardedTransport, Resolve
from citecheck.web.unpack import Damaged, TooBig, Unpacker
from citecheck.web.visit import Visit

_PACKED = ("gzip", "x-gzip", "deflate")
_PLAIN = ("", "identity")
_HEADER = re.compile(r"[\x21-\x7e][\x20-\x7e]{0,500}")


class Answer(NamedTuple):
    """What a server answered. `said` names a status for a sentence; only a 200 has `data`."""

    status: int
    said: str
    url: str
    location: str | None
    retry_after_s: float | None
    content_type: str
    validators: Validators
    data: bytes = b""
    partial: str | None = None


class Exchange:
    """A client whose connections go to checked addresses only; safe to share by threads."""

    def __init__(
        self, *, allow_private: bool, resolve: Resolve, clock: Callable[[], float]
    ) -> None:
        self._client = httpx.Client(
            transport=GuardedTransport(allow_private=allow_private, resolve=resolve, clock=clock),
            trust_env=False,
            follow_redirects=False,
            timeout=STEP_TIMEOUT_S,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def send(
        self, url: httpx.URL, visit: Visit, validators: Validators | None, deadline: float
    ) -> Answer:
        """The answer to a GET for `url`, over before `deadline`.

        Raises: UnreadableDocument for a body that is refused; what the transport raises.
        """
        request = self._client.build_request(
            "GET", url, headers=_headers(visit, validators), extensions={DEADLINE: deadline}
        )
        reply = self._client.send(request, stream=True)
        try:
            answer = _head(reply)
            if answer.status != httpx.codes.OK:
                return answer
            visit.on_type(answer.content_type)
            data, partial = _body(reply, visit)
            return answer._replace(data=data, partial=partial)
        finally:
            reply.close()


def _headers(visit: Visit, validators: Validators | None) -> dict[str, str]:
    known = validators or Validators()
    asked = {
        "User-Agent": visit.agent,
        "Accept": visit.accept,
        "Accept-Encoding": "gzip, deflate",
        "If-None-Match": _usable(known.etag),
        "If-Modified-Since": _usable(known.last_modified),
    }
    return {name: value for name, value in asked.items() if value}


def _usable(header: str | None) -> str | None:
    """A header's value if it is one that can be kept and sent back."""
    return header if header and _HEADER.fullmatch(header) else None


def _head(reply: httpx.Response) -> Answer:
    found = reply.headers
    return Answer(
        status=reply.status_code,
        said=f"the server answered {reply.status_code} {reply.reason_phrase[:60]}".rstrip(),
        url=str(reply.request.url),
        location=found.get("location"),
        retry_after_s=_seconds(found.get("retry-after", "")),
        content_type=found.get("content-type", "")[:200],
        validators=Validators(
            etag=_usable(found.get("etag")), last_modified=_usable(found.get("last-modified"))
        ),
    )


def _seconds(retry_after: str) -> float | None:
    """What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3)."""
    if re.fullmatch(r"\d{1,9}", retry_after, re.ASCII):
        return float(retry_after)
    try:
        until = email.utils.parsedate_to_datetime(retry_after)
        return max(0.0, (until - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _body(reply: httpx.Response, visit: Visit) -> tuple[bytes, str | None]:
    """The plain bytes of a body, and why they are only the first of them, if they are."""
    claimed = reply.headers.get("content-length", "")
    if not visit.cut and claimed.isdecimal() and int(claimed[:20]) > visit.max_bytes:
        raise visit.too_big()
    data = bytearray()
    unpacker = _unpacker(reply, visit)
    try:
        for part in _plain(reply, unpacker, visit):
            data += part
            if len(data) > visit.max_bytes:
                raise TooBig
    except TooBig:
        if not visit.cut:
            raise visit.too_big() from None
    except Damaged:
        raise visit.error("its compression is damaged") from None
    except httpx.TimeoutException:
        if not data:
            raise
        return bytes(data), f"The server was too slow: only the first {len(data)} bytes came."
    except httpx.HTTPError:
        if not data:
            raise
        return bytes(data), f"The connection broke: only the first {len(data)} bytes came."
    else:
        if unpacker and not unpacker.is_whole:
            return bytes(data), f"The page was cut: only the first {len(data)} bytes came."
    return bytes(data[: visit.max_bytes]), None


def _unpacker(reply: httpx.Response, visit: Visit) -> Unpacker | None:
    """What unpacks the body; None where it is plain. Raises: UnreadableDocument."""
    encoding = reply.headers.get("content-encoding", "").strip().lower()
    if encoding not in _PLAIN + _PACKED:
        raise visit.error(f"it is packed in a way that is not read ({encoding[:40]})")
    return Unpacker(visit.max_bytes) if encoding in _PACKED else None


def _plain(reply: httpx.Response, unpacker: Unpacker | None, visit: Visit) -> Iterator[bytes]:
    came = 0
    for chunk in reply.iter_raw():
        came += len(chunk)
        if came > visit.max_bytes:
            raise TooBig
        yield unpacker.take(chunk) if unpacker else chunk
