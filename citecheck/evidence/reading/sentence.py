"""One sentence of a study, with the concepts that it names and what it says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.numbers.shares import Share, shares_in
from citecheck.evidence.reading.effects import Effect, Reading, read_effects
from citecheck.evidence.reading.outcomes import Outcome, outcomes_in
from citecheck.evidence.reading.sections import Part
from citecheck.evidence.words.stems import Token, root, tokens_in
from citecheck.model.concept import Mention
from citecheck.text.normalise import fold

_WORDS = re.compile(r"[a-z]{3,}")
_PURPOSE = re.compile(r"\b(?:for|in|of|on|at)(?: \w+ing(?:,| and| or|, and)?)? (?:\w+ly )?\Z")
"""What makes a purpose of a gerund in a title: "Zinc for preventing and treating colds"."""
_LEAD = 40


@dataclass(frozen=True)
class ReadSentence:
    """One sentence, verbatim; `section` is the record's own label, or "title".

    Mentions are of this sentence, with offsets into `text`.
    """

    text: str
    section: str
    part: Part
    mentions: tuple[Mention, ...]

    @cached_property
    def folded(self) -> str:
        """The text in plain characters and lower case, of the same length."""
        plain = fold(self.text)
        lower = plain.lower()
        return lower if len(lower) == len(plain) else plain

    @cached_property
    def reading(self) -> Reading:
        """What the sentence says of effects."""
        return read_effects(self.text, self.folded)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the sentence names as measured."""
        return outcomes_in(self.folded)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The shares of a group that the sentence gives."""
        return shares_in(self.folded)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words as they stand."""
        return frozenset(_WORDS.findall(self.folded))

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The content words of the sentence."""
        return tuple(tokens_in(self.folded))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its content words."""
        return frozenset(token.stem for token in self.tokens)

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of these stems, by which texts are on one subject or not."""
        return frozenset(map(root, self.stems))

    @cached_property
    def concept_ids(self) -> frozenset[str]:
        """Every concept that it names without ambiguity."""
        return frozenset(m.concept_id for m in self.mentions if m.concept_id is not None)

    def asserts(self, effect: Effect) -> bool:
        """Whether it says so: a title does with a verb or a denial, not by naming its topic."""
        if self.part != "title" or effect.denied:
            return True
        start = effect.cue.start
        purpose = self.folded.endswith("ing", 0, effect.cue.end) and _PURPOSE.search(
            self.folded, max(0, start - _LEAD), start
        )
        return effect.form == "verb" and not effect.aim and not purpose

    def naming(self, ids: frozenset[str]) -> tuple[Mention, ...]:
        """Where it names one of these concepts without ambiguity, in order."""
        if ids.isdisjoint(self.concept_ids):
            return ()
        return tuple(mention for mention in self.mentions if mention.concept_id in ids)


def read_sentence(
    text: str,
    section: str,
    part: Part,
    lexicon: Lexicon,
    abbreviations: Mapping[str, str] | None = None,
    topic: Collection[str] = (),
) -> ReadSentence:
    """One sentence with the concepts that it names; `topic` settles names that mean several."""
    mentions = lexicon.mentions(text, abbreviations=abbreviations, topic=topic)
    return ReadSentence(text, section, part, mentions)
