"""Automatic term mapping: what PubMed makes of words without quotes and field tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.eutils.headings import Headings
from tests.eutils.index import NOTHING, Index
from tests.eutils.reading import Gaps, Notes, Part, joined
from tests.eutils.record import Record
from tests.eutils.text import fold, normal, number, patterns, words
from tests.eutils.vocabulary import Field, vocabulary

_LONGEST_NAME = 6
_LEAST_BEFORE_WILDCARD = 4


class Mapper:
    """Maps words to headings and all fields, and says so in the notes."""

    def __init__(self, index: Index, headings: Headings, gaps: Gaps, notes: Notes) -> None:
        self._index = index
        self._headings = headings
        self._gaps = gaps
        self._notes = notes

    def map(self, text: str) -> Part | None:
        """The longest names that the thesaurus knows, from the left; None if all is dropped."""
        typed = text.split()
        if all(number(word) is not None for word in typed):
            return self._pmids(typed)
        parts: list[Part | None] = []
        at = 0
        while at < len(typed):
            if fold(typed[at]) in vocabulary().stopwords or not patterns(typed[at]):
                at += 1
                continue
            taken, part = self._from(typed[at:])
            parts.append(part)
            at += taken
        kept = [part for part in parts if part is not None]
        return joined("AND", *kept) if kept else None

    def wildcards(self, wanted: Sequence[str], field: Field) -> Part | None:
        """Words of which some hold `*`; a wildcard after too few letters is dropped."""
        text = " ".join(wanted)
        if any(-1 < word.find("*") < _LEAST_BEFORE_WILDCARD for word in wanted):
            self._notes.phrases_not_found.append(text)
            return None
        return Part(self._index.with_phrase(wanted, field.key), f'"{text}"[{field.full}]')

    def apart(self, wanted: Sequence[str], field: Field) -> Part | None:
        """The words each for itself, all of them required."""
        parts = [
            Part(self._index.with_all([word], field.key), f'"{word}"[{field.full}]')
            for word in wanted
            if not self._lacks(word)
        ]
        return joined("AND", *parts) if parts else None

    def property(self, name: str) -> Part | None:
        """Words that are no words but properties: hasabstract, hasretractionin and its like."""
        name = fold(name).strip()
        kind = name.removeprefix("has")
        if name in ("hasabstract", "has abstract"):
            return self._where(name, lambda record: bool(record.abstract))
        if kind != name and kind in {known.lower() for known in vocabulary().notices}:
            return self._where(name, lambda r: kind in {n.kind.lower() for n in r.notices})
        return None

    def _where(self, name: str, holds: Callable[[Record], bool]) -> Part:
        hits = frozenset(record.pmid for record in self._index.records if holds(record))
        return Part(hits, f"{name}[All Fields]")

    def _from(self, typed: Sequence[str]) -> tuple[int, Part | None]:
        """How many words the best reading takes, and that reading."""
        if "*" in typed[0]:
            field = vocabulary().fields["all"]
            return 1, self.wildcards(patterns(typed[0]), field)
        for count in range(min(_LONGEST_NAME, len(typed)), 0, -1):
            phrase = " ".join(typed[:count])
            if "*" in phrase or self._gaps.lack_word(phrase):
                continue
            found = self.property(phrase)
            if found is not None:
                return count, found
            uis = self._headings.thesaurus.lookup(phrase)
            if uis:
                return count, self._mapped(phrase, uis)
        return 1, self._single(typed[0])

    def _pmids(self, typed: Sequence[str]) -> Part:
        parts = [Part(self._index.all & {number(word)}, f"{word}[UID]") for word in typed]
        return joined("OR", *parts)

    def _mapped(self, phrase: str, uis: Sequence[str]) -> Part:
        ui = next((ui for ui in uis if ui.startswith("D")), uis[0])
        name = (self._headings.thesaurus.name(ui) or phrase).lower()
        if ui.startswith("D"):
            parts = [Part(self._headings.hits(ui, explode=True), f'"{name}"[MeSH Terms]')]
        else:
            found = self._headings.with_substance(name) or NOTHING
            parts = [Part(found, f'"{name}"[Supplementary Concept]')]
        for text in dict.fromkeys((normal(name), normal(phrase))):
            parts += self._free(text)
        return self._translated(phrase, parts)

    def _free(self, text: str) -> list[Part]:
        """A name as free text: its words, its phrase, and for a word its other number."""
        wanted = words(text)
        self._notes.sought.extend(wanted)
        if len(wanted) == 1:
            return [self._word(word) for word in self._numbers(wanted[0])]
        phrase = Part(self._index.with_phrase(wanted, "all"), f'"{text}"[All Fields]')
        return [joined("AND", *map(self._word, wanted)), phrase]

    def _single(self, typed: str) -> Part | None:
        if self._lacks(typed):
            return None
        wanted = words(typed)
        self._notes.sought.extend(wanted)
        if len(wanted) > 1:
            hits = self._index.with_phrase(wanted, "all")
            return Part(hits, f'"{" ".join(wanted)}"[All Fields]')
        parts = [self._word(word) for word in self._numbers(wanted[0])]
        return self._translated(typed, parts) if len(parts) > 1 else parts[0]

    def _lacks(self, text: str) -> bool:
        """Notes and says whether a word has to be dropped."""
        if self._gaps.ignore(text):
            self._notes.phrases_ignored.append(text)
            return True
        if self._gaps.lack_word(text):
            self._notes.phrases_not_found.append(text)
            return True
        return False

    def _numbers(self, word: str) -> list[str]:
        other = word[:-1] if word.endswith("s") and len(word) > 3 else f"{word}s"
        return [word, other] if other in self._index.vocabulary else [word]

    def _word(self, word: str) -> Part:
        return Part(self._index.with_all([word], "all"), f'"{word}"[All Fields]')

    def _translated(self, phrase: str, parts: list[Part]) -> Part:
        whole = joined("OR", *parts)
        self._notes.translations.append((phrase, whole.translation))
        return whole
