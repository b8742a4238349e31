"""Values as the ledger's columns hold them."""

from __future__ import annotations

import json
import re
import zlib
from typing import Final, TypeVar

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

_T = TypeVar("_T")
_MOST_UNPACKED: Final = 10_000_000
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL refuses in a text, and no encoding holds."""


class StrangeValue(ValueError):
    """A column holds what citecheck never writes there."""


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
        if value is None:
            return None
        if not isinstance(value, bytes):
            raise StrangeValue("a packed text is bytes")
        unpacker = zlib.decompressobj()
        whole = unpacker.decompress(value, _MOST_UNPACKED)
        if not unpacker.eof:
            raise StrangeValue("a packed text that is cut short, or too long")
        return whole.decode("utf-8")


def json_of(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def of_json(text: str, kind: type[_T]) -> _T:
    """The value of a column that `json_of` or a model wrote.

    Raises: StrangeValue for one that is not of this kind.
    """
    try:
        value = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise StrangeValue("a column holds no JSON") from error
    if not isinstance(value, kind):
        raise StrangeValue(f"a column holds JSON of another kind than {kind.__name__}")
    return value


def title_in(text: str) -> str:
    """The title in the value of a study. Raises: StrangeValue."""
    title = of_json(text, dict).get("title")
    if not isinstance(title, str):
        raise StrangeValue("a study has no title")
    return title
