"""How many people took part in a study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from citecheck.evidence import tables
from citecheck.evidence.reading.study import ReadStudy
from citecheck.model.study import Level

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = {word: n for n, word in enumerate(_WORDS.split(), 1)} | {
    word: n * 10 for n, word in enumerate(_TENS.split(), 2)
}
_NEAR = 70
"""How many characters around a number may say what it counts."""


def participants_of(read: ReadStudy, level: Level) -> int | None:
    """The number that the record states, else the one its text gives, else None.

    For a synthesis it is the total over its studies, for a trial those who took part
    rather than those who were screened. A case report without a number has one.
    """
    if read.study.participants is not None:
        return read.study.participants
    texts = [s.folded for s in read.sentences if s.part != "background"]
    count = count_in(texts, largest=level == "synthesis")
    if count is None and level == "case" and any(_rules().single.search(t) for t in texts):
        return 1
    return count


def count_in(texts: Iterable[str], *, largest: bool = False) -> int | None:
    """The participants that folded, lower-case sentences give, or None."""
    texts = list(texts)
    certain: list[int] = []
    possible: list[int] = []
    for text in texts:
        for count, took_part in _counts(text):
            (certain if took_part else possible).append(count)
    if largest and (certain or possible):
        return max(certain + possible)
    if certain:
        return certain[0]
    arms = next((found for text in texts if (found := _rules().arm.findall(text))), [])
    if arms:
        return sum(_value(arm) for arm in arms)
    return possible[0] if possible else None


def _counts(text: str) -> Iterator[tuple[int, bool]]:
    """Numbers of people in a sentence, and whether they are said to have taken part."""
    rules = _rules()
    bare = rules.bare.search(text)
    if bare:
        yield _value(bare[1]), True
    for match in rules.people.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + _NEAR]
        if rules.not_before.search(before) or rules.not_taking_part.search(after[:30]):
            continue
        took_part = bool(rules.after.search(after) or rules.before.search(before))
        count = _value(match["number"])
        if count > 0 and not (1900 <= count <= 2035 and "," not in match["number"]):
            yield count, took_part


def _value(number: str) -> int:
    digits = re.sub(r"[^0-9]", "", number)
    if digits:
        return int(digits)
    words = re.split(r"[- ]", number)
    hundreds = 0
    if "hundred" in words:
        at = words.index("hundred")
        hundreds, words = 100 * _NUMBER_WORDS.get(words[at - 1], 1), words[at + 1 :]
    return hundreds + sum(_NUMBER_WORDS.get(word, 0) for word in words)


@dataclass(frozen=True, slots=True)
class _Rules:
    people: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    not_before: re.Pattern[str]
    not_taking_part: re.Pattern[str]
    bare: re.Pattern[str]
    arm: re.Pattern[str]
    single: re.Pattern[str]


@cache
def _rules() -> _Rules:
    table = tables.table("design/participants")
    number, between = table["number"], table["not_between"]
    word = rf"(?:(?!{between})[a-z][\w'/-]* )"
    patterns = table["patterns"]
    return _Rules(
        people=re.compile(rf"(?P<number>{number}) {word}{{0,4}}{table['noun']}\b"),
        before=re.compile(table["taking_part"]["before"]),
        after=re.compile(table["taking_part"]["after"]),
        not_before=re.compile(table["not_before"]),
        not_taking_part=re.compile(table["not_taking_part"]),
        bare=re.compile(patterns["bare"].replace("NUMBER", number)),
        arm=re.compile(patterns["arm"]),
        single=re.compile(patterns["single"]),
    )
