"""What the elements of an HTML page are to a reader of its text."""

from __future__ import annotations

from citecheck.model.document import BlockKind

UNSEEN = frozenset(("script", "style", "noscript", "template", "head"))
"""Elements whose text nobody sees."""
SKIPPED = UNSEEN.union(
    ("nav", "aside", "footer", "form", "button", "select", "iframe", "svg", "object", "canvas"),
    ("dialog",),
)
"""Elements that are no part of what a page says."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS: dict[str, BlockKind | None] = {
    "p": None, "div": None, "section": None, "article": None, "main": None, "body": None,
    "header": None, "figure": None, "figcaption": "boilerplate", "dd": None, "dt": None,
    "li": "list-item", "ul": None, "ol": None, "dl": None, "blockquote": "quote", "pre": "code",
    "td": "table", "th": "table", "tr": "table", "table": "table", "br": None, "html": None,
}  # fmt: skip
"""Elements that begin a block, with its kind; None where only its words can tell."""


def sets_apart(tag: str) -> bool:
    """Whether words before, in and behind an element are blocks of their own."""
    return tag in BLOCKS or tag in HEADINGS or tag in SKIPPED
