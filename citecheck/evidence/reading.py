"""Studies as they are read for judging: sentences with their part of the paper and concepts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence import tables
from citecheck.evidence.effects import Reading, read_effects
from citecheck.evidence.outcomes import Outcome, outcomes_in
from citecheck.evidence.shares import Share, shares_in
from citecheck.evidence.words import Token, root, tokens_in
from citecheck.model.concept import Mention
from citecheck.model.study import Study
from citecheck.text.normalise import fold
from citecheck.text.sentences import split

# "METHODS: We ..." or "METHODS We ...": labels that a record runs into the text.
_INLINE_LABEL = re.compile(r"([A-Z][A-Z/&' ()]{3,40})(?::|(?= [A-Z0-9]))")

_WORDS = re.compile(r"[a-z]{3,}")
T = TypeVar("T")
_EXCERPT = 3

Part = Literal["title", "background", "objective", "methods", "results", "conclusion", "other"]


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


def read_sentence(
    text: str,
    section: str,
    part: Part,
    lexicon: Lexicon,
    abbreviations: Mapping[str, str] | None = None,
) -> ReadSentence:
    """One sentence with the concepts that it names."""
    return ReadSentence(text, section, part, lexicon.mentions(text, abbreviations=abbreviations))


def read_study(study: Study, lexicon: Lexicon) -> ReadStudy:
    """The sentences of title and abstract; abbreviations that the text defines are known in it."""
    whole = f"{study.title}\n{study.abstract_text}"
    abbreviations = lexicon.abbreviations_in(whole)

    found: list[ReadSentence] = []
    if study.title:
        found.append(read_sentence(study.title, "title", "title", lexicon, abbreviations))
    for section in study.abstract:
        texts = [span.of(section.text) for span in split(section.text)]
        for text, part in zip(texts, parts_of(section.section, texts), strict=True):
            found.append(read_sentence(text, section.section, part, lexicon, abbreviations))
    return ReadStudy(study, tuple(found))


def parts_of(label: str, sentences: list[str]) -> list[Part]:
    """The part of the paper that each sentence of one section belongs to."""
    rules = _rules()
    name = label.strip().strip(":").lower()
    part = rules.labels.get(name) or rules.labels.get(re.split(r"[\s/,&]", name, maxsplit=1)[0])
    if part == "results" and "method" in name:
        part = None  # "METHODS AND RESULTS" holds both
    if part:
        return [part] * len(sentences)
    found: list[Part] = []
    current: Part = "background"
    labelled: Part | None = None
    if len(sentences) <= _EXCERPT:
        current = "results"  # a few sentences alone are an excerpt of what was found
    for number, text in enumerate(sentences):
        folded = fold(text).lower()
        inline = _INLINE_LABEL.match(text)
        named = rules.labels.get(inline[1].strip().lower()) if inline else None
        if named:
            labelled = named
        if labelled:
            found.append(labelled)
            continue
        told = next((p for p, pattern in rules.phrases if pattern.search(folded)), None)
        if told == "results" and current == "background" and number == 0:
            told = None  # an opening line about what is known
        if told == "conclusion" and number * 2 < len(sentences) and len(sentences) > 2:
            told = "results" if current in ("methods", "results") else None
        current = told or current
        found.append(current)
    if len(found) > 2 and found[-1] == "results":
        found[-1] = "conclusion"
    return found


@dataclass(frozen=True, slots=True)
class _Rules:
    labels: dict[str, Part]
    phrases: tuple[tuple[Part, re.Pattern[str]], ...]


@cache
def _rules() -> _Rules:
    table = tables.table("sections")
    labels = {name: part for part, names in table["labels"].items() for name in names}
    phrases = tuple((entry["part"], re.compile(entry["pattern"])) for entry in table["phrase"])
    return _Rules(labels, phrases)
