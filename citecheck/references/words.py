"""The words by which works are told from each other."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from citecheck.text.normalise import fold

_WORD = re.compile(r"[^\W_]+")
_STROKED = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that are no accented ones, and are printed without their stroke or apart."""
_COMMON = frozenset(
    (
        "about", "after", "among", "analysis", "based", "been", "between", "controlled", "double",
        "during", "effect", "effects", "from", "have", "into", "more", "other", "over", "patients",
        "results", "review", "study", "systematic", "than", "that", "their", "these", "this",
        "those", "through", "trial", "under", "using", "were", "when", "with", "within", "without",
        "published", "journal", "research", "researchers", "found", "large", "looked", "wrote",
        "work", "which", "while", "first", "small",
    )
)  # fmt: skip


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower-case words in letters without marks: by these, names and titles are compared."""
    lower = fold(text).lower()
    if not lower.isascii():
        apart = unicodedata.normalize("NFKD", lower.translate(_STROKED))
        lower = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(lower))


def words_of(text: str) -> tuple[str, ...]:
    """The words by which a title or sentence is known, each once, in their order."""
    return tuple(dict.fromkeys(w for w in plain(text).split() if len(w) > 3 and w not in _COMMON))
