"""Whether a study bears on a claim: every concept that the claim's kind requires, by concept.

The rule, in one place:

- A study's concept matches the claim's if it is the same or narrower in the tree
  (`Lexicon.covers`). A trial of fluoxetine bears on a claim about SSRIs; a study of SSRIs
  as a class does not bear on fluoxetine, and cluster headache is not migraine. A name
  that the lexicon leaves ambiguous matches nothing. A concept without an id matches by
  its words: as a phrase, or several of them all in one sentence, in any form.
- It must be what was studied, not merely mentioned: it stands in the title, in the MeSH
  headings or chemicals, or in a sentence that says what was asked, done or found. The
  background does not count, nor does "unlike X", "other than X", "X-intolerant", "serum X"
  or a list of criteria for exclusion; neither does a sentence that only lists it among
  several others of its kind.
- An outcome that a kind requires (the harm, the target, the quantity) may stand anywhere
  in the abstract, for a review may name it once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.reading.attribution import given
from citecheck.evidence.reading.outcomes import outcomes_in
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.words.stems import phrase_in, root, stems
from citecheck.model.claim import Claim, Role, required_concepts
from citecheck.model.concept import ConceptRef, Mention
from citecheck.model.document import Span
from citecheck.model.study import MeshHeading
from citecheck.text.normalise import fold

_STUDIED = ("objective", "methods", "results", "conclusion", "other")
_LISTED = 3
"""A sentence that names this many more of a kind lists them, and studies none of them."""
_SEVERAL = 2
"""Words that a part must have to be found by them in any order: one alone says too little."""
_ASIDE = re.compile(
    r"\b(?:unlike|other than|except(?: for)?|apart from|in contrast to|as opposed to|such as"
    r"|exclud\w+|exclusion|previously treated with|contraindicat\w+|history of)"
    r"(?: \S+){0,6} $"
)

_EXCLUDED = re.compile(
    r"(?:\S+ ){0,8}(?:was|were) (?:also )?(?:excluded|not eligible|ineligible)\b"
)


@dataclass(frozen=True, slots=True)
class ConceptMatch:
    """Where a study names one concept of a claim; `where` is empty if it does not.

    `where` holds "title", "mesh", "major mesh", "abstract" or "mention" (named, not studied).
    """

    role: Role
    ref: ConceptRef
    where: tuple[str, ...]
    words: tuple[str, ...]

    @property
    def matched(self) -> bool:
        """Whether the concept is what was studied."""
        return any(place != "mention" for place in self.where)


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """How a study matches the concepts that a claim requires.

    Of sentences given alone, `by_words`: it bears on the claim by the claim's own words;
    `faint`: it names too few of them to bear on it (`worded.Gate`).
    """

    concepts: tuple[ConceptMatch, ...]
    incomplete: bool = False
    by_words: bool = False
    faint: bool = False

    @property
    def on_topic(self) -> bool:
        """Whether the study bears on the claim at all."""
        if self.by_words or self.faint:
            return self.by_words
        return not self.incomplete and all(match.matched for match in self.concepts)

    @property
    def missing(self) -> tuple[ConceptMatch, ...]:
        """The concepts that the study does not study."""
        return tuple(match for match in self.concepts if not match.matched)


def match(claim: Claim, read: ReadStudy, lexicon: Lexicon) -> TopicMatch:
    """Which required concepts of a claim the study matches, where, and by which words."""
    required = _required(claim)
    return TopicMatch(
        tuple(match_concept(role, ref, read, lexicon) for role, ref in required if ref),
        incomplete=not required or any(ref is None for _, ref in required),
    )


def _required(claim: Claim) -> tuple[tuple[Role, ConceptRef | None], ...]:
    required = required_concepts(claim)
    outcome, condition = claim.outcome, claim.condition
    if outcome is None or condition is None or ("condition", condition) in required:
        return required
    measured = outcomes_in(fold(outcome.text).lower())
    only_measure = outcome.concept_id is None and (not measured or measured[-1].generic)
    return (*required, ("condition", condition)) if only_measure else required


def match_concept(role: Role, ref: ConceptRef, read: ReadStudy, lexicon: Lexicon) -> ConceptMatch:
    """Where the study names a concept: the same or a narrower one."""

    def find() -> tuple[tuple[str, ...], tuple[str, ...]]:
        found = list(_places(role, ref, read, lexicon))
        where = dict.fromkeys(place for place, _ in found)
        words = dict.fromkeys(word for _, word in found)
        return tuple(where), tuple(words)

    return ConceptMatch(role, ref, *read.once(f"{role} {ref.concept_id or ref.text}", find))


def _places(
    role: Role, ref: ConceptRef, read: ReadStudy, lexicon: Lexicon
) -> Iterator[tuple[str, str]]:
    for heading in (*read.study.mesh, *read.study.chemicals):
        if _heading_names(ref, heading, lexicon):
            yield ("major mesh" if heading.major else "mesh"), heading.name
    ids = read.ids_under(ref.concept_id, lexicon) if ref.concept_id else frozenset()
    for sentence in read.sentences:
        for start, word in _in_sentence(ref, sentence, ids):
            span = Span(start=start, end=start + len(word))
            if role == "intervention" and not given(sentence.folded, span, to_treat=False):
                yield "mention", word
            else:
                yield _weight_of(role, sentence, start, lexicon), word


def _in_sentence(
    ref: ConceptRef, sentence: ReadSentence, ids: frozenset[str]
) -> Iterator[tuple[int, str]]:
    if ref.concept_id is not None:
        yield from ((mention.start, mention.text) for mention in sentence.naming(ids))
        return
    at = phrase_in(ref.text, sentence.folded)
    if at is None:
        at = _words_in(ref.text, sentence)
    if at is not None:
        yield at, ref.text


def _words_in(text: str, sentence: ReadSentence) -> int | None:
    """Where a sentence begins to name a part of several words, if it holds them all."""
    wanted = frozenset(map(root, stems(text)))
    if len(wanted) < _SEVERAL or not wanted <= sentence.roots:
        return None
    return next(token.start for token in sentence.tokens if root(token.stem) in wanted)


def _weight_of(role: Role, sentence: ReadSentence, start: int, lexicon: Lexicon) -> str:
    """The place that a mention counts for."""
    if _ASIDE.search(sentence.folded[:start]) or _EXCLUDED.match(sentence.folded, start):
        return "mention"
    if sentence.part == "title":
        return "title"
    if role == "outcome":
        return "abstract"
    if sentence.part not in _STUDIED:
        return "mention"
    if role in ("intervention", "comparator") and _only_listed(sentence, start, lexicon):
        return "mention"
    return "abstract"


def _only_listed(sentence: ReadSentence, start: int, lexicon: Lexicon) -> bool:
    """Whether the mention at an offset is one of several drugs in a row."""
    here = next((m for m in sentence.mentions if m.start == start), None)
    if here is None:
        return False
    row = [here]
    rest = sorted(sentence.mentions, key=lambda m: m.start)
    at = rest.index(here)
    for step in (-1, 1):
        last, i = here, at + step
        while 0 <= i < len(rest):
            near = rest[i]
            gap = sentence.folded[min(last.end, near.end) : max(last.start, near.start)]
            if not _LIST_GAP.fullmatch(gap) or not _is_intervention(near, lexicon):
                break
            row.append(near)
            last, i = near, i + step
    return len(row) > _LISTED


_LIST_GAP = re.compile(r" ?(?:\([^()]{0,30}\))?(?:,|;|/| and| or|, and|, or)? ?(?:\S+ )?")


def _is_intervention(mention: Mention, lexicon: Lexicon) -> bool:
    concept = lexicon.concept(mention.concept_ids[0])
    return concept is not None and concept.semantics[0] in ("drug", "substance", "procedure")


def _heading_names(ref: ConceptRef, heading: MeshHeading, lexicon: Lexicon) -> bool:
    wanted = ref.concept_id
    if wanted is None:
        return heading.name.lower() == ref.text.lower()
    if heading.ui:
        return lexicon.covers(wanted, heading.ui)
    ids = lexicon.lookup(heading.name)
    return bool(ids) and all(lexicon.covers(wanted, i) for i in ids)
