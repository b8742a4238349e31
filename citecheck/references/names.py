"""The authors that a reference begins with, in whatever style they are printed."""

from __future__ import annotations

import re
from typing import NamedTuple

from citecheck.text.normalise import fold

_PARTICLES = (
    r"(?:(?:de|del|della|di|da|do|dos|du|van|von|der|den|ten|ter|le|la|el|al|bin|ibn|af|zu|De|Van|"
    r"Von|Le|La|El|Al|Di|Du|'t)[ '-]{1,2}){0,3}"
)
CAPITAL = "[A-ZÆÐØÞĐŁŒ]"
"""Those that `fold` leaves: any other, accented one has become plain."""
_SURNAME = (
    rf"{_PARTICLES}{CAPITAL}[\w'-]{{1,30}}"
    rf"(?:[ -](?!{CAPITAL}{{1,3}}[,.;]){CAPITAL}[\w'-]{{1,30}}){{0,2}}"
)
_PLAIN = rf"{CAPITAL}{{1,4}}(?:-{CAPITAL}{{1,2}}){{0,2}}(?![\w'-])"
_DOTTED = rf"{CAPITAL}\.(?:[ -]{{0,2}}{CAPITAL}\.){{0,4}}"
_SUFFIX = r"(?:,? (?:Jr|Sr|II|III|2nd|3rd)\b\.?)?"
_NAME = re.compile(rf"(?P<surname>{_SURNAME})(?:(?:,? |,){_DOTTED}|,? {_PLAIN}){_SUFFIX}")
_REVERSED = re.compile(rf"{_DOTTED} ?(?P<surname>{_SURNAME})(?=[,;.]| and | & | et al)")
_GAP = re.compile(r"(?:,? ?(?:\. ?\. ?\.|…),? ?(?:& |and )?|[,;] ?(?:and |& )?| and | & |\.[,;] ?)")
_ET_AL = re.compile(r",? ?(?:et al\b\.?|and (?:others|colleagues)\b\.?)", re.IGNORECASE)
_ROLE = re.compile(r",? ?\(?(?:eds?|editors?|trans)\b\.?\)?\.?", re.IGNORECASE)
_BODY = (
    r"\b(?:Group|Collaborat(?:ion|ive|ors)|Investigators|Consortium|Committee|Network"
    r"|Organi[sz]ation|Institute|Agency|Association|Foundation|Society|Clinic|Administration"
    r"|Department|Team|Excellence|College|Academy|Council|Centers?|Centre|Service)\b"
)
_GROUP = re.compile(
    rf"(?P<name>(?:[Tt]he )?[A-Z][^.:;(),]{{3,120}}?{_BODY}[^.:;(),]{{0,60}}?)(?=[.;,(])"
)
_COLLECTIVE = re.compile(_BODY)
_GIVEN = rf"{CAPITAL}(?:[\w'-]{{1,30}}|\.)(?: {CAPITAL}(?:[\w'-]{{0,30}}|\.)){{0,2}}"
_IN_FULL = re.compile(rf"(?P<surname>{_SURNAME}), {_GIVEN}(?=\. |\.?,|,? (?:and|&) |\.?,? et al)")
_NEXT_IN_FULL = re.compile(
    rf"\.?,? ?(?:and |& )?(?P<name>{_GIVEN} {_SURNAME})(?=[.,(]|,? (?:and|&) |,? et al)"
)
_ALONE = re.compile(rf"(?P<surname>{_SURNAME}),? et al\b\.?,?")
_MOST_NAMES = 400


class Authors(NamedTuple):
    """Names as printed and where they end; `et_al` where the list says that there are more."""

    names: tuple[str, ...]
    end: int
    et_al: bool


def authors_at_start(text: str) -> Authors:
    """The authors at the start of a reference; no names and 0 where it starts otherwise.

    `text` has plain characters (`fold`). One pass, each name matched once.
    """
    found: list[str] = []
    at, end = 0, 0
    group = _GROUP.match(text)
    if group:
        found.append(group["name"].strip(" ,"))
        at = end = group.end()
        gap = re.compile(r"[;,] ?").match(text, at)
        at = gap.end() if gap else at
        if not gap:
            return Authors(tuple(found), end, et_al=False)
    while len(found) < _MOST_NAMES:
        name = _NAME.match(text, at) or _REVERSED.match(text, at)
        if name is None:
            break
        found.append(name[0].rstrip(","))
        end = name.end()
        more = _ET_AL.match(text, end)
        if more:
            return Authors(tuple(found), more.end(), et_al=True)
        gap = _GAP.match(text, end)
        if gap is None:
            break
        at = gap.end()
    more = _ET_AL.match(text, at)
    if found and more:
        return Authors(tuple(found), more.end(), et_al=True)
    if not found:
        return _in_full(text)
    role = _ROLE.match(text, end)
    return Authors(tuple(found), role.end() if role else end, et_al=False)


def _in_full(text: str) -> Authors:
    """Names with their given names written out, "Okoro, Ada, and Bo Diaz.", or one with et al."""
    alone = _ALONE.match(text)
    if alone:
        return Authors((alone["surname"],), alone.end(), et_al=True)
    first = _IN_FULL.match(text)
    if first is None:
        return Authors((), 0, et_al=False)
    found = [first[0]]
    end = first.end()
    while len(found) < _MOST_NAMES:
        # A full stop that is no initial's ends the names.
        if text.startswith(". ", end) and not re.search(r"\b[A-Z]$", text[end - 2 : end]):
            break
        name = _NEXT_IN_FULL.match(text, end)
        if name is None:
            break
        found.append(name["name"])
        end = name.end()
    more = _ET_AL.match(text, end)
    return Authors(tuple(found), more.end() if more else end, et_al=more is not None)


def surname(name: str) -> str:
    """The surname in a name as printed: "Rodriguez CI", "Rodriguez, C. I.", "C. Rodriguez"."""
    name = name[:200].strip()
    if _COLLECTIVE.search(name):
        return name
    folded = fold(name)
    found = _NAME.fullmatch(folded) or _REVERSED.match(f"{folded},")
    if found:
        return name[slice(*found.span("surname"))]
    if "," in name:
        return name.partition(",")[0].strip()
    words = name.split()
    given_first = len(words) > 1 and not words[-1].isupper()
    return words[-1] if given_first and len(words) <= 3 else name
