"""What a language model's answer is worth: a judgement, or no answer at all. Pure.

Nothing that the model writes reaches a report but numbers and one of three labels: the
rationale is the record's own sentences, and the reason given is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, ValidationError

from citecheck.errors import JudgeError
from citecheck.evidence.reading.sentence import ReadSentence
from citecheck.judges.plain import MIXED, SILENT, UNSURE, WHY
from citecheck.model.base import Frozen
from citecheck.model.evidence import Judgement, Rationale, Stance
from citecheck.text.normalise import fold

MOST_SENTENCES = 4
MOST_CHARACTERS = 20_000
"""Of an answer, with the thoughts that some models put before it."""
_THOUGHTS_END = "</think>"
_FENCE = "```"


class Quoted(Frozen):
    """A sentence by its number, and words copied from it."""

    sentence: int = Field(ge=1)
    quote: str = Field(min_length=1, max_length=4_000)


class Answer(Frozen):
    """The shape that an answer must have, and its bounds."""

    rationale: tuple[Quoted, ...] = Field(max_length=MOST_SENTENCES)
    mixed: bool
    probability: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
    label: Stance


def read_answer(content: str, lines: Sequence[str]) -> Answer:
    """The answer in what a model wrote about these numbered lines.

    A fence around the JSON and thoughts before it are allowed; any other word is not.
    Raises: JudgeError if it is not of that shape, names a sentence or quotes words that are
    not there, or takes a side without a sentence.
    """
    if len(content) > MOST_CHARACTERS:
        raise JudgeError("The model's answer is too long.")
    text = content.rpartition(_THOUGHTS_END)[2].strip()
    if text.startswith(_FENCE) and text.endswith(_FENCE):
        text = text.strip("`").removeprefix("json")
    try:
        answer = Answer.model_validate_json(text, strict=True)
    except ValidationError:
        # Its words are not repeated: they are the model's, and could be anybody's.
        raise JudgeError("The model's answer is not of the form asked for.") from None
    for each in answer.rationale:
        if each.sentence > len(lines):
            raise JudgeError("The model's answer names a sentence that the study does not have.")
        if not _in(each.quote, lines[each.sentence - 1]):
            raise JudgeError("The model's answer quotes words that are not in the study.")
    if answer.label != "silent" and not answer.rationale:
        raise JudgeError("The model's answer takes a side without a sentence of the study.")
    return answer


def judgement(answer: Answer, sentences: Sequence[ReadSentence], enough: float) -> Judgement:
    """The answer as a judgement; below `enough` it abstains."""
    sure = answer.probability
    if answer.label == "silent":
        return Judgement(stance="silent", probability=round(sure, 3), why=SILENT)
    if sure < enough:
        unsure = round(1 - sure, 3)
        return Judgement(stance="silent", probability=unsure, why=UNSURE, abstained=True)
    chosen = [sentences[n - 1] for n in sorted({each.sentence for each in answer.rationale})]
    return Judgement(
        stance=answer.label,
        probability=round(sure, 3),
        rationale=tuple(Rationale(section=s.section, text=s.text) for s in chosen),
        mixed=answer.mixed,
        why=MIXED if answer.mixed else WHY[answer.label],
    )


def _in(quote: str, line: str) -> bool:
    """Whether the words stand there, but for case, spaces and typographic signs."""
    wanted = " ".join(fold(quote).lower().split()).strip(" .\"'")
    return bool(wanted) and wanted in " ".join(fold(line).lower().split())
