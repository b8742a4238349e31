"""Which parts of a page are not its text: links, forms, adverts, lists of works cited."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from citecheck.model.document import Block, Span

# Nothing that is longer is a line of boilerplate, however it begins.
_LONGEST = 420


@dataclass(frozen=True)
class _Patterns:
    lines: re.Pattern[str]
    sections: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads(files(__package__).joinpath("boilerplate.toml").read_text("utf-8"))
    return _Patterns(
        lines=_any(pattern for group in data["lines"] for pattern in group["patterns"]),
        sections=tuple((_any(group["headings"]), group["until"]) for group in data["sections"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def is_boilerplate(line: str) -> bool:
    """Whether a line or sentence, in plain characters, is furniture of a page."""
    if len(line) > _LONGEST:
        return False
    return _patterns().lines.fullmatch(_bare(line)) is not None


def section_end(heading: str) -> str | None:
    """Up to where a heading turns what follows into boilerplate: "heading", "end" or None."""
    bare = _bare(heading)
    for pattern, until in _patterns().sections:
        if pattern.fullmatch(bare):
            return until
    return None


def mark(text: str, blocks: Sequence[Block], sentences: Sequence[Sequence[Span]]) -> list[Block]:
    """`blocks` with the kind of those that are boilerplate changed.

    `text` has plain characters; `sentences` are those of each block.
    """
    marked: list[Block] = []
    half = (blocks[-1].end + blocks[0].start) / 2 if blocks else 0
    until, level = "", 0
    for block, parts in zip(blocks, sentences, strict=True):
        whole = block.of(text) if block.end - block.start <= _LONGEST else ""
        ends = section_end(whole) if whole and block.kind != "code" else None
        if until == "heading" and block.kind == "heading" and block.heading_level <= level:
            until = ""
        if ends == "heading" and block.kind == "heading" and until != "end":
            until, level = ends, block.heading_level
        elif ends == "end" and block.start >= half:
            until = ends
        if until or _mostly(text, block, parts):
            block = block.model_copy(update={"kind": "boilerplate", "heading_level": 0})
        marked.append(block)
    return marked


def _mostly(text: str, block: Block, sentences: Sequence[Span]) -> bool:
    if block.kind in ("code", "table", "boilerplate"):
        return False
    found = sum(part.end - part.start for part in sentences if is_boilerplate(part.of(text)))
    return 2 * found > block.end - block.start


def _bare(line: str) -> str:
    return " ".join(line.lower().split()).rstrip(".! ")
