"""Tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; cells may hold anything but line breaks, which become spaces."""
    yield _row(head)
    yield _row(["---"] * len(head))
    for row in rows:
        yield _row([_cell(cell) for cell in row])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Readers of Markdown disagree on a bar within code in a table; they agree on HTML."""
    line = re.sub(r"\s+", " ", text).strip()
    line = re.sub(r"`([^`]*[|][^`]*)`", lambda code: f"<code>{escape(code[1])}</code>", line)
    return line.replace("|", "&#124;")
