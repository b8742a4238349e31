"""The sentences of a study that bear on a claim, for a judge that can read only a few."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.question.statement import Statement
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.evidence.reading.study import ReadStudy
from citecheck.evidence.stance.lineup import Lineup

AT_MOST = 3
_OF_PART = {"conclusion": 0.20, "results": 0.16, "methods": -0.20, "background": -0.08}
_EFFECT = 0.10
_STATISTIC = 0.03
_TITLE_CHARACTERS = 300
_SENTENCE_CHARACTERS = 600


def choose(
    statement: Statement, read: ReadStudy, lexicon: Lexicon, at_most: int = AT_MOST
) -> tuple[ReadSentence, ...]:
    """The sentences of the abstract that say most of what the claim says, in their order.

    They are ranked by the share of the claim's words and concepts that they hold, helped a
    little by their place in the paper and by words of effect. The title is not among them.
    """
    body = [sentence for sentence in read.sentences if sentence.part != "title"]
    if len(body) <= at_most:
        return tuple(body)
    lineup = Lineup(statement, read, lexicon)
    ranked = sorted(range(len(body)), key=lambda i: -_merit(body[i], lineup))
    return tuple(body[i] for i in sorted(ranked[:at_most]))


def passage(read: ReadStudy, chosen: Sequence[ReadSentence]) -> str:
    """Title and chosen sentences as one text; overlong ones are cut, as they would be anyway."""
    title = read.study.title.strip()[:_TITLE_CHARACTERS]
    if title and title[-1] not in ".?!":
        title += "."
    return " ".join(filter(None, (title, without_title(chosen))))


def without_title(chosen: Sequence[ReadSentence]) -> str:
    """The chosen sentences as one text; overlong ones are cut."""
    return " ".join(sentence.text[:_SENTENCE_CHARACTERS] for sentence in chosen)


def _merit(sentence: ReadSentence, lineup: Lineup) -> float:
    reading = sentence.reading
    return (
        lineup.coverage(sentence).sentence
        + _OF_PART.get(sentence.part, 0.0)
        + (_EFFECT if reading.effects else 0.0)
        + (_STATISTIC if reading.statistics else 0.0)
    )
