"""Values as the ledger's columns hold them."""

from __future__ import annotations

import json
import re
import zlib
from typing import Any

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL refuses in a text, and no encoding holds."""


class PlainText(TypeDecorator[str]):
    """Text; what no database can hold becomes U+FFFD, since pages are not ours."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


class PackedText(TypeDecorator[str]):
    """Text kept small: terms of searches are long, and full of the same words."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else zlib.compress(value.encode("utf-8", "replace"), 9)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else zlib.decompress(value).decode("utf-8")


def json_of(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def of_json(text: str) -> Any:
    """The value of a column that `json_of` or a model wrote."""
    return json.loads(text)
