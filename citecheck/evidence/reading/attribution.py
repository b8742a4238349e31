"""Whose effect a sentence tells, where it names several treatments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citecheck.evidence.tables import cues
from citecheck.model.concept import Mention
from citecheck.model.document import Span

_BOTH = re.compile(r" and (?:the )?(?=\w)")
_JOINED = re.compile(r" (?:with|of|using|by|containing) (?:\S+ )?")
_LONGEST = 300
"""Characters that the name of what is compared with may run on."""
_LISTED = re.compile(r"[ ,]*(?:and|or|plus|with|combined with|in combination with|/|,|\+|&)? *")


@dataclass(frozen=True, slots=True)
class Actors:
    """Where a sentence names the claim's intervention, its comparator, and other treatments."""

    agent: tuple[Span, ...]
    rival: tuple[Span, ...]
    others: tuple[Span, ...]

    def act_at(self, folded: str, cue: Span, *, is_main: bool) -> bool:
        """Whether an effect is said of the claim's intervention.

        The nearest treatment before the cue acts, with those it is listed with; where none
        stands before, the first after it, which among several must be introduced as what was
        given. What is compared with does not act. Where no treatment is named, the study's own does
        (`is_main`).
        """
        zone = compared_zone(folded, cue)
        acting = sorted(
            (s for s in (*self.agent, *self.rival, *self.others) if not _inside(s, zone)),
            key=lambda s: s.start,
        )
        before = [s for s in acting if s.end <= cue.start]
        if before:
            return self._is_agent(_listed_back(before, folded))
        after = [s for s in acting if s.start >= cue.end]
        if after:
            first = _listed_on(after, folded)
            return self._is_agent(first) and (not self.others or _is_introduced(folded, first[0]))
        return is_main or any(_inside(s, zone) for s in self.agent)

    def are_compared_with(self, folded: str, cue: Span) -> bool:
        """Whether the claim's intervention is what the others are compared with."""
        zone = compared_zone(folded, cue)
        return zone is not None and bool(self.agent) and all(_inside(s, zone) for s in self.agent)

    def _is_agent(self, spans: Iterable[Span]) -> bool:
        return any(span in self.agent for span in spans)


def given(folded: str, span: Span | Mention, *, to_treat: bool) -> bool:
    """Whether a name stands for a treatment that was given and tested, by the words around it.

    `to_treat`: it is asked what the treatment does good, so that what it provoked is left out.
    """
    if to_treat and (
        _cue("provoked").match(folded, span.end)
        or _cue("left_for").search(folded, max(0, span.start - 60), span.start)
    ):
        return False
    return not (
        _cue("besides").search(folded, max(0, span.start - 60), span.start)
        or _cue("compound").match(folded, span.end)
        or _cue("measured").search(folded, max(0, span.start - 40), span.start)
    )


def is_form_of(folded: str, form: Span | Mention, treatments: Iterable[Span]) -> bool:
    """Whether a name only says how one of the treatments was given: "supplementation with zinc"."""
    if not _cue("form").search(folded, form.start, form.end):
        return False
    return any(
        _JOINED.fullmatch(folded, form.end, t.start) or folded[t.end : form.start] in (" ", "-")
        for t in treatments
    )


def is_shared(folded: str, clause: Span, treatments: Iterable[Span]) -> bool:
    """Whether a clause tells what happened with and without the treatment alike.

    "Pain fell in both groups", "zinc and placebo reduced pain"; not "more with zinc".
    """
    if _cue("more").search(folded, clause.start, clause.end):
        return False
    if _cue("shared").search(folded, clause.start, clause.end):
        return True
    controls = {m.span() for m in _cue("control").finditer(folded, clause.start, clause.end)}
    given_too = {(t.start, t.end) for t in treatments}
    return _stand_side_by_side(folded, controls, given_too) or _stand_side_by_side(
        folded, given_too, controls
    )


def _stand_side_by_side(
    folded: str, left: Iterable[tuple[int, int]], right: Iterable[tuple[int, int]]
) -> bool:
    begin = {start for start, _ in right}
    joints = (_BOTH.match(folded, end) for _, end in left)
    return any(joint is not None and joint.end() in begin for joint in joints)


def is_ended(folded: str, end: int) -> bool:
    """Whether the treatment whose name ends there was given up: "after zinc was stopped"."""
    return _cue("ended").match(folded, end) is not None


def names_control(folded: str) -> bool:
    """Whether a folded text names placebo or another arm without treatment."""
    return _cue("control").search(folded) is not None


def controls_in(folded: str) -> list[int]:
    """Where a folded text names placebo or another arm without treatment, in order."""
    return [match.start() for match in _cue("control").finditer(folded)]


def tells_of_control(folded: str) -> bool:
    """Whether what happened is said of the control: "greater in the placebo group"."""
    return _cue("compares").search(folded) is None and _cue("by_control").search(folded) is not None


def is_reason(folded: str, cue: Span) -> bool:
    """Whether a link only gives the reason of what is told before it: "fewer left due to pain"."""
    return _cue("reason").match(folded, cue.start) is not None


def comparisons_in(folded: str) -> Iterator[tuple[int, Span]]:
    """Each "than" or "compared with": where it stands, and the phrase that follows it."""
    for marker in _cue("compares").finditer(folded):
        begin, furthest = marker.end(), min(marker.end() + _LONGEST, len(folded))
        end = _cue("compares_no_more").search(folded, begin, furthest)
        yield marker.start(), Span(start=begin, end=end.start() if end else furthest)


def compares_with_control(folded: str) -> bool:
    """Whether it is placebo or no treatment that a folded text compares with."""
    return any(names_control(folded[zone.start : zone.end]) for _, zone in comparisons_in(folded))


def compared_zone(folded: str, cue: Span) -> Span | None:
    """What is compared with next to a cue."""
    for start, zone in comparisons_in(folded):
        if zone.end <= cue.start or start >= cue.start:
            return zone
    return None


def _inside(span: Span, zone: Span | None) -> bool:
    return zone is not None and zone.holds(span.start)


def _listed_back(spans: Sequence[Span], folded: str) -> list[Span]:
    """The last of the spans and those that are listed with it."""
    found = [spans[-1]]
    for span in reversed(spans[:-1]):
        if not _LISTED.fullmatch(folded, span.end, found[-1].start):
            break
        found.append(span)
    return found


def _listed_on(spans: Sequence[Span], folded: str) -> list[Span]:
    """The first of the spans and those that are listed with it."""
    found = [spans[0]]
    for span in spans[1:]:
        if not _LISTED.fullmatch(folded, found[-1].end, span.start):
            break
        found.append(span)
    return found


def _is_introduced(folded: str, span: Span) -> bool:
    return bool(
        _cue("introduced").search(folded, max(0, span.start - 60), span.start)
        or _cue("arm").match(folded, span.end)
    )


def _cue(name: str) -> re.Pattern[str]:
    return cues("reading/attribution")[name]
