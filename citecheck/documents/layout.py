"""The pieces that were found in a page or file, laid out as one text with blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from citecheck.documents import plain
from citecheck.errors import UnreadableDocument
from citecheck.model.document import Block, BlockKind, Link
from citecheck.text.normalise import fold

MOST_PIECES: Final = 50_000
"""A book of a thousand pages has some fifteen thousand paragraphs."""
# Removed, for they cut words in two and are never seen.
_UNSEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


class Piece(NamedTuple):
    """One block of a page: its kind (None where only the words can tell), level and text."""

    kind: BlockKind | None
    text: str
    level: int = 0


class Page(NamedTuple):
    """The text of a page, its blocks, and its links in the order of the text."""

    title: str | None
    text: str
    blocks: list[Block]
    links: tuple[Link, ...] = ()


def bounded(pieces: Iterable[Piece], label: str) -> list[Piece]:
    """The pieces of a file. Raises: UnreadableDocument if there are more than `MOST_PIECES`."""
    found = list(islice(pieces, MOST_PIECES + 1))
    if len(found) > MOST_PIECES:
        raise UnreadableDocument(f"{label} has more than {MOST_PIECES:,} paragraphs.")
    return found


def lay_out(title: str | None, pieces: Sequence[Piece]) -> Page | None:
    """One text of all pieces that hold a letter or digit; None if none does.

    Blocks are set apart by an empty line, list items and table rows by a line break.
    """
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece.text))]
    kinds = plain.classify([fold(piece.text) for piece in pieces], [piece.kind for piece in pieces])
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    before: BlockKind | None = None
    for piece, kind in zip(pieces, kinds, strict=True):
        gap = "" if before is None else "\n" if before == kind in ("list-item", "table") else "\n\n"
        start = length + len(gap)
        length = start + len(piece.text)
        level = (piece.level or 4) if kind == "heading" else 0
        blocks.append(Block(start=start, end=length, kind=kind, heading_level=level))
        parts += (gap, piece.text)
        before = kind
    return Page(title=title, text="".join(parts), blocks=blocks) if blocks else None


def clean(text: str) -> str:
    """`text` on one line, without what is never seen."""
    return " ".join(_UNSEEN.sub("", text).split())
