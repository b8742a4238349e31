"""Remarks in a page that ask to let a sentence stand.

    <!-- citecheck: ignore REASON -->        in HTML and Markdown
    [//]: # (citecheck: ignore REASON)       in Markdown

A remark speaks of the sentence that follows it. Text that was extracted from markup holds no
comments, so that they are looked for in the source, and the sentence found by its words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from citecheck.model.document import Ignored, Sentence
from citecheck.text.normalise import bare_words

MOST_REMARKS: Final = 1_000
_REACH: Final = 4_000
"""How far after a remark its sentence is looked for, in characters of the source."""

_REMARK: Final = re.compile(
    r"<!--\s{0,20}citecheck:[ \t]{0,20}ignore\b([^<>]{0,500}?)-->"
    r"|^ {0,3}\[//\]:[ \t]{0,20}#[ \t]{0,20}\(citecheck:[ \t]{0,20}ignore\b([^()\n]{0,500})\)",
    re.IGNORECASE | re.MULTILINE,
)
_COMMENT: Final = re.compile(r"<!--[^<>]{0,2000}-->")
_TAG: Final = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")


def ignored(source: str, text: str, sentences: Sequence[Sentence]) -> tuple[Ignored, ...]:
    """What the remarks in `source` let stand: spans of `text`, in the order of the remarks.

    Where the sentence stands more than once, all of them. A remark that no sentence follows
    has an empty span.
    """
    remarks = list(islice(_REMARK.finditer(source), MOST_REMARKS))
    if not remarks:
        return ()
    known = [(bare_words(_REMARK.sub(" ", s.of(text))), s) for s in sentences]
    return tuple(
        Ignored(start=start, end=end, reason=" ".join((remark[1] or remark[2] or "").split()))
        for remark in remarks
        for start, end in _followed(source[remark.end() : remark.end() + _REACH], known)
    )


def _followed(source: str, known: Sequence[tuple[str, Sentence]]) -> Iterator[tuple[int, int]]:
    following = bare_words(html.unescape(_TAG.sub(" ", _COMMENT.sub(" ", source)))) + " "
    fits = [(words, s) for words, s in known if words and following.startswith(f"{words} ")]
    longest = max((words for words, _ in fits), key=len, default=None)
    if longest is None:
        yield 0, 0
    yield from ((s.start, s.end) for words, s in fits if words == longest)
