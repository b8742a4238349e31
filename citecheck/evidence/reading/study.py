"""Studies as they are read for judging: their sentences, each with its part of the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.reading.sections import Part, parts_of
from citecheck.evidence.reading.sentence import ReadSentence, read_sentence
from citecheck.model.study import Study
from citecheck.text.sentences import split

T = TypeVar("T")


@dataclass(frozen=True)
class ReadStudy:
    """A study and its sentences, title first, then the abstract in order."""

    study: Study
    sentences: tuple[ReadSentence, ...]
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, find: Callable[[], T]) -> T:
        """What `find` gives, found once for this study; the same name must mean the same."""
        if name not in self._known:
            self._known[name] = find()
        found: T = self._known[name]
        return found

    def ids_under(self, concept_id: str, lexicon: Lexicon) -> frozenset[str]:
        """The concepts that the study names and that are this one or narrower."""
        return self.once(
            f"under {concept_id}",
            lambda: frozenset(i for i in self.concept_ids if lexicon.covers(concept_id, i)),
        )

    @cached_property
    def concept_ids(self) -> frozenset[str]:
        """Every concept that some sentence names without ambiguity."""
        return frozenset().union(*(sentence.concept_ids for sentence in self.sentences))

    def of(self, *parts: Part) -> Iterator[ReadSentence]:
        """The sentences of some parts of the paper."""
        return (sentence for sentence in self.sentences if sentence.part in parts)


class Reader:
    """Reads each study once; one reader serves one run, and holds the last that it has read."""

    def __init__(self, lexicon: Lexicon, capacity: int = 2_000) -> None:
        self.lexicon = lexicon
        self._capacity = capacity
        self._read: dict[str, ReadStudy] = {}

    def read(self, study: Study) -> ReadStudy:
        """The study with its sentences, parts and concepts."""
        known = self._read.get(study.key)
        if known is None or known.study is not study:
            known = read_study(study, self.lexicon)
            if len(self._read) >= self._capacity:
                self._read.pop(next(iter(self._read)), None)
            self._read[study.key] = known
        return known


def read_study(study: Study, lexicon: Lexicon) -> ReadStudy:
    """The sentences of title and abstract.

    Abbreviations that the text defines are known in it, and a name that means several things is
    what the title and the headings are about.
    """
    whole = f"{study.title}\n{study.abstract_text}"
    abbreviations = lexicon.abbreviations_in(whole)

    found: list[ReadSentence] = []
    topic = {heading.ui for heading in study.mesh if heading.ui}
    if study.title:
        found.append(read_sentence(study.title, "title", "title", lexicon, abbreviations, topic))
        topic |= found[0].concept_ids
    for section in study.abstract:
        texts = [span.of(section.text) for span in split(section.text)]
        for text, part in zip(texts, parts_of(section.section, texts), strict=True):
            found.append(read_sentence(text, section.section, part, lexicon, abbreviations, topic))
    return ReadStudy(study, tuple(found))
