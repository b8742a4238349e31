"""The sentences behind a stance."""

from __future__ import annotations

from collections.abc import Sequence

from citecheck.evidence.stance.answer import Answer
from citecheck.model.evidence import Rationale

_AT_MOST = 3


def rationale_of(answers: Sequence[Answer]) -> tuple[Rationale, ...]:
    """One to three sentences, verbatim, the most telling first; the title only if it is alone."""
    texts = {a.sentence.text: a.sentence for a in answers}
    sentences = list(texts.values())
    body = [s for s in sentences if s.part != "title"] or sentences
    return tuple(Rationale(section=s.section, text=s.text) for s in body[:_AT_MOST])
