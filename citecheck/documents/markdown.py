"""The blocks of a Markdown text, which itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from citecheck.documents.plain import heading_like
from citecheck.model.document import Block, BlockKind, Span
from citecheck.text.lines import LINE_BREAK, lines

_LINE = re.compile(rf"[^\n\r\x0b\x0c\x85\u2028\u2029]*(?:{LINE_BREAK}|\Z)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|$)")
_ATX_END = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_QUOTE = re.compile(r"(?: {0,3}>[ \t]?){1,10}")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_INDENTED = re.compile(r" {4}|\t")
_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_NOTE = re.compile(r" {0,3}\[[^\]]{1,200}\]:[ \t]*\S")
_PICTURE = re.compile(r"\s*!?\[?!\[[^\]]{0,300}\]\([^)]{0,500}\)(?:\]\([^)]{0,500}\))?\s*$")
_TAGS = re.compile(r"\s*(?:</?[A-Za-z][^<>]{0,500}>\s*)+$")
_COMMENTS = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)[^*_]{1,110}\1:?$")
_LINK = re.compile(r"!?\[([^\]]{0,300})\]\([^)]{0,500}\)")
_FRONT_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*([^\n\r]{1,300})", re.M | re.I)
_MOST_WORDS = 14
# Nobody breaks lines at such a width: in a paragraph with a longer one, a line is a paragraph.
_WIDEST = 160


def blocks(text: str) -> list[Block]:
    """The blocks of `text`, in order, without the marks that make them blocks.

    Marks inside a block (emphasis, links, `>` of later lines) stay. Front matter, comments,
    link definitions, notes, pictures and lone tags are boilerplate.
    """
    return _Reader(text).read()


def title(text: str, found: Sequence[Block]) -> str | None:
    """The title in the front matter, else the first heading of level 1, else None."""
    if (
        found
        and found[0].kind == "boilerplate"
        and text[: found[0].start].strip() in ("---", "+++")
    ):
        front = _FRONT_TITLE.search(found[0].of(text))
        if front:
            return front[1].strip().strip("\"'") or None
    heading = next((block for block in found if block.heading_level == 1), None)
    if heading is None:
        return None
    bare = _LINK.sub(r"\1", heading.of(text))
    return re.sub(r"[*_`]", "", bare).strip() or None


class _Reader:
    """One pass over the lines; what is open is a block that the next line may go on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [Span(start=m.start(), end=m.end()) for m in _LINE.finditer(text)]
        self._found: list[Block] = []
        self._open: BlockKind | None = None
        self._start = self._end = 0
        self._in_list = False

    def read(self) -> list[Block]:
        index = self._front_matter()
        while index < len(self._lines):
            index = self._line(index)
        self._close()
        return self._found

    def _content(self, index: int) -> str:
        return self._lines[index].of(self._text).rstrip()

    def _front_matter(self) -> int:
        first = self._content(0).lstrip("\ufeff ") if self._lines else ""
        if first not in ("---", "+++"):
            return 0
        for index in range(1, min(len(self._lines), 200)):
            if self._content(index) in (first, "..."):
                if index > 1:
                    self._add("boilerplate", self._lines[1].start, self._lines[index - 1].end)
                return index + 1
        return 0

    def _line(self, index: int) -> int:
        """Takes the line, and those that belong to it; returns the next one."""
        line = self._content(index)
        start = self._lines[index].start
        bare = line.strip()
        if not bare:
            self._close()
            return index + 1
        fence = _FENCE.match(line)
        if fence:
            return self._until(index, "code", fence[1])
        if bare.startswith("<!--"):
            return self._comment(index, line, start)
        heading = _ATX.match(line)
        if heading:
            self._close()
            end = _ATX_END.search(line, heading.end())
            stop = end.start() if end else len(line)
            self._add("heading", start + heading.end(), start + stop, len(heading[1]))
            self._in_list = False
            return index + 1
        if self._open == "paragraph" and _SETEXT.match(line):
            level = 1 if "=" in line else 2
            self._add("heading", self._start, self._end, level)
            self._open = None
            return index + 1
        if _RULE.match(line):
            self._close()
            self._in_list = False
            return index + 1
        if "|" in line and index + 1 < len(self._lines) and self._is_table(index + 1):
            return self._table(index)
        return self._running(index, line, start)

    def _running(self, index: int, line: str, start: int) -> int:
        """A line of running text: it opens a block or goes on with the open one."""
        item = _ITEM.match(line)
        quote = _QUOTE.match(line)
        if _NOTE.match(line) or _PICTURE.match(line) or _TAGS.match(line):
            self._close()
            self._add("boilerplate", start, start + len(line))
        elif item:
            self._close()
            self._open_block("list-item", start + item.end(), start + len(line))
            self._in_list = True
        elif quote:
            self._quote(line, start, quote.end())
        elif self._open is not None:
            self._end = start + len(line)
        elif _INDENTED.match(line) and not self._in_list:
            self._open_block("code", start, start + len(line))
        else:
            indented = line[0] in " \t" and self._in_list
            self._in_list = indented
            self._open_block("list-item" if indented else "paragraph", start, start + len(line))
        return index + 1

    def _quote(self, line: str, start: int, marks: int) -> None:
        if not line[marks:].strip():
            self._close()
            return
        inner = _ITEM.match(line, marks)
        if inner or self._open != "quote":
            self._close()
            self._open_block("quote", start + (inner.end() if inner else marks), start + len(line))
        else:
            self._end = start + len(line)

    def _until(self, index: int, kind: BlockKind, mark: str) -> int:
        """A block of all lines to the one that holds the closing mark, or to the end."""
        self._close()
        first = index
        if kind == "code":
            index += 1
        while index < len(self._lines) and not self._ends(index, kind, mark):
            index += 1
        last = min(index, len(self._lines) - 1)
        if kind == "code":
            self._add(
                kind,
                self._lines[first].end,
                self._lines[last].start if index == last else self._lines[last].end,
            )
        else:
            self._add(kind, self._lines[first].start, self._lines[last].end)
        return index + 1

    def _comment(self, index: int, line: str, start: int) -> int:
        """A comment to its end; behind comments that end in their line is running text."""
        closed = _COMMENTS.match(line)
        if closed is None or line.startswith("<!--", closed.end()) or closed.end() == len(line):
            return self._until(index, "boilerplate", "-->")
        self._close()
        self._add("boilerplate", start, start + closed.end())
        self._open_block("paragraph", start + closed.end(), start + len(line))
        return index + 1

    def _ends(self, index: int, kind: BlockKind, mark: str) -> bool:
        line = self._content(index)
        return line.strip().startswith(mark) if kind == "code" else mark in line

    def _is_table(self, index: int) -> bool:
        line = self._content(index).strip()
        return "|" in line and "-" in line and _DELIMITER.match(line) is not None

    def _table(self, index: int) -> int:
        self._close()
        start = self._lines[index].start
        while index < len(self._lines) and "|" in self._content(index):
            index += 1
        self._add("table", start, self._lines[index - 1].end)
        return index

    def _open_block(self, kind: BlockKind, start: int, end: int) -> None:
        self._open, self._start, self._end = kind, start, end

    def _close(self) -> None:
        if self._open is None:
            return
        kind, content = self._open, self._text[self._start : self._end].strip()
        self._open = None
        if kind == "paragraph" and _bold_heading(content):
            self._add("heading", self._start, self._end, 4)
        elif kind == "paragraph":
            self._add_paragraph()
        else:
            self._add(kind, self._start, self._end)

    def _add_paragraph(self) -> None:
        parts = [
            part for part in lines(self._text[self._start : self._end]) if part.start < part.end
        ]
        if all(part.end - part.start <= _WIDEST for part in parts):
            first = self._start + parts[0].end
            if len(parts) > 1 and _bold_heading(self._text[self._start : first].strip()):
                self._add("heading", self._start, first, 4)
                self._start = first
            self._add("paragraph", self._start, self._end)
            return
        for part, following in zip_longest(parts, parts[1:]):
            start, end = self._start + part.start, self._start + part.end
            heading = following is not None and heading_like(self._text[start:end])
            self._add("heading" if heading else "paragraph", start, end, 4 * heading)

    def _add(self, kind: BlockKind, start: int, end: int, level: int = 0) -> None:
        """Adds a block without the white space around it, or nothing if that is all."""
        content = self._text[start:end]
        left = start + len(content) - len(content.lstrip())
        right = start + len(content.rstrip())
        if left < right:
            self._found.append(Block(start=left, end=right, kind=kind, heading_level=level))


def _bold_heading(content: str) -> bool:
    """Whether a paragraph is one short bold line without a final stop."""
    bold = _BOLD.match(content) is not None and len(content.split()) <= _MOST_WORDS
    return bold and content.rstrip("*_:")[-1:] not in ".!"
