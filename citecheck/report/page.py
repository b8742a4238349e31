"""Lines of styled words drawn for a terminal; the one place that every word passes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from citecheck.report.safe import visible
from citecheck.report.view import View
from citecheck.text.normalise import fold

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Piece = tuple[str, str]
"""Words and their style, "" for none. Spaces at the ends of the words are kept."""

_WIDEST: Final = 100
_NARROWEST: Final = 20

_ASCII: Final = str.maketrans(
    {
        "✓": "+",
        "✗": "x",
        "–": "-",
        "·": "-",
        "•": "*",
        "─": "-",
        "│": "|",
        "…": "...",
        "«": "<<",
        "»": ">>",
    }
    | {"“": '"', "”": '"', "‘": "'", "’": "'", "→": "->", "±": "+/-", "≥": ">=", "≤": "<="}
)


class Line(NamedTuple):
    """One paragraph. What does not fit on a line goes on below `lead`'s end.

    `barred` repeats the lead on every line, as for a quotation.
    """

    pieces: tuple[Piece, ...]
    indent: int = 0
    lead: Piece = ("", "")
    barred: bool = False


BLANK: Final = Line(())
RULE: Final = Line((), lead=("─", "dim"))


def line(words: str, style: str = "", *, indent: int = 0, lead: Piece = ("", "")) -> Line:
    """A paragraph of one style."""
    return Line(((words, style),), indent, lead)


def draw(lines: Iterable[Line], view: View) -> str:
    """The lines as text, wrapped to the width and no wider than is good to read.

    Whatever the words hold, only styles make escape sequences, and those only in colour.
    """
    from rich.console import Console

    stream = io.StringIO()
    console = Console(
        file=stream,
        width=view.width,
        height=25,
        force_terminal=view.colour,
        color_system="standard" if view.colour else None,
        no_color=not view.colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    measure = max(_NARROWEST, min(view.width, _WIDEST))
    for each in lines:
        for row in _rows(each, measure, console, view.encoding):
            console.print(row, soft_wrap=True)
    return stream.getvalue()


def _rows(each: Line, measure: int, console: Console, encoding: str) -> Iterator[Text]:
    from rich.text import Text

    if each is RULE:
        yield Text(_carried("─", encoding) * measure, style=each.lead[1])
        return
    words = Text()
    for piece, style in each.pieces:
        words.append(_carried(_shown(piece), encoding), style)
    lead = Text(_carried(_shown(each.lead[0]), encoding), style=each.lead[1])
    margin = " " * each.indent
    room = max(_NARROWEST // 2, measure - each.indent - lead.cell_len)
    for number, row in enumerate(words.wrap(console, room)):
        row.rstrip()
        start = lead if each.barred or number == 0 else Text(" " * lead.cell_len)
        yield Text.assemble(margin, start, row) if row else Text()


def _shown(words: str) -> str:
    """`visible`, but for the spaces that part it from its neighbours."""
    inner = visible(words)
    if not inner:
        return " " if words else ""
    before = " " if words[0].isspace() else ""
    after = words[len(words.rstrip(" ")) :] or (" " if words[-1].isspace() else "")
    return before + inner + after


def _carried(words: str, encoding: str) -> str:
    try:
        words.encode(encoding)
    except UnicodeEncodeError:
        plain = fold(words.translate(_ASCII))
        return plain.encode(encoding, "replace").decode(encoding)
    return words
