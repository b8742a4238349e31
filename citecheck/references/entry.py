"""One entry of a list of references, taken apart whatever its style.

    authors [year] title journal year;volume(issue):pages identifiers

Identifiers are taken out first, then the authors are read from the front. A year right after
them is the style of APA and Harvard. The title is what stands in quotes, else what comes before
the journal; the journal is known by its words and by the numbers behind it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from citecheck.model.reference import Cited
from citecheck.references.identifiers import Identifier, find
from citecheck.references.kinds import kind_of
from citecheck.references.names import Authors, authors_at_start
from citecheck.text.normalise import fold

LONGEST = 3_000
"""What is longer is no entry; the rest is not read."""

_YEAR = re.compile(r"(?<![0-9/.:-])(?:1[89]|20)[0-9]{2}(?![0-9-])[a-z]?")
_DATED = re.compile(r"(?: [A-Z][a-z]{2,8}(?:-[A-Z][a-z]{2,8})?\.?(?: [0-9]{1,2})?)?;|:")
_EARLY_YEAR = re.compile(
    r"[.,]?\s{0,2}(?:\((?:(?P<inside>(?:1[89]|20)[0-9]{2})[a-z]?(?:, [^()]{1,30})?|n\. ?d\.)\)"
    r"|(?P<bare>(?:1[89]|20)[0-9]{2})[a-z]?(?=[.,:] |\s['\"]))[.,:]?\s{0,2}"
)
_TITLE_YEAR = re.compile(
    r"\((?:(?P<year>(?:1[89]|20)[0-9]{2})[a-z]?(?:, [^()]{1,30})?|n\. ?d\.)\)[.,]?\s{0,2}"
)
_QUOTED = re.compile(r"(?<![A-Za-z])['\"](?P<title>[^\"]{15,500}?)[,.?!]?['\"](?![A-Za-z])")
_STOP = re.compile(r"[.?!]\s{1,3}(?=[A-Z0-9'\"(\[])")
_PLACE = re.compile(
    r"(?<![0-9])(?!(?:1[89]|20)[0-9]{2}, ?[0-9]{1,4}(?:\([^()]{1,20}\))?, ?[0-9])"
    r"(?P<volume>[0-9]{1,5})\s?(?:\((?P<issue>[^()]{1,20})\))?\s?"
    r"(?:[:,]|, pp?\.)\s?(?:pp?\.\s?)?(?P<pages>e?[A-Z]{0,2}[0-9]{1,9}(?:-[A-Za-z]?[0-9]{1,9})?)"
)
_NUMBERS = re.compile(r"[\s.,;(:]{0,3}(?:\(|[0-9]|vol\b|$)", re.IGNORECASE)
_MARKS = re.compile(r"(?<![A-Za-z0-9])[*_]{1,3}|[*_]{1,3}(?![A-Za-z0-9])")
_PLACE_ALONE = re.compile(
    r"(?P<journal>[A-Z][^.;:,0-9]{1,80})(?: ?\([0-9]{4}\))?\.? (?P<year>(?:1[89]|20)[0-9]{2})"
    r"(?: [A-Z][a-z]{2,8}\.?(?: [0-9]{1,2})?)?;"
)
_LABEL = re.compile(r"(?:available (?:at|from)|pubmed|doi|pmid|pmcid|epub)\b:?[\s.]{0,3}$", re.I)
_ACCESSED = re.compile(
    r"[(\[]?\b(?:last )?(?:accessed|retrieved|viewed|updated)\b:?(?: on)?:? [^()\[\];]{0,24}?"
    r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])(?:[ -][A-Za-z0-9]{1,4}){0,2}[)\]]?",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATED_NAME = re.compile(rf"[.,]?\s(?:{_MONTH}(?:\s?[-/]\s?{_MONTH})?|Epub)$")
_NOTICE = re.compile(r"\s{0,2}\[?(?:retracted(?: article)?|withdrawn)\b\]?[:.]\s{1,2}", re.I)
_LOOSE = re.compile(r"(?<=[^\s.]) (?=[,;.](?:\s|$))")
_GLUED = re.compile(r"(?<=[\s.][A-Z]\.)(?=[A-Z][a-z]{3})")
_MOST_STOPS = 6
_SMALL = frozenset(
    ("a", "an", "and", "of", "the", "in", "for", "on", "de", "la", "et", "und", "der", "&", "to")
)
_ENDS_OPEN = re.compile(r"\b(?:St|Dr|vs|Mr|Mrs|No|al|e\.g|i\.e|cf|spp|sp|subsp|var|[A-Z])$")


def read_entry(text: str) -> Cited:
    """What an entry says of the work. Linear in its length."""
    view = fold(unicodedata.normalize("NFC", text[:LONGEST]))
    identifiers = list(find(view))
    rest = _without(_MARKS.sub(lambda m: " " * len(m[0]), view), identifiers)
    rest = " ".join(_ACCESSED.sub(" ", rest).replace("()", " ").split())
    rest = _GLUED.sub(" ", _LOOSE.sub("", rest)).lstrip(" ).]")  # what a label left behind
    first = _first_values(identifiers)
    malformed = tuple(i.value for i in identifiers if i.kind == "malformed")
    alone = _PLACE_ALONE.match(rest)
    if alone:
        return _placed(alone, rest, first, malformed)
    authors, body = _authors_and_rest(rest)
    parts = _parts(body, authors)
    place = _PLACE.search(parts.tail)
    late = _late_year(parts.tail) or _late_year(rest) if parts.year is None else None
    kind = kind_of(view, first.get("url"))
    if kind == "a web page" and first.keys() & {"pmid", "pmcid", "doi"}:
        kind = None  # it is available online, as papers are
    return Cited(
        authors=authors.names,
        title=_tidy(_NOTICE.sub("", parts.title or "", count=1)),
        journal=_tidy(parts.journal),
        year=late or parts.year,
        volume=place["volume"] if place else None,
        pages=place["pages"] if place else None,
        malformed=malformed,
        kind=kind,
        **first,
    )


class _Parts(NamedTuple):
    """What stands behind the authors; volume and pages are sought in the `tail`."""

    year: int | None
    title: str | None
    journal: str | None
    tail: str


def _parts(body: str, authors: Authors) -> _Parts:
    """An entry without its authors: by an early year, by quotation marks, by a year behind the
    title, or by its stops."""
    early = _EARLY_YEAR.match(body)
    year = _number(early["inside"] or early["bare"]) if early else None
    body = body[early.end() :] if early else body
    quoted = _QUOTED.search(body)
    if quoted and " " in quoted["title"].strip() and len(body[: quoted.start()].split()) <= 2:
        tail = body[quoted.end() :]
        return _Parts(year, quoted["title"], _journal(tail.lstrip(" ,.")), tail)
    between = None if authors.names or early else _TITLE_YEAR.search(body)
    if between and len(body[: between.start()].split()) >= 3:
        before, tail = body[: between.start()], body[between.end() :]
        title, journal, _ = _title_and_journal(before)
        if title is None:
            title, journal = before, None
        return _Parts(_number(between["year"]), title, journal or _journal(tail), tail)
    return _Parts(year, *_title_and_journal(body.lstrip(" .,:;")))


def _number(year: str | None) -> int | None:
    return int(year or 0) or None


def _authors_and_rest(text: str) -> tuple[Authors, str]:
    """The authors and the entry without them, also where they stand behind the title."""
    authors = authors_at_start(text)
    if authors.names:
        return authors, text[authors.end :]
    for stop in islice(_STOP.finditer(text), _MOST_STOPS):
        later = authors_at_start(text[stop.end() :])
        if len(later.names) > 1 or later.et_al:
            return later, f"{text[: stop.end()]}{text[stop.end() + later.end :].lstrip(' .,')}"
    return authors, text


def _placed(
    alone: re.Match[str], rest: str, first: dict[str, str], malformed: tuple[str, ...]
) -> Cited:
    """An entry of journal, year, volume and page, without authors and title."""
    place = _PLACE.search(rest, alone.end())
    return Cited(
        journal=_tidy(alone["journal"]),
        year=int(alone["year"]),
        volume=place["volume"] if place else None,
        pages=place["pages"] if place else None,
        malformed=malformed,
        **first,
    )


def _first_values(identifiers: list[Identifier]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in identifiers:
        if each.kind != "malformed":
            found.setdefault(each.kind, each.value)
    return found


def _without(text: str, identifiers: list[Identifier]) -> str:
    parts: list[str] = []
    at = 0
    for each in identifiers:
        parts.append(_LABEL.sub("", text[at : each.start].rstrip()) + " ")
        at = each.end
    parts.append(text[at:].lstrip(".,;") if identifiers else text)
    return "".join(parts)


def _title_and_journal(body: str) -> tuple[str | None, str | None, str]:
    """Title, journal, and the rest with the numbers, of what follows authors and year."""
    stops = [s for s in _STOP.finditer(body) if not _is_abbreviation(body, s.start())]
    for stop in stops:
        after = body[stop.end() :]
        if _is_journal(after):
            if len(body[: stop.start()].split()) < 3 and _is_journal(body):
                break  # an abbreviated journal, "Nat. Med. 2021", and no title
            title_end = stop.start() + (body[stop.start()] != ".")
            return body[:title_end], _journal(after), after
    if stops and not _is_journal(body):
        # No journal is known by its look; the first stop is the best that there is.
        after = body[stops[0].end() :]
        return body[: stops[0].start()], _journal(after), after
    if _is_journal(body):
        return None, _journal(body), body
    return body.rstrip(" ."), None, ""


def _is_abbreviation(body: str, stop: int) -> bool:
    """Whether a full stop ends a word like "St" or "vs" and no sentence."""
    return body[stop] == "." and _ENDS_OPEN.search(body[max(0, stop - 12) : stop]) is not None


def _is_journal(text: str) -> bool:
    """Whether a text begins as a journal's name does: capitals, then numbers or the end."""
    name = _name_part(text)
    words = [w for w in re.split(r"[\s.]+", name) if w.strip("()&,")]
    if not words or len(words) > 14 or len(name) > 120:
        return False
    if not _NUMBERS.match(text, len(name)):
        return False
    if "." in name.rstrip(". ") and max(len(p) for p in name.rstrip(". ").split(".")) > 40:
        return False
    capitals = [w for w in words if w.lower() not in _SMALL]
    # eLife and medRxiv have their capitals later.
    upper = sum(any(map(str.isupper, w.strip("(")[:4])) for w in capitals)
    return bool(capitals) and upper >= 0.75 * len(capitals) and "? " not in name


def _name_part(text: str) -> str:
    """Up to the first number, or bracket before a number."""
    found = re.search(r"\(?[0-9]|,? vol\b", text, re.IGNORECASE)
    return text[: found.start()] if found else text


def _journal(text: str) -> str | None:
    name = _DATED_NAME.sub("", _name_part(text).strip(" .,;:("))
    return name if name and len(name) <= 160 else None


def _late_year(text: str) -> int | None:
    """The year behind the title: the one before volume, else in brackets, else the last."""
    found = list(_YEAR.finditer(text))
    if not found:
        return None
    dated = (f for f in found if _DATED.match(text, f.end()))
    bracketed = (f for f in found if text[f.end() : f.end() + 1] == ")")
    best = next(dated, None) or next(bracketed, None) or found[-1]
    return int(best[0][:4])


def _tidy(text: str | None) -> str | None:
    bare = (text or "").strip(" .,;:*_[]")
    return bare if sum(map(str.isalpha, bare)) > 2 else None
