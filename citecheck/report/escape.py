"""Text from outside made inert in Markdown: it shows as it is and marks up nothing.

Only what CommonMark and GitHub would read as markup is escaped, so that prose can be read in its
source too: `p < 0.05`, `AT&T`, `allow_private` and `~5 mg [3]` stay as they are. Where a mark
needs a partner, the one that would close is escaped. Pieces are put side by side, so that a mark at
either end of one counts as if anything could stand there.
"""

from __future__ import annotations

import re
from typing import Final

from citecheck.report.safe import visible, web_address

_INLINE: Final = re.compile(
    r"(?P<html><(?=[A-Za-z/!?]|\Z))"
    r"|(?P<entity>&(?=\#?[0-9A-Za-z]{1,32};|\Z))"
    # A forge would notify or cross-link.
    r"|(?P<mention>@(?!\s)|\#(?=[0-9])|\b(?:GH|gh)-(?=[0-9]))"
    r"|(?P<markup>[`|]"
    r"|\\(?=[!-/:-@\[-`{-~]|\Z)"
    r"|\*(?!(?<=\s\*)\s)"  # between spaces it is a star
    r"|_(?!(?<=[^\W_]_)[^\W_])"  # within a word it is a letter
    r"|(?<!\s)~"
    r"|(?<!\s)\$|\$(?=\$)"
    r"|\](?=[(\[:]|\Z)|\A\[(?=[ x]\]))"
    r"|(?P<scheme>(?:(?<=http)|(?<=https)|(?<=ftp)):(?=//)|(?:(?<=mailto)|(?<=xmpp)):)"
    r"|(?P<host>(?<=www)\.)",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(
    r"(?P<number>[0-9]{1,9})(?P<stop>[.)])(?=\s|\Z)"
    r"|(?P<mark>[+-](?=\s|\Z)|\#+(?=\s|\Z)|>|=+(?=\s*\Z)|-(?=[-:\s]*\Z)|:(?=-))"
)
_IN_LABEL: Final = re.compile(r"(?<!\\)((?:\\\\)*)([\[\]])")
_ADDRESS: Final = re.compile(r"[^<>|`\\\s]+")


def text(words: str) -> str:
    """Words for a paragraph, list item or quote: on one line, without any effect of their own."""
    shown = _INLINE.sub(_inert, visible(words))
    if re.search(r"\s#+\Z", shown):  # a heading would swallow it
        shown = f"{shown[:-1]}\\#"
    start = _BLOCK.match(shown)
    return shown if start is None else _no_block(start) + shown[start.end() :]


def label(words: str) -> str:
    """Words for the text of a link, which no bracket of theirs ends."""
    return _IN_LABEL.sub(r"\1\\\2", text(words))


def naming(words: str, *addresses: str) -> str:
    """Our own words, in which these addresses of the web are links; all else is inert."""
    known = [each for each in addresses if web_address(each) and _ADDRESS.fullmatch(each)]
    if not known:
        return text(words)
    longest_first = sorted(map(re.escape, known), key=len, reverse=True)
    parts = re.split(rf"({'|'.join(longest_first)})(?=[\s.,;:)]|\Z)", words)
    return "".join(f"<{part}>" if number % 2 else _piece(part) for number, part in enumerate(parts))


def _piece(words: str) -> str:
    """A part of a line, with the spaces to its neighbours."""
    before, after = (" " if end.isspace() else "" for end in (words[:1], words[-1:]))
    return f"{before}{text(words)}{after}" if words.strip() else before


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
