"""The blocks of a text without markup: what a reader sees as headings, items, paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from citecheck.documents.boilerplate import is_boilerplate
from citecheck.model.document import Block, BlockKind
from citecheck.text.lines import marker, units

_Around = BlockKind | Literal["nothing"] | None

_LONGEST_HEADING = 110
_MOST_WORDS = 14
_CAPTION_WORDS = 8
_REPEATED = 3
# A line that stops like a sentence; a closing quote, bracket or citation may follow.
_STOPS = re.compile(r"[.!;,…](?:[\"')\]*_]|\[[0-9,\- ]{1,12}\]){0,4}$")
_CELL_END = re.compile(r"\t+|\s\|\s")
_QUOTE = re.compile(r"(?:>\s?){1,5}")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")
_WORD = re.compile(r"[^\W\d_][\w'-]*")


def blocks(text: str) -> list[Block]:
    """The blocks of `text`, in order, without bullets, list numbers and quote marks.

    `text` has plain characters (`fold`). A heading is a short line without a final stop, or
    a question, that stands over something else; where no line of the text ends as a sentence
    does, nothing is a heading. A short line in lower case, or one that comes back three times,
    is a caption and so boilerplate.
    """
    lines = units(text)
    contents = [line.of(text) for line in lines]
    kinds = classify(contents, [None] * len(lines))
    found: list[Block] = []
    for line, content, kind in zip(lines, contents, kinds, strict=True):
        start = line.start + _markup(content)
        if start < line.end:
            level = 0 if kind != "heading" else 2 if found else 1
            found.append(Block(start=start, end=line.end, kind=kind, heading_level=level))
    return found


def classify(lines: Sequence[str], known: Sequence[BlockKind | None]) -> list[BlockKind]:
    """What each of the lines of a text is; `known` has the kinds that markup has told."""
    kinds = [kind or _kind(line) for line, kind in zip(lines, known, strict=True)]
    repeats = Counter(line for line in lines if len(line) < _LONGEST_HEADING)
    prose = any(
        kind in (None, "list-item", "quote") and _STOPS.search(line)
        for line, kind in zip(lines, kinds, strict=True)
    )
    found: list[BlockKind] = []
    for index, line in enumerate(lines):
        before = kinds[index - 1] if index else None
        after = kinds[index + 1] if index + 1 < len(kinds) else "nothing"
        kind: BlockKind = kinds[index] or "paragraph"
        if known[index] is None and kind == "heading":
            repeated = index > 0 and repeats[line] >= _REPEATED
            again = repeats[line] > 1  # as in a table of contents
            listed = (
                before == "heading"
                and not again
                and (after == "heading" or found[-1] == "list-item" or lines[index - 1][-1] == ":")
            )
            kind = _headed(line, after, repeated=repeated, listed=listed) if prose else "paragraph"
        elif known[index] is None and kind == "list-item" and after is None:
            kind = "heading" if _numbered_heading(line) else kind
        found.append(kind)
    return found


def title(text: str, found: Sequence[Block]) -> str | None:
    """The heading that the text begins with, or None where it begins with something else."""
    first = next((block for block in found if block.kind != "boilerplate"), None)
    return first.of(text) if first and first.kind == "heading" else None


def _kind(line: str) -> BlockKind | None:
    """What a line is by itself; None for a paragraph, "heading" for what may be one."""
    if _QUOTE.match(line):
        return "quote"
    if is_boilerplate(line):
        return "boilerplate"
    if marker(line):
        return "list-item"
    if len(_CELL_END.findall(line)) >= 2:
        return "table"
    return "heading" if heading_like(line) else None


def heading_like(line: str) -> bool:
    """Whether a line is short, has a letter, no final stop and no address."""
    if len(line) > _LONGEST_HEADING or _STOPS.search(line) or _ADDRESS.search(line):
        return False
    words = line.split()
    return len(words) <= _MOST_WORDS and any(letter.isalpha() for letter in line)


def _headed(line: str, after: _Around, *, repeated: bool, listed: bool) -> BlockKind:
    """What a line that looks like a heading is, by what stands around it."""
    open_ended = line[-1] not in "?:"
    if repeated or (open_ended and line[0].islower() and len(line.split()) <= _CAPTION_WORDS):
        return "boilerplate"
    if not open_ended or _title_case(line):
        return "heading"
    if listed:
        return "list-item"
    return "paragraph" if after == "nothing" else "heading"


def _numbered_heading(line: str) -> bool:
    """Whether a list item reads like "3. Better sleep"."""
    return line[0].isdigit() and heading_like(line[marker(line) :])


def _title_case(line: str) -> bool:
    words = [word for word in _WORD.findall(line) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) * 10 >= 7 * len(words)


def _markup(line: str) -> int:
    quote = _QUOTE.match(line)
    return quote.end() if quote else marker(line)
