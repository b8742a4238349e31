"""What the rules of this room see of a document: one view per sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources

from citecheck.claims import cues
from citecheck.claims.cues import Hit
from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import Concept, Mention, Polarity, Semantic
from citecheck.model.document import Document, Span
from citecheck.text import negation
from citecheck.text.normalise import fold

_GIVEN: tuple[Semantic, ...] = ("drug", "procedure", "food", "behaviour")
_AILMENT_TREES = ("C", "F03")
_SYMPTOM_TREES = ("C23.888",)
_FOR = " for "
_DENIAL = re.compile(r"(?:do|does|did|have|has|had)(?: not|n.t)\b", re.IGNORECASE)
HOLDS_CLAIMS = frozenset({"paragraph", "list-item", "quote"})


@dataclass(frozen=True, slots=True)
class Named:
    """A mention with offsets into its sentence and every part it can play, likeliest first.

    `concept_id` is None where the name is ambiguous; then only the parts that all of its
    readings share are kept. `symptom` is true of signs and symptoms: they are a claim's
    condition only where no disease is near.
    """

    start: int
    end: int
    text: str
    concept_id: str | None
    semantics: tuple[Semantic, ...]
    polarity: Polarity | None = None
    symptom: bool = False

    def plays(self, *parts: Semantic) -> bool:
        """Whether it can be any of these."""
        return any(part in self.semantics for part in parts)

    def moved(self, by: int) -> Named:
        """The same at another offset."""
        return replace(self, start=self.start + by, end=self.end + by)

    @property
    def given(self) -> bool:
        """Whether it is something that people are given or do; vital signs are not."""
        if self.plays("population", "outcome"):
            return False
        return self.first in _GIVEN and (self.first != "procedure" or not self.plays("process"))

    @property
    def ailment(self) -> bool:
        """Whether it is a disease, disorder, symptom or injury first of all."""
        return self.first == "disease"

    @property
    def first(self) -> Semantic:
        """The likeliest part."""
        return self.semantics[0] if self.semantics else "other"


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
        return tuple(
            hit
            for hit in cues.load("relations").find(self.text)
            if not hit.verbal or not any(_holds(n, hit) for n in self.named)
        )

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

    @cached_property
    def usable(self) -> tuple[Named, ...]:
        """The concepts that say something: not too general, and no verb taken for a noun."""
        return tuple(n for n in self.named if self._usable(n))

    def _usable(self, named: Named) -> bool:
        if named.concept_id in general_ids() or not named.semantics:
            return False
        if _DENIAL.match(named.text) and any(n.start >= named.end for n in self.named):
            return False
        if " " in named.text or named.text.isupper():
            return True
        size = named.end - named.start
        return not any(
            r.start <= named.start and named.end <= r.end and size * 2 > r.end - r.start
            for r in self.relations
        )

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


def views(document: Document, lexicon: Lexicon) -> tuple[View, ...]:
    """A view of every sentence, headings and boilerplate included, in order."""
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
        while at < len(mentions) and mentions[at].start < sentence.end:
            mention = mentions[at]
            at += 1
            if mention.start >= sentence.start and mention.end <= sentence.end:
                named.append(_named(mention, sentence.start, lexicon))
                named.extend(_inner(mention, sentence.start, lexicon))
        found.append(
            View(
                index=index,
                start=sentence.start,
                raw=text[sentence.start : sentence.end],
                text=folded[sentence.start : sentence.end],
                block=sentence.block,
                holds_claims=document.blocks[sentence.block].kind in HOLDS_CLAIMS,
                section=heading,
                named=tuple(named),
            )
        )
    return tuple(found)


@cache
def general_ids() -> frozenset[str]:
    """Concepts too general to fill a part."""
    text = resources.files("citecheck.claims").joinpath("general.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)["ids"])


def _inner(mention: Mention, offset: int, lexicon: Lexicon) -> Iterator[Named]:
    """What a name says that it is for ("cognitive behavioral therapy for insomnia")."""
    head, _, rest = mention.text.partition(_FOR)
    if rest:
        start = mention.start + len(head) + len(_FOR) - offset
        for inner in lexicon.mentions(rest, abbreviations={}):
            yield _named(inner, 0, lexicon).moved(start)


def _holds(named: Named, hit: Hit) -> bool:
    inside = named.start <= hit.start and hit.end <= named.end and not _DENIAL.match(named.text)
    return inside and hit.end - hit.start < named.end - named.start


def _is_symptom(concept: Concept) -> bool:
    ailments = [t for t in concept.tree_numbers if t.startswith(_AILMENT_TREES)]
    return bool(ailments) and all(t.startswith(_SYMPTOM_TREES) for t in ailments)


def _named(mention: Mention, offset: int, lexicon: Lexicon) -> Named:
    readings = [c for ui in mention.concept_ids if (c := lexicon.concept(ui))]
    first = readings[0].semantics if readings else ()
    shared = tuple(s for s in first if all(s in c.semantics for c in readings))
    only = readings[0] if len(readings) == 1 else None
    return Named(
        start=mention.start - offset,
        end=mention.end - offset,
        text=mention.text,
        concept_id=mention.concept_id,
        semantics=shared,
        polarity=only.polarity if only else None,
        symptom=bool(only and _is_symptom(only)),
    )
