"""The `[[watch]]` tables of a configuration: what audits watch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from citecheck.config.shown import shown
from citecheck.errors import ConfigError

_SOURCES = ("files", "urls", "sitemaps", "feeds", "lists")


def watches(tables: Any, where: str, folder: Path) -> list[dict[str, Any]]:
    """The tables of one configuration file with the folder that their paths start at.

    Each has a name of its own and something to watch. Raises: ConfigError.
    """
    if not isinstance(tables, list) or not all(isinstance(table, Mapping) for table in tables):
        raise ConfigError(f"In {where}, watch must be tables: write [[watch]] over each.")
    for number, table in enumerate(tables, 1):
        name = shown(table.get("name") or f"number {number}")
        if "folder" in table:
            raise ConfigError(
                f"In {where}, the watch {name}: paths start at the file's own folder."
            )
        if not any(table.get(source) for source in _SOURCES):
            raise ConfigError(
                f"In {where}, the watch {name} names nothing to watch: none of "
                f"{', '.join(_SOURCES)}."
            )
    names = Counter(str(table.get("name")) for table in tables)
    twice = [name for name, count in names.items() if count > 1 and name != "None"]
    if twice:
        raise ConfigError(f"In {where}, two watches are called {shown(twice[0])}.")
    return [{**table, "folder": str(folder)} for table in tables]
