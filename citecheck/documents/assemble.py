"""A text and its blocks become a document with sentences."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePath

from citecheck.documents import boilerplate
from citecheck.model.document import Block, Document, DocumentKind, Link, Sentence, Span
from citecheck.text.lines import lines
from citecheck.text.sentences import split_running

_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """`text` with half characters, which no encoding holds, as U+FFFD; lengths stay."""
    return _SURROGATE.sub("\ufffd", text)


def identify(origin: str) -> str:
    """The id of the document of this origin: its last name and a hash, the same on every run."""
    name = "stdin" if origin == "-" else PurePath(origin.split("?")[0]).stem
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "document"
    return f"{slug}-{hashlib.sha256(origin.encode('utf-8', 'replace')).hexdigest()[:8]}"


def assemble(
    text: str,
    view: str,
    blocks: Sequence[Block],
    *,
    name: str,
    origin: str,
    title: str | None,
    has_lines: bool,
    partial: str | None = None,
    kind: DocumentKind = "text",
    links: tuple[Link, ...] = (),
) -> Document:
    """The document of `text`: its boilerplate marked and every block cut into sentences.

    A heading, a table row and a line of code are one sentence each.
    """
    parts = [_sentences(text, block) for block in blocks]
    marked = boilerplate.mark(view, blocks, parts)
    return Document(
        id=name,
        title=title,
        origin=origin,
        text=text,
        blocks=tuple(marked),
        sentences=tuple(
            Sentence(start=part.start, end=part.end, block=number)
            for number, block_parts in enumerate(parts)
            for part in block_parts
        ),
        has_lines=has_lines,
        partial=partial,
        kind=kind,
        links=links,
    )


def _sentences(text: str, block: Block) -> list[Span]:
    if block.kind == "heading":
        return [Span(start=block.start, end=block.end)]
    if block.kind in ("code", "table"):
        inner = lines(block.of(text))
        return [
            Span(start=block.start + line.start, end=block.start + line.end)
            for line in inner
            if line.start < line.end
        ]
    return split_running(text, block)
