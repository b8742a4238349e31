"""Values as the ledger's columns hold them."""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL refuses in a text, and no encoding holds."""


class PlainText(TypeDecorator[str]):
    """Text; what no database can hold becomes U+FFFD, since pages are not ours."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else _UNSTORABLE.sub("\ufffd", value)


def json_of(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def of_json(text: str) -> Any:
    """The value of a column that `json_of` or a model wrote."""
    return json.loads(text)
