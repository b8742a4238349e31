"""Names from a settings file, as they can stand in a sentence."""

from __future__ import annotations

from citecheck.report.safe import visible

_LONGEST = 100


def shown(value: object) -> str:
    """The value on one line, without what steers a terminal, and no longer than a name is."""
    return visible(str(value))[:_LONGEST]
