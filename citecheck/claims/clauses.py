"""Which part of a sentence states the claim, and which part only leads in or stands beside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from citecheck.claims import cues
from citecheck.claims.cues import Hit
from citecheck.claims.view import View
from citecheck.model.document import Span

_PREDICATES = frozenset({"onset", "safe", "harm", "link", "falls-short"})
_COPULA = re.compile(
    r"\b(?:(?:is|are|was|were|be|been|proved|remains?|not|n.t|may|can|might)\s+(?:\w+\s+)?\w*|"
    r"(?:do|does|did|may|can|might|works?|worke)\w*)$",
    re.IGNORECASE,
)
_COMMA = re.compile(r", (?!and |or )")
_SHORTEST = 12
_PHRASE = 5
_ENOUGH = 3
_SPACE_OR_MARK = " \t\r\n.,;:!?\"'"
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|may|might|could|will|does|do|did|it|\w{2,}ed)\b"
)
_NOT_FINITE_AFTER = re.compile(
    r"(?:^|[\s\"'(])(?:to|of|the|an?|for|in|by|with|from|on|its|their|his|her|this|these|s|not to|"
    r"potential|rapid|significant)\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one sentence, as offsets into it.

    `said` is what is claimed, without lead-in and without who says so; `main` is the main
    clause in it; `frame` is the reporting phrase that was taken off, if one was.
    """

    said: Span
    main: Span
    frame: Hit | None


def parts(view: View) -> Parts:
    """The parts of a sentence; both spans are the whole sentence where nothing leads in."""
    text = view.text
    end = len(text)
    start = 0
    if lead := cues.load("discourse", "preface").first(text):
        start = lead.end
    trailing = cues.load("discourse", "trailing").first(text, start)
    if trailing and trailing.start > start + _SHORTEST:
        end = trailing.start
    frame = _frame(view, start, end)
    said_start = _frame_end(text, frame) if frame else start
    if frame is None:
        said_start = _after_source(view, start, end)
    cited = cues.load("discourse", "citation").first(text, said_start, end)
    said = trimmed(text, said_start, cited.start if cited else end)
    return Parts(said=said, main=_main(view, said), frame=frame)


def finite(view: View, hit: Hit) -> bool:
    """Whether a relation word is what a clause says: no "-ing", no infinitive, no noun."""
    if not hit.verbal:
        ends = hit.has("closes") and not view.text[hit.end :].strip(_SPACE_OR_MARK)
        return ends or hit.sense in _PREDICATES or bool(_COPULA.search(view.text, 0, hit.start + 5))
    if hit.of(view.text).split(" ")[0].lower().endswith("ing"):
        return False
    return not _NOT_FINITE_AFTER.search(view.text, 0, hit.start)


def phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at `start`: a few words up to the next preposition or verb."""
    stop = cues.load("discourse", "phrase-end").first(text, start, end)
    span = trimmed(text, start, stop.start if stop else end)
    found = span.of(text).split()
    if (
        not found
        or len(found) > _PHRASE
        or cues.load("discourse", "no-phrase").first(span.of(text))
    ):
        return None
    return span


def _frame(view: View, start: int, end: int) -> Hit | None:
    """The reporting phrase in front of what is claimed, if enough follows it."""
    frames = [
        hit
        for hit in view.reports
        if hit.has("frame")
        and start <= hit.start
        and len(view.text[hit.end : end].split()) >= _ENOUGH
    ]
    with_that = (hit for hit in frames if hit.of(view.text).lower().endswith(" that"))
    return next(with_that, frames[0] if frames else None)


def _frame_end(text: str, frame: Hit) -> int:
    """Past "found that"; "linked" belongs to what is said ("A study linked tea to calm")."""
    verb = cues.load("discourse", "linking-verb").first(text, frame.start, frame.end)
    return verb.start if verb and verb.end == frame.end else frame.end


def _after_source(view: View, start: int, end: int) -> int:
    """Past "According to ..., " or "In two trials, " at the beginning."""
    for hit in view.reports:
        if hit.start <= start + 1 and hit.has("heading"):
            comma = view.text.find(", ", hit.end, end)
            if comma > 0 and len(view.text[comma:end].split()) >= _ENOUGH:
                return comma + 2
    return start


def _main(view: View, said: Span) -> Span:
    text = view.text
    start = said.start
    part = text[said.start : said.end]
    for sense in ("concession", "circumstance"):
        if cues.load("discourse", sense).first(part):
            start = _past_opening(view, said, sense)
            break
    aside = cues.load("discourse", "aside").first(text, start + 1, said.end)
    return Span(start=start, end=aside.start if aside else said.end)


def _past_opening(view: View, said: Span, sense: str) -> int:
    text = view.text
    for comma in _COMMA.finditer(text, said.start, said.end):
        before = text[said.start : comma.start()]
        if len(text[comma.end() : said.end].split()) < 3:
            break
        related = any(said.start < r.start and r.end <= comma.start() for r in view.relations)
        if sense == "circumstance" or related or _AUXILIARY.search(before):
            return comma.end()
    return said.start


def trimmed(text: str, start: int, end: int, marks: str = _SPACE_OR_MARK) -> Span:
    """The stretch without spaces and marks at its ends."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start=start, end=end)
