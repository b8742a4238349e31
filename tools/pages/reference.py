"""The pages, and the schema, that are made from the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from citecheck.report.schema import render as report_schema
from tools.pages import commands, exit_codes, schema, settings

GENERATED: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        "docs/reference/commands.md": commands.render,
        "docs/reference/settings.md": settings.render,
        "docs/reference/exit-codes.md": exit_codes.render,
        "docs/reference/report.md": schema.render,
        "docs/report.schema.json": report_schema,
    }
)
"""Each by its place in the repository, and what makes it."""
