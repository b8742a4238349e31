"""What the rules of this room see of a document: one view per sentence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from citecheck.claims import cues
from citecheck.claims.cues import Hit
from citecheck.claims.named import Named, named_by
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.document import Document, Span
from citecheck.text import negation
from citecheck.text.normalise import fold

HOLDS_CLAIMS = frozenset({"paragraph", "list-item", "quote"})
_LOOK_BACK = 40
LONGEST = 2000
"""Characters beyond which a run of text on a page is no sentence."""


@dataclass(frozen=True)
class View:
    """One sentence: its folded text, the concepts it names, and every cue, found when asked.

    `section` is the heading above, "" where there is none. Of a part of a sentence, `whole`
    is the text of all of it, and `opens` counts the characters in front that join it on.
    Offsets of mentions and hits count from the sentence's own start.
    """

    index: int
    start: int
    raw: str
    text: str
    block: int
    holds_claims: bool
    section: str
    named: tuple[Named, ...]
    whole: str = ""
    opens: int = 0

    @cached_property
    def reports(self) -> tuple[Hit, ...]:
        return cues.load("reporting").find(self.text)

    @cached_property
    def relations(self) -> tuple[Hit, ...]:
        """Relation words, but for those inside a name ("weight gain")."""
        found = cues.load("relations").find(self.text)
        return tuple(h for h in found if not h.verbal or self._stands_free(h))

    @cached_property
    def rejections(self) -> tuple[Hit, ...]:
        """What speaks against a claim, but for what stands inside a name ("Sleep apnea")."""
        return tuple(filter(self._stands_free, cues.load("reject").find(self.text)))

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

    def _stands_free(self, hit: Hit) -> bool:
        return not any(_holds(n, hit) for n in self.named)

    @cached_property
    def usable(self) -> tuple[Named, ...]:
        """The concepts that can play a part: of a clear kind, and no verb taken for a noun."""
        return tuple(n for n in self.named if self._usable(n))

    def _usable(self, named: Named) -> bool:
        if not named.semantics:
            return False
        if named.denies and any(n.start >= named.end for n in self.named):
            return False
        if " " in named.text or named.text.isupper():
            return True
        size = named.end - named.start
        return not any(
            r.start <= named.start and named.end <= r.end and size * 2 > r.end - r.start
            for r in self.relations
        )

    def is_led_by(self, named: Named, sense: str) -> bool:
        """Whether words of that sense of discourse.toml stand right before a concept."""
        before = self.text[max(0, named.start - _LOOK_BACK) : named.start]
        return cues.load("discourse", sense).first(before) is not None

    def part(self, span: Span, *, opens: int = 0) -> View:
        """A part of the sentence, seen as a sentence; `whole` keeps all of its words."""
        return replace(
            self,
            start=self.start + span.start,
            raw=span.of(self.raw),
            text=span.of(self.text),
            named=tuple(n.moved(-span.start) for n in self.within(span)),
            whole=self.whole or self.text,
            opens=opens,
        )

    def within(self, span: Span) -> tuple[Named, ...]:
        """The concepts named inside a part of the sentence."""
        return tuple(n for n in self.named if span.start <= n.start and n.end <= span.end)


def views(document: Document, lexicon: Lexicon, *, longest: int = LONGEST) -> tuple[View, ...]:
    """A view of every sentence, headings and boilerplate included, in order.

    One of more than `longest` characters is no sentence, and its view is empty.
    """
    text = document.text
    folded = fold(text)
    mentions = lexicon.mentions(text, abbreviations=lexicon.abbreviations_in(text))
    found: list[View] = []
    at = 0
    heading = ""
    for index, sentence in enumerate(document.sentences):
        if document.blocks[sentence.block].kind == "heading":
            heading = folded[sentence.start : sentence.end]
        named: list[Named] = []
        readable = sentence.end - sentence.start <= longest
        end = sentence.end if readable else sentence.start
        while at < len(mentions) and mentions[at].start < sentence.end:
            mention = mentions[at]
            at += 1
            if readable and mention.start >= sentence.start and mention.end <= sentence.end:
                named.extend(named_by(mention, sentence.start, lexicon))
        found.append(
            View(
                index=index,
                start=sentence.start,
                raw=text[sentence.start : end],
                text=folded[sentence.start : end],
                block=sentence.block,
                holds_claims=readable and document.blocks[sentence.block].kind in HOLDS_CLAIMS,
                section=heading,
                named=tuple(named),
            )
        )
    return tuple(found)


def _holds(named: Named, hit: Hit) -> bool:
    """Whether a hit is a word inside a longer name ("gain" in "weight gain")."""
    inside = named.start <= hit.start and hit.end <= named.end and not named.denies
    return inside and hit.end - hit.start < named.end - named.start
