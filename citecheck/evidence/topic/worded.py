"""Whether a study bears on a sentence that was given alone, by concept or by its words.

An article says around a claim what it is about; of a sentence given alone, its words are all
there is. Genes, cells, processes and rare outcomes are often no concepts of the lexicon, and
what the lexicon knows of such a sentence may be the least of it ("protein", "mice"). So:

- Where the sentence names a treatment or exposure and a disease by concept, these decide, as
  for any claim (`topic.match`).
- Else a study that matches every required part must also name `MOST` of what the sentence names,
  each word and concept weighed by how rare it is (`rarity.telling`).
- Any other study bears on the sentence by words alone, if its title with two sentences on end
  names `TOGETHER` of it, the rarest word or concept is somewhere in it, and the treatment,
  exposure or disease that the sentence names by concept is matched by concept all the same:
  one drug's studies never stand for another's, however alike the rest of the words.
  It must also name something beside the one concept that the sentence names, or speak of harm.
- Of a sentence that speaks of harm or safety at large, no study decides that speaks of neither:
  whether a drug keeps people out of hospital is no answer to whether it is safe.

The shares were chosen on SciFact's training claims (docs/end-to-end.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.ask import ask
from citecheck.evidence.reading.outcomes import speaks_of_harm
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.topic.match import TopicMatch, match, match_concept
from citecheck.evidence.words.rarity import telling
from citecheck.evidence.words.stems import root
from citecheck.model.claim import Claim, Role
from citecheck.model.concept import GIVEN, ConceptRef, Semantic
from citecheck.text.normalise import fold

MOST = 0.6
TOGETHER = 0.5

_NONE: frozenset[str] = frozenset()


class Gate:
    """Decides which studies bear on one claim."""

    def __init__(self, claim: Claim, lexicon: Lexicon) -> None:
        self._claim = claim
        self._lexicon = lexicon
        if not claim.alone:
            return
        units = ask(claim, lexicon).statement.units
        # Numbered, since every sentence of every study is compared with them.
        self._units = tuple(dict.fromkeys(units))
        self._weights = [telling(unit.stems) for unit in self._units]
        self._roots = [frozenset(map(root, unit.stems)) for unit in self._units]
        self._total = sum(self._weights)
        self._rarest = max(range(len(self._units)), key=self._weights.__getitem__, default=None)
        self._named = tuple(self._by_concept_alone())
        self._plain = {role for role, _ in self._named} >= {"intervention", "condition"}
        self._rest = frozenset(self._beside_the_one())
        self._of_harm = claim.kind == "harm" and speaks_of_harm(fold(claim.text).lower())

    def match(self, read: ReadStudy) -> TopicMatch:
        """How the study matches the claim, and whether it bears on it."""
        found = match(self._claim, read, self._lexicon)
        if not self._claim.alone or not self._total:
            return found
        if self._of_harm and not any(speaks_of_harm(s.folded) for s in read.sentences):
            return replace(found, faint=True)
        if found.on_topic and self._plain:
            return found
        per_sentence = self._units_of(read)
        everywhere = set().union(*per_sentence)
        if found.on_topic and self._share(everywhere) >= MOST:
            return found
        together = max(map(self._share, _windows(read.sentences, per_sentence)), default=0.0)
        by_words = (
            together >= TOGETHER
            and self._rarest in everywhere
            and all(match_concept(r, ref, read, self._lexicon).matched for r, ref in self._named)
            and (self._of_harm or not self._rest or not self._rest.isdisjoint(everywhere))
        )
        return replace(found, by_words=by_words, faint=not by_words)

    def _by_concept_alone(self) -> Iterable[tuple[Role, ConceptRef]]:
        """The parts of the claim that no other words can stand for."""
        wanted: tuple[tuple[Role, frozenset[Semantic]], ...] = (
            ("intervention", GIVEN),
            ("comparator", GIVEN),
            ("condition", frozenset({"disease"})),
        )
        for role, semantics in wanted:
            ref: ConceptRef | None = getattr(self._claim, role)
            concept = self._lexicon.concept(ref.concept_id) if ref and ref.concept_id else None
            if ref is not None and concept is not None and concept.semantics[0] in semantics:
                yield role, ref

    def _beside_the_one(self) -> Iterable[int]:
        """What the sentence names beside its one concept by which studies are found, if it is one.

        Where it names none so, that is the rarest word or concept.
        """
        if len(self._named) > 1:
            return
        ids = {ref.concept_id for _, ref in self._named}
        one = {n for n, unit in enumerate(self._units) if unit.concept_id in ids}
        one = one or {self._rarest or 0}
        yield from (n for n, weight in enumerate(self._weights) if weight and n not in one)

    def _units_of(self, read: ReadStudy) -> list[set[int]]:
        """What each sentence of a study names of the claim: by concept, narrower, or by words."""
        wanted = [
            (
                number,
                read.ids_under(unit.concept_id, self._lexicon) if unit.concept_id else _NONE,
                self._roots[number],
            )
            for number, unit in enumerate(self._units)
        ]
        return [
            {
                number
                for number, known, roots in wanted
                if not known.isdisjoint(sentence.concept_ids) or (roots and roots <= sentence.roots)
            }
            for sentence in read.sentences
        ]

    def _share(self, named: set[int]) -> float:
        return sum(self._weights[number] for number in named) / self._total


def _windows(
    sentences: Sequence[ReadSentence], per_sentence: Sequence[set[int]]
) -> Iterable[set[int]]:
    """What the title names together with each two sentences of the abstract on end."""
    title: set[int] = set()
    body: list[set[int]] = []
    for sentence, named in zip(sentences, per_sentence, strict=True):
        if sentence.part == "title":
            title |= named
        else:
            body.append(named)
    yield title
    for at, named in enumerate(body):
        yield title.union(named, *body[at + 1 : at + 2])
