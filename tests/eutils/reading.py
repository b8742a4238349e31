"""What the server made of a term: its hits, and everything it has to say about them."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.eutils.index import Hits
from tests.eutils.text import normal


@dataclass(frozen=True)
class Gaps:
    """What the server's index lacks; PubMed's lacks things too, a small one would lack all.

    `words` (words, phrases, headings) are dropped from a search and reported as not
    found. `phrases` are not in the phrase index: their quotes are ignored, with a
    warning. `ignored` are dropped with a milder warning. `tags` are field tags that it
    does not know. Compared without regard to case.
    """

    words: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    def __or__(self, other: Gaps) -> Gaps:
        """The gaps of both."""
        return Gaps(
            self.words | other.words,
            self.phrases | other.phrases,
            self.ignored | other.ignored,
            self.tags | other.tags,
        )

    def lack_word(self, text: str) -> bool:
        """Whether the index lacks this word or heading."""
        return normal(text) in map(normal, self.words)

    def lack_phrase(self, text: str) -> bool:
        """Whether the phrase index lacks this phrase."""
        return normal(text) in map(normal, self.phrases)

    def ignore(self, text: str) -> bool:
        """Whether this phrase is ignored."""
        return normal(text) in map(normal, self.ignored)

    def lack_tag(self, tag: str) -> bool:
        """Whether this field tag is unknown."""
        return tag.lower() in {known.lower() for known in self.tags}


@dataclass
class Notes:
    """What there is to say about a search besides its hits; filled while it runs."""

    translations: list[tuple[str, str]] = field(default_factory=list)
    phrases_not_found: list[str] = field(default_factory=list)
    fields_not_found: list[str] = field(default_factory=list)
    phrases_ignored: list[str] = field(default_factory=list)
    quoted_phrases_not_found: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    sought: list[str] = field(default_factory=list)
    """The words that hits are ranked by."""


@dataclass(frozen=True)
class Part:
    """Hits of one part of a term and its translation; `operator` joins its members."""

    hits: Hits
    translation: str
    operator: str = ""

    def bracketed(self, outer: str = "") -> str:
        """The translation, in brackets if it could be misread beside `outer`."""
        bare = not self.operator or self.operator == outer
        return self.translation if bare else f"({self.translation})"


def joined(operator: str, *parts: Part) -> Part:
    """The parts under one operator."""
    hits = parts[0].hits
    for part in parts[1:]:
        if operator == "AND":
            hits &= part.hits
        elif operator == "OR":
            hits |= part.hits
        else:
            hits -= part.hits
    first, *rest = parts
    texts = [first.bracketed(operator), *(part.bracketed() for part in rest)]
    return Part(hits, f" {operator} ".join(texts), operator) if rest else first
