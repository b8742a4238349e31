"""Things that claims and studies are about, by concept and not by word."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from citecheck.model.base import Frozen

Semantic = Literal[
    "drug",  # a chemical, drug, biologic, vaccine or supplement that is given to people
    "substance",  # a body's own or environmental chemical: neurotransmitter, hormone, pollutant
    "food",
    "procedure",  # surgery, device, therapy, psychotherapy, acupuncture, test
    "behaviour",  # exercise, diet, sleep, smoking
    "disease",  # disease, symptom, injury, mental disorder
    "outcome",  # what is measured: pain, mortality, attack frequency, quality of life
    "process",  # physiology, receptor, pathway, gene function
    "anatomy",
    "organism",
    "population",
    "study-type",
    "quantity",  # prevalence, incidence, share of non-responders
    "other",
]
GIVEN: frozenset[Semantic] = frozenset({"drug", "food", "procedure", "behaviour"})
"""What can be given to people, or done by them, to see what comes of it."""

Polarity = Literal["good", "bad", "neutral"]
"""Whether more of an outcome is good (remission), bad (pain) or neither (body weight)."""


class Concept(Frozen):
    """One entry of the lexicon.

    `id` is a MeSH UI (D..., C...) or, for entries of the curated overlay, `X:slug`.
    `tree_numbers` are MeSH's; empty for supplementary and overlay concepts.
    `semantics` holds every role it can play, the likeliest first.
    """

    id: str
    name: str
    semantics: tuple[Semantic, ...]
    tree_numbers: tuple[str, ...] = ()
    polarity: Polarity | None = None


class Mention(Frozen):
    """A place in a text that names a concept.

    `concept_ids` has one entry, or several where the name is ambiguous and nothing
    settled it; it is never guessed. `via` says how the name was recognised.
    """

    start: int
    end: int
    text: str
    concept_ids: tuple[str, ...]
    via: Literal["name", "abbreviation", "spelling"] = "name"

    @property
    def concept_id(self) -> str | None:
        """The concept, or None where the name is ambiguous."""
        return self.concept_ids[0] if len(self.concept_ids) == 1 else None


class ConceptRef(Frozen):
    """CONCEPT of the report: the words of the text, and the concept they name, if known."""

    text: str
    concept: str | None
    concept_id: str | None
    from_: Literal["sentence", "context"] = Field(default="sentence", alias="from")
