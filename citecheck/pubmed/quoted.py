"""Words of a search as a message repeats them."""

from __future__ import annotations

_LONGEST = 60


def quoted(text: str) -> str:
    """The words in quotes on one line, and no more of them than tell where they stand."""
    return repr(shown(text))


def shown(text: str) -> str:
    """As many of the words as tell which are meant."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
