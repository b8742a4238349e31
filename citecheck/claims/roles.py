"""The parts that concepts and words play in a claim."""

from __future__ import annotations

from dataclasses import dataclass

from citecheck.claims.named import Named
from citecheck.claims.view import View
from citecheck.model.document import Span


@dataclass(frozen=True, slots=True)
class Part:
    """Words that play a part, with offsets into the document, and the concept if known."""

    start: int
    end: int
    text: str
    concept_id: str | None
    from_context: bool = False


@dataclass(frozen=True, slots=True)
class Roles:
    """The four parts of a claim; None where they are not named."""

    intervention: Part | None = None
    comparator: Part | None = None
    condition: Part | None = None
    outcome: Part | None = None

    @property
    def concepts(self) -> set[str | None]:
        """The concepts that act, are compared or are treated; None among them for words."""
        return {p.concept_id for p in (self.intervention, self.comparator, self.condition) if p}


def part(view: View, named: Named) -> Part:
    """A mention as a part, with the document's own words and offsets."""
    return Part(
        start=view.start + named.start,
        end=view.start + named.end,
        text=view.raw[named.start : named.end],
        concept_id=named.concept_id,
    )


def words(view: View, span: Span) -> Part:
    """A stretch of the sentence as a part: the concept that it names, if one covers it."""
    concept = next((n for n in view.usable if _covers(n, span)), None)
    if concept:
        return part(view, concept)
    return Part(view.start + span.start, view.start + span.end, span.of(view.raw), None)


def _covers(named: Named, span: Span) -> bool:
    return named.start <= span.start and span.end <= named.end
