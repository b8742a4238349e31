"""The tables of this room: word lists and patterns that stand as TOML beside the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from citecheck.text.tables import read_table


@cache
def table(name: str) -> Mapping[str, Any]:
    """A table as it stands, by its folder and name ("reading/effects"); read once."""
    return MappingProxyType(read_table("citecheck.evidence", f"{name}.toml"))


@cache
def cues(name: str) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a table, compiled, each by the name of its entry (`[name] pattern = ...`)."""
    return MappingProxyType(
        {
            key: re.compile(entry["pattern"])
            for key, entry in table(name).items()
            if isinstance(entry, dict) and "pattern" in entry
        }
    )


@cache
def any_of(name: str, key: str) -> re.Pattern[str]:
    """The patterns of all the rows of one list of a table (`[[key]]`) as one expression."""
    return re.compile("|".join(row["pattern"] for row in table(name)[key]))
