"""A claim beside the study that it cites: does that study say it, and of the same things?

The cited study is judged as every other is, and what the judge finds is told here as flags:
silence, another subject, design or species than the text says, and figures of the text that
the abstract does not have. An abstract leaves much out: a figure that is not in it is not said
to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from citecheck.evidence.assess import Assessment, Reader, assess
from citecheck.evidence.design.level import names_laboratory
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence, StanceJudge
from citecheck.model.study import Study
from citecheck.model.verdict import Flag, FlagCode
from citecheck.references.names import surname
from citecheck.text.normalise import fold
from citecheck.verdict.flags import STUDY_TYPE_NAMES, is_of_type

_PERCENT = re.compile(
    r"(?<![0-9.])(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?) ?(?:%|percent\b|per cent\b)"
)
_COUNT = re.compile(
    r"\bn ?= ?(?P<n>[0-9][0-9,]{0,9})|(?<![0-9.,])(?P<people>[0-9][0-9,]{0,9}) "
    r"(?:[a-z-]{2,20} ){0,2}(?:patients|participants|people|adults|children|women|men|subjects"
    r"|volunteers|individuals)\b",
    re.IGNORECASE,
)
_P_VALUE = re.compile(r"\bp ?(?:-value )?[<=>] ?(?P<p>0?\.[0-9]{1,6})", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![0-9.])[0-9][0-9,]*(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+")
_LOOSELY = re.compile(r"\b(?:animal|cells?|laboratory)\b")
"""Words that make no record one of the laboratory, and yet tell a reader of it."""
_NO_PEOPLE: dict[str, str] = {"animal": "animals", "in-vitro": "the laboratory"}


def quotation(
    claim: Claim, studies: Sequence[Study], judge: StanceJudge, reader: Reader
) -> tuple[Flag, ...]:
    """What a reader should know of how a claim stands to each study that it cites."""
    found: list[Flag] = []
    for study in studies:
        assessment = assess(claim, [study], judge, reader)
        found += _flags(claim, study, assessment)
    return tuple(dict.fromkeys(found))


def figures_not_in(sentence: str, abstract: str) -> tuple[str, ...]:
    """The percentages, counts of people and p values of a sentence that an abstract lacks."""
    said, read = fold(sentence), fold(abstract)
    percents = {_plain(found["number"]) for found in _PERCENT.finditer(read)}
    numbers = {_plain(found[0]) for found in _NUMBER.finditer(read)}
    missing = [
        *(f[0] for f in _PERCENT.finditer(said) if _plain(f["number"]) not in percents),
        *(f[0] for f in _COUNT.finditer(said) if _plain(f["n"] or f["people"]) not in numbers),
        *(f[0] for f in _P_VALUE.finditer(said) if _plain(f["p"]) not in numbers),
    ]
    return tuple(dict.fromkeys(missing))


def _flags(claim: Claim, study: Study, assessment: Assessment) -> Iterator[Flag]:
    name = _name(study)
    if not study.abstract:
        yield _flag("cited-study-silent", f"{name} has no abstract to compare the claim with.")
        return
    for other in assessment.off_topic:
        missing = [match.ref.concept or match.ref.text for match in other.match.missing]
        if missing and not other.match.incomplete:
            what = " and ".join(missing)
            yield _flag("cited-study-differs", f"{name} is not about {what}, as far as it says.")
    for each in assessment.evidence:
        yield from _of_evidence(claim, each, name)
    missing_figures = figures_not_in(claim.text, study.abstract_text)
    if missing_figures:
        yield _flag(
            "cited-study-silent",
            f"Not in the abstract of the cited study: {', '.join(missing_figures)}. "
            "The paper itself may have it.",
        )


def _of_evidence(claim: Claim, each: Evidence, name: str) -> Iterator[Flag]:
    if each.stance == "silent":
        yield _flag("cited-study-silent", f"{name} does not say this in its abstract.")
    elif each.stance == "contradicts" and not each.mixed:
        yield _flag("cited-study-differs", f"{name} speaks against this claim.")
    claimed = claim.claimed_study_type
    if claimed and not is_of_type(each, claimed):
        is_a = STUDY_TYPE_NAMES.get(each.level, "study")
        yield _flag(
            "cited-study-differs",
            f"The text speaks of a {STUDY_TYPE_NAMES[claimed]}; {_lower(name)} reads as a {is_a}.",
        )
    if each.species in _NO_PEOPLE and not _tells_of_laboratory(claim.text):
        yield _flag("cited-study-differs", f"{name} was done in {_NO_PEOPLE[each.species]}.")


def _tells_of_laboratory(text: str) -> bool:
    folded = fold(text).lower()
    return names_laboratory(folded) or _LOOSELY.search(folded) is not None


def _name(study: Study) -> str:
    """ "The cited study (Okoro 2021)"."""
    who = surname(study.authors[0]) if study.authors else ""
    shown = f"{who} {study.year or ''}".strip() or study.key
    return f"The cited study ({shown})"


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]


def _flag(code: FlagCode, message: str) -> Flag:
    return Flag(code=code, message=message)


def _plain(number: str) -> str:
    bare = number.replace(",", "")
    return f"{float(bare):g}"
