"""A text that was read, and places in it.

All offsets are half-open and count code points of `Document.text`.
"""

from __future__ import annotations

from typing import Literal

from citecheck.model.base import Frozen

BlockKind = Literal["heading", "paragraph", "list-item", "quote", "code", "table", "boilerplate"]
"""What a block of a page is. Only paragraph, list-item and quote can hold claims."""


class Span(Frozen):
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def holds(self, position: int) -> bool:
        """Whether a position lies in the span: of a longer thing, whether it begins there."""
        return self.start <= position < self.end


class Block(Span):
    """One heading, paragraph or list item; `heading_level` is 1-6 for headings, else 0."""

    kind: BlockKind
    heading_level: int = 0


class Sentence(Span):
    """One sentence without the white space around it; `block` indexes `Document.blocks`."""

    block: int


class Link(Span):
    """Words of the text that lead to an address."""

    url: str


class Ignored(Span):
    """A sentence that a remark in the source asks to let stand; `reason` "" where none is given.

    The span is empty where no sentence follows the remark.
    """

    reason: str


DocumentKind = Literal[
    "text", "markdown", "html", "pdf", "docx", "epub", "bibtex", "ris", "nbib", "csl-json"
]


class Document(Frozen):
    """One text as it was read.

    `origin` is the path, URL or "-" that the user gave. `has_lines` is true where
    lines and columns of `text` are those of the file itself (.txt, .md, stdin).
    Blocks are in order, never overlap, and cover all but white space and markup. `links`
    are those of an HTML page; in other texts addresses stand in the text itself.
    """

    id: str
    title: str | None
    origin: str
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    has_lines: bool
    kind: DocumentKind = "text"
    links: tuple[Link, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    partial: str | None = None
    """Why only a part could be read, or None."""


class Unreadable(Frozen):
    """A document that could not be read, and the one sentence that says why."""

    id: str
    origin: str
    reason: str
