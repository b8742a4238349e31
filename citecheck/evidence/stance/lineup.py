"""The words and concepts of a claim lined up with those of a study."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.statement import Statement, Unit
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.stance.answer import Coverage
from citecheck.model.document import Span


class Lineup:
    """Where a study names the units of a statement: by concept or narrower, else by its words."""

    def __init__(self, statement: Statement, read: ReadStudy, lexicon: Lexicon) -> None:
        self.statement = statement
        self._units = statement.units
        self._ids = {
            unit.concept_id: read.ids_under(unit.concept_id, lexicon)
            for unit in self._units
            if unit.concept_id is not None
        }
        framing = tuple(read.of("title", "objective", "methods"))
        self._framed = {u for u in self._units if any(self._names(u, s) for s in framing)}

    def coverage(self, sentence: ReadSentence) -> Coverage:
        """How much of the statement a sentence holds."""
        found = {unit for unit in self._units if self._names(unit, sentence)}
        return Coverage(
            sentence=_share(found, self._units),
            study=_share(found | self._framed, self._units),
            subject=_share(found, self.statement.subject),
            target=_share(found, self.statement.target),
        )

    def places(self, unit: Unit, sentence: ReadSentence) -> list[Span]:
        """Where a sentence names one unit."""
        by_concept = sentence.naming(self._ids_of(unit))
        if by_concept:
            return [Span(start=m.start, end=m.end) for m in by_concept]
        if not unit.stems or not unit.stems <= sentence.stems:
            return []
        return [Span(start=t.start, end=t.end) for t in sentence.tokens if t.stem in unit.stems]

    def _ids_of(self, unit: Unit) -> frozenset[str]:
        return self._ids[unit.concept_id] if unit.concept_id is not None else frozenset()

    def _names(self, unit: Unit, sentence: ReadSentence) -> bool:
        if not self._ids_of(unit).isdisjoint(sentence.concept_ids):
            return True
        return bool(unit.stems) and unit.stems <= sentence.stems


def _share(found: Iterable[Unit], whole: Sequence[Unit]) -> float:
    total = sum(unit.weight for unit in whole)
    if not total:
        return 0.0
    wanted = set(whole)
    return sum(unit.weight for unit in found if unit in wanted) / total
