"""A claim and a study as the judges with a model see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.stance.answer import Coverage
from citecheck.evidence.stance.lineup import Lineup
from citecheck.judges.rationale import choose, passage, without_title
from citecheck.model.evidence import Rationale


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of a study is read for a claim. `best` is the coverage of its best sentence.

    `text` is title and sentences, `bare` the sentences alone, or the title where it is all there
    is. `whole` says that the study had no further sentences to choose from.
    """

    sentences: tuple[ReadSentence, ...]
    text: str
    bare: str
    best: Coverage
    whole: bool = False

    def rationale(self) -> tuple[Rationale, ...]:
        """The sentences verbatim, in the order of the abstract."""
        return tuple(Rationale(section=s.section, text=s.text) for s in self.sentences)


def excerpt(statement: Statement, read: ReadStudy, lexicon: Lexicon) -> Excerpt:
    """The passage for one pair: of a study without an abstract, its title alone."""
    body: Sequence[ReadSentence] = choose(statement, read, lexicon)
    chosen = tuple(body) or read.sentences[:1]
    lineup = Lineup(statement, read, lexicon)
    best = max((lineup.coverage(s) for s in chosen), key=lambda c: c.sentence, default=Coverage())
    every = sum(sentence.part != "title" for sentence in read.sentences)
    return Excerpt(
        chosen, passage(read, body), without_title(chosen), best, whole=len(body) == every
    )
