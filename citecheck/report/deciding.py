"""The words of a quoted sentence that decide what it says: effect, denial, statistics."""

from __future__ import annotations

from typing import Final, NamedTuple

from citecheck.evidence.reading.effects import read_effects
from citecheck.text.normalise import fold

_LONGEST: Final = 2_000
"""Characters of a sentence; a longer one is no sentence and stays unmarked."""


class Words(NamedTuple):
    """A run of words, and whether it decides."""

    text: str
    decides: bool


def words(sentence: str) -> tuple[Words, ...]:
    """The whole sentence in runs, by the cues that the rules judge reads."""
    if len(sentence) > _LONGEST:
        return (Words(sentence, False),)
    reading = read_effects(sentence, fold(sentence).lower())
    cues = [(effect.cue.start, effect.cue.end) for effect in reading.effects]
    cues += [(negation.cue.start, negation.cue.end) for negation in reading.negations]
    cues += [(test.start, test.end) for test in reading.statistics]
    runs: list[Words] = []
    done = 0
    for begin, end in sorted(cues):
        start = max(begin, done)
        if end <= start:
            continue
        if start > done:
            runs.append(Words(sentence[done:start], False))
        runs.append(Words(sentence[start:end], True))
        done = end
    if done < len(sentence):
        runs.append(Words(sentence[done:], False))
    return tuple(runs)
