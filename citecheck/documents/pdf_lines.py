"""The lines that stand on the pages of a PDF file become paragraphs, headings and list items."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from citecheck.concepts.lexicon import load
from citecheck.documents.layout import Piece, clean
from citecheck.documents.plain import heading_like
from citecheck.text.lines import marker
from citecheck.text.tables import read_table

_AT_EDGE = 2
"""So many lines at the top of a page, and at its foot, may be running heads."""
_LONGEST_HEAD = 150
_NUMBER = re.compile(
    r"\W{0,3}(?:page\s{1,3})?(?:\d{1,4}|[ivxlc]{1,7})(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?\W{0,3}",
    re.I,
)
_DIGITS = re.compile(r"\d+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_STOP = re.compile(r"[.!?:;][\"'”’)\]]{0,3}(?:\[?\d{1,3}(?:[,–-]\d{1,3}){0,5}\]?)?$")
_CUT = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = ("and", "or", "to", "versus")  # "pre- and post-treatment"
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_LONGEST_WORD = 100
_SHORT_WORD = 5
"""The lexicon lists no plain words of fewer letters."""
_LONGEST_HEADING = 200
_WIDE_GAP = 1.5
"""A gap over so many times the usual one ends a paragraph; so does a line under 0.7 of full."""
_SHORT = 0.7
_LARGER = 1.15


class Line(NamedTuple):
    """One line of a page: where it begins, the size of its letters in points, if all are bold."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    bold: bool = False


class _Usual(NamedTuple):
    """What is usual in this file: the size of letters, the gap of lines, a full line."""

    size: float
    gap: float
    width: int


def pieces(pages: Sequence[Sequence[Line]]) -> list[Piece]:
    """The blocks of a file, in order, without running heads and page numbers.

    A paragraph goes on from line to line, over columns and pages; a word that was cut at the
    end of a line is made whole, a compound keeps its hyphen.
    """
    kept = [[_plain(line) for line in page] for page in _without_running(pages)]
    usual = _usual(kept)
    words = Counter(w.lower() for page in kept for line in page for w in _WORDS.findall(line.text))
    sizes = sorted({round(line.size) for page in kept for line in page}, reverse=True)
    larger = [size for size in sizes if size >= _LARGER * usual.size]
    return [_piece(block, words, larger) for block in _blocks(kept, usual)]


def _plain(line: Line) -> Line:
    text = line.text.strip()
    if len(text) <= 2 and not any(map(str.isalnum, text)):
        return line._replace(text="•" if text else "")
    return line._replace(text=_CONTROLS.sub("", text.translate(_LIGATURES)).strip())


def _without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what comes back at their edges, but for its digits, and page numbers."""
    edges = [_edges(page) for page in pages]
    seen = Counter(key for edge in edges for key in {_key(page_line) for page_line in edge})
    least = 2 if len(pages) == 2 else 3
    found = []
    for page, edge in zip(pages, edges, strict=True):
        running = {
            line for line in edge if seen[_key(line)] >= least or _NUMBER.fullmatch(line.text)
        }
        found.append([line for line in page if line not in running and line.text.strip()])
    return found


def _edges(page: Sequence[Line]) -> list[Line]:
    by_height = sorted((line for line in page if line.text.strip()), key=lambda line: line.y)
    heights = sorted({line.y for line in by_height})
    outer = set(heights[:_AT_EDGE] + heights[-_AT_EDGE:])
    return [line for line in by_height if line.y in outer and len(line.text) <= _LONGEST_HEAD]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", " ".join(line.text.lower().split()))


def _usual(pages: Iterable[Sequence[Line]]) -> _Usual:
    sizes: Counter[float] = Counter()
    gaps: list[float] = []
    lengths: list[int] = []
    for page in pages:
        for above, line in itertools.pairwise(page):
            if above.size == line.size and 0 < above.y - line.y < 4 * max(line.size, 1):
                gaps.append(above.y - line.y)
        for line in page:
            sizes[line.size] += len(line.text)
            lengths.append(len(line.text))
    lengths.sort()
    return _Usual(
        size=sizes.most_common(1)[0][0] if sizes else 0.0,
        gap=statistics.median_low(gaps) if gaps else 0.0,
        width=lengths[len(lengths) * 9 // 10] if lengths else 0,
    )


def _blocks(pages: Iterable[Sequence[Line]], usual: _Usual) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for page in pages:
        for number, line in enumerate(page):
            last = blocks[-1][-1] if blocks else None
            if last is not None and _goes_on(last, line, usual, same_page=number > 0):
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return blocks


def _goes_on(last: Line, line: Line, usual: _Usual, *, same_page: bool) -> bool:
    """Whether `line` belongs to the block that `last` is in."""
    if last.text == "•":
        return line.text != "•"
    if marker(line.text) or line.text == "•":
        return False
    if abs(last.size - line.size) > 0.08 * max(last.size, line.size) or last.bold != line.bold:
        return False
    stops = _STOP.search(last.text) is not None
    gap = last.y - line.y
    if not same_page or gap <= 0:
        return not stops and (line.size, line.bold) == (usual.size, False)
    if usual.gap and gap > _WIDE_GAP * max(usual.gap, line.size if line.size > usual.size else 0):
        return False
    if line.size > usual.size or line.bold:
        return True
    indented = line.x > last.x + 0.8 * max(line.size, 1)
    return not (stops and (indented or len(last.text) < _SHORT * usual.width))


def _piece(block: Sequence[Line], words: Counter[str], larger: Sequence[int]) -> Piece:
    first = block[0]
    lines = [line.text for line in block if line.text != "•"]
    text = clean(_joined(lines, words))
    listed = first.text == "•" or marker(text)
    if listed:
        return Piece("list-item", text[marker(text) :])
    if len(text) <= _LONGEST_HEADING and not text.endswith((".", ";", ",")):
        if round(first.size) in larger:
            return Piece("heading", text, min(6, 1 + larger.index(round(first.size))))
        if all(line.bold for line in block) and heading_like(text):
            return Piece("heading", text, min(6, 1 + len(larger)))
    return Piece(None, text)


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    """The lines as one, a word that was cut at the end of one made whole."""
    parts: list[str] = []
    end = ""  # of what was joined: all that tells whether a word is cut there
    for line in lines:
        cut = _CUT.search(end)
        rest = _WORD.match(line)
        if cut is None or rest is None or rest[0] in _BETWEEN:
            parts.append(f" {line}" if end else line)
        else:
            if rest[0][0].islower() and not _keeps_hyphen(cut[1], rest[0], words):
                parts[-1] = parts[-1][:-1]
                end = end[:-1]
            parts.append(line)
        end = (end + parts[-1])[-_LONGEST_WORD:]
    return "".join(parts)


def _keeps_hyphen(before: str, after: str, words: Counter[str]) -> bool:
    """Whether two parts are a compound, by how the text writes them elsewhere, or by lists.

    A listed first part opens a compound only where the parts make no plain word together
    ("pre-" and "vent") and the second is no mere remainder of one.
    """
    whole, compound = words[f"{before}{after}".lower()], words[f"{before}-{after}".lower()]
    if whole != compound:
        return compound > whole
    if f"{before}-{after}".lower() in _listed("compounds", "wholes"):
        return True
    if before.lower() not in _listed("first_parts", "parts"):
        return False
    is_word = load().is_word
    return not is_word(before + after) and (len(after) < _SHORT_WORD or is_word(after))


@cache
def _listed(table: str, column: str) -> frozenset[str]:
    entries = read_table("citecheck.documents", "hyphens.toml")[table]
    return frozenset(value for entry in entries for value in entry[column])
