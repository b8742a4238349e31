"""What a reference is when it is no journal article."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from citecheck.text.tables import read_table


class _Kind(NamedTuple):
    what: str
    pattern: re.Pattern[str]
    hosts: tuple[str, ...]


def kind_of(entry: str, url: str | None) -> str | None:
    """ "a book", "a web page" ...; None where nothing says that it is no journal article.

    `entry` has plain characters. An address alone makes a web page of what has no other mark.
    """
    lower = entry[:2_000].lower()
    host = _host(url)
    for kind in _kinds():
        if kind.pattern.search(lower) or any(_is_host(host, each) for each in kind.hosts):
            return kind.what
    return None


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""


def _is_host(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")


@cache
def _kinds() -> tuple[_Kind, ...]:
    data = read_table(__package__, "kinds.toml")
    return tuple(
        _Kind(
            kind["what"],
            re.compile("|".join(f"(?:{pattern})" for pattern in kind["patterns"])),
            tuple(kind.get("hosts", ())),
        )
        for kind in data["kinds"]
    )
