"""One reply, before it is put on the wire."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

XML = "text/xml; charset=UTF-8"
JSON = "application/json; charset=UTF-8"
TEXT = "text/plain; charset=UTF-8"
HTML = "text/html; charset=UTF-8"

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """Status, body and the headers that are this reply's own."""

    body: bytes
    content_type: str = XML
    status: int = 200
    headers: Headers = field(default_factory=dict)

    def with_headers(self, **headers: str) -> Reply:
        """The reply with more headers; `_` in a name stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return replace(self, headers={**self.headers, **named})

    def compressed(self) -> Reply:
        """The reply with its body as gzip, which its headers say."""
        packed = gzip.compress(self.body, mtime=0)
        return replace(self, body=packed).with_headers(content_encoding="gzip")


def xml(text: str) -> Reply:
    """An XML reply in UTF-8."""
    return Reply(text.encode("utf-8"))


def plain_json(value: Any) -> Reply:
    """A JSON reply without white space, a newline at the end, beyond ASCII as it is."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Reply(f"{text}\n".encode(), JSON)


def html(title: str, text: str, *, status: int) -> Reply:
    """A page of the web server, not of the utilities."""
    page = (
        '<!DOCTYPE html>\n<html lang="en"><head><title>'
        f"{escape(title)}</title></head>\n<body><h1>{escape(title)}</h1>{text}</body></html>\n"
    )
    return Reply(page.encode(), HTML, status)
