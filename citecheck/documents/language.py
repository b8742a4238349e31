"""Whether a text is in English, and what it is in if not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from citecheck.text.tables import read_table

# Shares of all words. English prose has a quarter to a third of its words in the list, an
# abstract an eighth and more; the other lists hold a sixth and more of their prose.
_FOREIGN = 0.10
_NO_ENGLISH = 0.04
_FEWEST_LETTERS = 200
# A shorter text must be plainer: a fifth of its words, at least four, and none of English.
_FEWEST_LETTERS_IF_PLAIN = 40
_PLAIN = 0.2
_FEWEST_WORDS_IF_PLAIN = 4
_WINDOW = 10_000
_WORD = re.compile(r"[^\W\d_]+")
_PROSE = re.compile(r"[^\W\d_]{2,}[,;]?(?:\s[^\W\d_]{1,20},?){5,30}[.!?。]")


@dataclass(frozen=True)
class _Script:
    name: str
    ranges: tuple[tuple[int, int], ...]
    least: float


@dataclass(frozen=True)
class _Languages:
    english: frozenset[str]
    others: tuple[tuple[str, frozenset[str]], ...]
    scripts: tuple[_Script, ...]


@cache
def _languages() -> _Languages:
    data = read_table("citecheck.documents", "languages.toml")
    return _Languages(
        english=frozenset(data["english"]["words"]),
        others=tuple((item["name"], frozenset(item["words"])) for item in data["languages"]),
        scripts=tuple(
            _Script(
                name=item["name"],
                ranges=tuple(_range(span) for span in item["ranges"]),
                least=item.get("least", 0.5),
            )
            for item in data["scripts"]
        ),
    )


def _range(span: str) -> tuple[int, int]:
    first, last = span.split("-")
    return int(first, 16), int(last, 16)


def foreign_language(text: str) -> str | None:
    """The language of `text` in plain words ("German", "a language other than English").

    None for English, and for what is too short or has no sentences to tell by, such as a
    list of drugs.
    """
    sample = _sample(text)
    words = _WORD.findall(sample.lower())
    letters = sum(map(len, words))
    if letters < _FEWEST_LETTERS_IF_PLAIN:
        return None
    languages = _languages()
    counts = Counter(words)
    english = _share(counts, languages.english, len(words))
    script = _script("".join(words), languages.scripts)
    if script:
        return script
    share, name = max((_share(counts, known, len(words)), name) for name, known in languages.others)
    if letters < _FEWEST_LETTERS:
        plain = share >= max(_PLAIN, _FEWEST_WORDS_IF_PLAIN / len(words)) and not english
        return name if plain else None
    if share >= max(_FOREIGN, 2 * english):
        return name
    if english < _NO_ENGLISH and sum(1 for _ in _PROSE.finditer(sample)) >= 3:
        return "a language other than English"
    return None


def _sample(text: str) -> str:
    """The text, or a window from its beginning, middle and end."""
    if len(text) <= 3 * _WINDOW:
        return text
    middle = (len(text) - _WINDOW) // 2
    return "\n".join((text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]))


def _share(counts: Counter[str], known: frozenset[str], total: int) -> float:
    return sum(counts[word] for word in known) / total


def _script(letters: str, scripts: tuple[_Script, ...]) -> str | None:
    counts = Counter(letters)
    for script in scripts:
        found = sum(times for c, times in counts.items() if _holds(script, ord(c)))
        if found > script.least * len(letters):
            return script.name
    return None


def _holds(script: _Script, point: int) -> bool:
    return any(first <= point <= last for first, last in script.ranges)
