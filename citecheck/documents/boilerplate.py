"""Which parts of a page are not its text: links, forms, adverts, lists of works cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from citecheck.model.document import Block, Span
from citecheck.text.tables import read_table

# Nothing that is longer is a line of boilerplate, however it begins.
_LONGEST = 420
_LONGEST_LINK = 160
# A study named in brackets inside a sentence does not make the sentence a work cited.
_ASIDE = re.compile(r"\([^()]{13,300}\)")
_LINK = re.compile(r"!?\[([^\]]{0,200})\]\([^)]{0,300}\)")
_KEPT = ("code", "table", "boilerplate")


Until = Literal["heading", "end"]


@dataclass(frozen=True)
class Section:
    """What a heading begins: up to where it is boilerplate, and what stands there."""

    headings: re.Pattern[str]
    until: Until
    works_cited: bool
    links: bool


@dataclass(frozen=True)
class _Patterns:
    lines: re.Pattern[str]
    sections: tuple[Section, ...]
    blocks: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    data = read_table("citecheck.documents", "boilerplate.toml")
    return _Patterns(
        lines=_any(pattern for group in data["lines"] for pattern in group["patterns"]),
        sections=tuple(
            Section(
                headings=_any(group["headings"]),
                until=group["until"],
                works_cited=group.get("works_cited", False),
                links=group.get("links", False),
            )
            for group in data["sections"]
        ),
        blocks=_any(pattern for group in data["blocks"] for pattern in group["patterns"]),
    )


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def is_boilerplate(line: str) -> bool:
    """Whether a line or sentence, in plain characters, is furniture of a page."""
    if len(line) > _LONGEST:
        return False
    return _patterns().lines.fullmatch(_bare(line)) is not None


def is_work_cited(block: str) -> bool:
    """Whether a block, in plain characters, is an entry of a list of works cited."""
    if len(block) > _LONGEST:
        return False
    return _patterns().blocks.search(_ASIDE.sub("", block.lower())) is not None


def section(heading: str) -> Section | None:
    """What a heading begins, if that is boilerplate."""
    bare = _bare(heading) if len(heading) <= _LONGEST else ""
    return next((s for s in _patterns().sections if s.headings.fullmatch(bare)), None)


def mark(text: str, blocks: Sequence[Block], sentences: Sequence[Sequence[Span]]) -> list[Block]:
    """`blocks` with the kind of those that are boilerplate changed.

    `text` has plain characters; `sentences` are those of each block.
    """
    cited = [block.kind not in _KEPT and is_work_cited(block.of(text)) for block in blocks]
    last = {b.of(text): i for i, b in enumerate(blocks) if b.kind == "heading"}
    half = (blocks[-1].end + blocks[0].start) / 2 if blocks else 0
    marked: list[Block] = []
    within: Section | None = None
    level = 0
    for index, (block, parts) in enumerate(zip(blocks, sentences, strict=True)):
        late = block.start >= half
        if within and _leaves(within, block, level, cited=any(cited[index : index + 3])):
            within = None
        begun = None if within and within.until == "end" else _begun(text, block)
        if begun and begun.until == "end":
            within = begun if late else within
        elif begun and within is None and last.get(block.of(text), index) == index:
            certain = late or not begun.works_cited or any(cited[index : index + 4])
            within, level = (begun if certain else None), block.heading_level or 6
        if within or cited[index] or _mostly(text, block, parts):
            block = block.model_copy(update={"kind": "boilerplate", "heading_level": 0})
        marked.append(block)
    return marked


def _begun(text: str, block: Block) -> Section | None:
    return section(block.of(text)) if block.kind in ("heading", "boilerplate") else None


def _leaves(within: Section, block: Block, level: int, *, cited: bool) -> bool:
    """Whether a section of boilerplate is over where this block begins."""
    if within.until == "end":
        return False
    if within.links and block.kind == "paragraph" and block.end - block.start > _LONGEST_LINK:
        return True
    return 0 < block.heading_level <= level and not (within.works_cited and cited)


def _mostly(text: str, block: Block, sentences: Sequence[Span]) -> bool:
    if block.kind in _KEPT:
        return False
    found = sum(part.end - part.start for part in sentences if is_boilerplate(part.of(text)))
    return 2 * found > block.end - block.start


def _bare(line: str) -> str:
    if "](" in line:
        line = _LINK.sub(r"\1", line)
    return " ".join(line.lower().split()).strip("*_ ").rstrip(".! ")
