"""A concept that a sentence names, with the parts that it can play in a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.concept import GIVEN, Concept, Mention, Polarity, Semantic

_AILMENT_TREES = ("C", "F03")
_SYMPTOM_TREES = ("C23.888",)
_FOR = " for "
_DENIAL = re.compile(r"(?:do|does|did|have|has|had)(?: not|n.t)\b", re.IGNORECASE)


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
        return self.first in GIVEN and (self.first != "procedure" or not self.plays("process"))

    @property
    def ailment(self) -> bool:
        """Whether it is a disease, disorder, symptom or injury first of all."""
        return self.first == "disease"

    @property
    def first(self) -> Semantic:
        """The likeliest part."""
        return self.semantics[0] if self.semantics else "other"

    @property
    def denies(self) -> bool:
        """Whether the name itself holds a denial ("did not respond")."""
        return _DENIAL.match(self.text) is not None


def named_by(mention: Mention, offset: int, lexicon: Lexicon) -> Iterator[Named]:
    """What a mention names, in a sentence that begins at `offset`; and what it says it is for.

    "Cognitive behavioral therapy for insomnia" names the therapy and the disease.
    """
    yield _named(mention, offset, lexicon)
    head, _, rest = mention.text.partition(_FOR)
    if rest:
        start = mention.start + len(head) + len(_FOR) - offset
        for inner in lexicon.mentions(rest, abbreviations={}):
            yield _named(inner, 0, lexicon).moved(start)


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
