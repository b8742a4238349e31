"""The names that a published search string may use, from MeSH and the shipped filters.

Terms without a field are mapped as PubMed maps them: the longest run of words that MeSH names
stands for its heading and for the words themselves, and all runs must be there. PubMed's own
mapping also knows journals and authors, so its counts may differ; the tree shows what was made.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Or, Query, Words
from citecheck.pubmed.filters import filter_query
from citecheck.pubmed.quoted import quoted
from citecheck.pubmed.term import parse_term
from citecheck.text.tables import read_table

_MOST_UNTAGGED = 200
_LONGEST_NAME = 8
"""Words of a heading that is looked for in a run of words."""


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(read_table("citecheck.pubmed", "stop_words.toml")["words"])


class Headings(Protocol):
    """The part of the lexicon that names are read by."""

    def lookup(self, name: str, /) -> tuple[str, ...]:
        """The ids that carry exactly this name."""
        ...

    def names(self, concept_id: str, /) -> tuple[str, ...]:
        """All names of a concept, the preferred one first."""
        ...


def parse_search(text: str, lexicon: Headings) -> Query:
    """A search string in PubMed's syntax as a tree. Raises: QueryRejected."""
    return parse_term(text, SearchNames(lexicon))


class SearchNames:
    """MeSH's names, the shipped filters, and PubMed's mapping of terms without a field."""

    def __init__(self, lexicon: Headings) -> None:
        self._lexicon = lexicon

    def heading(self, name: str, /) -> tuple[str, str] | None:
        """The heading that prefers this name, or else the only one that has it."""
        found = [ui for ui in self._lexicon.lookup(name) if ui[:1] in "CD"]
        preferred = {ui: self._lexicon.names(ui)[0] for ui in found}
        exact = [ui for ui in found if preferred[ui].casefold() == name.casefold()]
        for chosen in (exact, found):
            if len(chosen) == 1:
                return chosen[0], preferred[chosen[0]]
        return None

    def subset(self, name: str, /) -> Query | None:
        """The systematic reviews subset; other filters are searches by themselves."""
        return filter_query("systematic") if name in ("systematic", "systematic review") else None

    def untagged(self, words: str, /) -> Query:
        """The headings that the words name, longest first, and every other word somewhere."""
        left = words.split()
        if len(left) > _MOST_UNTAGGED:
            raise QueryRejected(f"More than {_MOST_UNTAGGED} words in a row without a field.")
        parts: list[Query] = []
        while left:
            size = next(
                (n for n in range(min(len(left), _LONGEST_NAME), 0, -1) if self._named(left[:n])), 1
            )
            run, left = left[:size], left[size:]
            if size > 1 or run[0].casefold() not in _stop_words():
                parts.append(self._mapped(run))
        if not parts:
            raise QueryRejected(f"The search holds no words but stop words: {quoted(words)}.")
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _named(self, words: list[str]) -> bool:
        return self.heading(" ".join(words)) is not None

    def _mapped(self, words: list[str]) -> Query:
        text = " ".join(words)
        phrase: Query = Words(text=text, field="all")
        if len(words) > 1:
            each = tuple(Words(text=word, field="all") for word in words)
            phrase = Or(parts=(phrase, And(parts=each)))
        found = self.heading(text)
        if found is None:
            return phrase
        ui, name = found
        alternatives = phrase.parts if isinstance(phrase, Or) else (phrase,)
        return Or(parts=(Mesh(ui=ui, name=name), *alternatives))
