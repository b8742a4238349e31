"""What the rules of this room see of a document: one view per sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from citecheck.claims import cues
from citecheck.claims.cues import Hit
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import Mention, Semantic
from citecheck.model.document import Document, Span
from citecheck.text import negation
from citecheck.text.normalise import fold

HOLDS_CLAIMS = frozenset({"paragraph", "list-item", "quote"})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with offsets into its sentence and every part it can play, likeliest first.

    `concept_id` is None where the name is ambiguous; then only the parts that all of its
    readings share are kept.
    """

    start: int
    end: int
    text: str
    concept_id: str | None
    semantics: tuple[Semantic, ...]

    def plays(self, *parts: Semantic) -> bool:
        """Whether it can be any of these."""
        return any(part in self.semantics for part in parts)

    @property
    def first(self) -> Semantic:
        """The likeliest part."""
        return self.semantics[0] if self.semantics else "other"


@dataclass(frozen=True)
class View:
    """One sentence: its folded text, the concepts it names, and every cue, found when asked.

    Offsets of mentions and hits count from the sentence's own start.
    """

    index: int
    start: int
    raw: str
    text: str
    block: int
    holds_claims: bool
    named: tuple[Named, ...]

    @cached_property
    def reports(self) -> tuple[Hit, ...]:
        return cues.load("reporting").find(self.text)

    @cached_property
    def relations(self) -> tuple[Hit, ...]:
        return cues.load("relations").find(self.text)

    @cached_property
    def rejections(self) -> tuple[Hit, ...]:
        return cues.load("reject").find(self.text)

    @cached_property
    def kinds(self) -> tuple[Hit, ...]:
        return cues.load("kinds").find(self.text)

    @cached_property
    def hedges(self) -> tuple[Hit, ...]:
        return cues.load("hedges").find(self.text)

    @cached_property
    def references(self) -> tuple[Hit, ...]:
        return cues.load("references").find(self.text)

    @cached_property
    def negations(self) -> tuple[negation.Negation, ...]:
        return negation.find(self.text)

    def within(self, span: Span) -> tuple[Named, ...]:
        """The concepts named inside a part of the sentence."""
        return tuple(n for n in self.named if span.start <= n.start and n.end <= span.end)


def views(document: Document, lexicon: Lexicon) -> tuple[View, ...]:
    """A view of every sentence, headings and boilerplate included, in order."""
    text = document.text
    folded = fold(text)
    mentions = lexicon.mentions(text, abbreviations=lexicon.abbreviations_in(text))
    found: list[View] = []
    at = 0
    for index, sentence in enumerate(document.sentences):
        named: list[Named] = []
        while at < len(mentions) and mentions[at].start < sentence.end:
            mention = mentions[at]
            at += 1
            if mention.start >= sentence.start and mention.end <= sentence.end:
                named.append(_named(mention, sentence.start, lexicon))
        found.append(
            View(
                index=index,
                start=sentence.start,
                raw=text[sentence.start : sentence.end],
                text=folded[sentence.start : sentence.end],
                block=sentence.block,
                holds_claims=document.blocks[sentence.block].kind in HOLDS_CLAIMS,
                named=tuple(named),
            )
        )
    return tuple(found)


def _named(mention: Mention, offset: int, lexicon: Lexicon) -> Named:
    readings = [c.semantics for ui in mention.concept_ids if (c := lexicon.concept(ui))]
    shared = tuple(s for s in readings[0] if all(s in r for r in readings)) if readings else ()
    return Named(
        start=mention.start - offset,
        end=mention.end - offset,
        text=mention.text,
        concept_id=mention.concept_id,
        semantics=shared,
    )
