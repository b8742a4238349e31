"""Text from outside made inert in Markdown: it shows as it is and marks up nothing."""

from __future__ import annotations

import re
from typing import Final

from citecheck.report.safe import visible

_INLINE: Final = re.compile(
    r"(?P<html><)"
    r"|(?P<entity>&(?=[#A-Za-z]))"
    r"|(?P<mention>@|#(?=[0-9])|\b(?:GH|gh)-(?=[0-9]))"  # a forge would notify or cross-link
    r"|(?P<markup>[\\`*_\[\]|~$])"
    r"|(?P<scheme>:(?=//)|(?:(?<=mailto)|(?<=xmpp)):)"
    r"|(?P<host>(?<=www)\.)",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(r"(?P<number>[0-9]{1,9})(?P<stop>[.)])(?=\s|\Z)|(?P<mark>[#>+=-])")


def text(words: str) -> str:
    """Words for a paragraph, list item or quote: on one line, without any effect of their own."""
    shown = _INLINE.sub(_inert, visible(words))
    if shown.endswith("#"):  # a heading would swallow it
        shown = f"{shown[:-1]}\\#"
    start = _BLOCK.match(shown)
    return shown if start is None else _no_block(start) + shown[start.end() :]


def code(words: str) -> str:
    """Words as a code span, exactly, whatever backticks they hold."""
    shown = visible(words)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if not shown or shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _inert(found: re.Match[str]) -> str:
    words = found[0]
    match found.lastgroup:
        case "html":
            return "&lt;"
        case "entity":
            return "&amp;"
        case "mention":
            return f"{words}<!-- -->"
        case _:
            return f"\\{words}"


def _no_block(found: re.Match[str]) -> str:
    if found["mark"]:
        return f"\\{found['mark']}"
    return f"{found['number']}\\{found['stop']}"
