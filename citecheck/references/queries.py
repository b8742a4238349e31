"""The searches that find a reference by its words, when no identifier leads to it. Pure."""

from __future__ import annotations

import re
from typing import Final

from citecheck.model.query import And, Or, Published, Query, Words
from citecheck.model.reference import Cited, Reference
from citecheck.model.search import CitationKey
from citecheck.references.compare import YEARS_APART
from citecheck.references.names import surname
from citecheck.references.words import plain, words_of

MOST_WORDS: Final = 10
_FIRST_PAGE = re.compile(r"[A-Za-z]{0,3}[0-9]{1,9}")


def by_words(reference: Reference) -> Query | None:
    """Whatever finds the work by what is said of it; None where too little is said.

    A title is asked for in two halves, either of which is enough, so that a slip in one word
    hides nothing; author and year with any word of the title are a third way.
    """
    cited = reference.cited
    if reference.form == "inline":
        return _inline(cited, words_of(reference.topic))
    title = words_of(cited.title or "")
    if len(title) < 2:
        title = tuple(word for word in plain(cited.title or "").split() if len(word) > 2)
    ways: list[Query] = []
    if len(title) >= 4:
        title = title[:MOST_WORDS]
        half = len(title) // 2
        ways += [_all(title[:half]), _all(title[half:])]
    elif len(title) >= 2 and (cited.authors or cited.journal or cited.year):
        ways.append(_all(title))
    who = _author(cited)
    if who is not None and title:
        around = [who, _any(title[:6], "title")]
        if cited.year:
            around.append(_about(cited.year))
        if cited.year or len(title) >= 4:
            ways.append(And(parts=tuple(around)))
    if not ways:
        return None
    return ways[0] if len(ways) == 1 else Or(parts=tuple(ways))


def citation_key(cited: Cited) -> CitationKey | None:
    """What NLM's citation matcher needs; None where journal, year or place is missing."""
    if not (cited.journal and cited.year and (cited.volume or cited.pages)):
        return None
    page = _FIRST_PAGE.match(cited.pages or "")
    return CitationKey(
        journal=plain(cited.journal),
        year=str(cited.year),
        volume=cited.volume or "",
        first_page=page[0] if page else "",
        author=_first_author(cited),
    )


def _author(cited: Cited) -> Query | None:
    name = _first_author(cited)
    return Words(text=name, field="author") if name else None


def _first_author(cited: Cited) -> str:
    """The surname in plain words, "" where nobody is named."""
    return plain(surname(cited.authors[0])) if cited.authors else ""


def _inline(cited: Cited, topic: tuple[str, ...]) -> Query | None:
    parts: list[Query] = []
    who = _author(cited)
    if who is not None:
        parts.append(who)
    if cited.journal:
        parts.append(Words(text=plain(cited.journal).removeprefix("the "), field="journal"))
    if cited.year:
        parts.append(_about(cited.year))
    if topic:
        parts.append(_any(topic[:MOST_WORDS], "tiab"))
    return And(parts=tuple(parts)) if len(parts) > 1 else None


def _all(words: tuple[str, ...]) -> Query:
    members = tuple(Words(text=word, field="title") for word in words)
    return members[0] if len(members) == 1 else And(parts=members)


def _any(words: tuple[str, ...], field: str) -> Query:
    members = tuple(Words.model_validate({"text": word, "field": field}) for word in words)
    return members[0] if len(members) == 1 else Or(parts=members)


def _about(year: int) -> Query:
    return Published(first=year - YEARS_APART, last=year + YEARS_APART)
