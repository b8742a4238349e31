"""PubMed syntax as a query tree; the inverse of `syntax.render` for what it can write.

Booleans run left to right, as PubMed runs them, and every term carries its field tag.
Years, quotes, truncation, groups and the tags of `_FIELDS` are known; anything else is
refused instead of guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from citecheck.errors import QueryRejected
from citecheck.model.query import And, Mesh, Not, Or, Published, PubType, Query, TextField, Words

_TOKEN = re.compile(
    r"\s*(?:"
    r'"(?P<quoted>[^"]*)"\[(?P<quoted_tag>[^\]]*)\]'
    r"|(?P<word>AND|OR|NOT)\b"
    r"|(?P<bracket>[()])"
    r"|(?P<bare>[^\[\]()\"]+)\[(?P<bare_tag>[^\]]*)\]"
    r")\s*"
)
_YEARS = re.compile(r"([0-9]{4}):([0-9]{4})(?:/([0-9]{2})/([0-9]{2}))?")
_OPEN_FIRST, _OPEN_LAST = 1000, 3000
_TEXT_FIELDS: dict[str, TextField] = {
    "all": "all", "all fields": "all",
    "ti": "title", "title": "title",
    "tiab": "tiab", "title/abstract": "tiab",
}  # fmt: skip
_NAME_FIELDS = {
    "mh": "mesh", "mesh terms": "mesh", "mh:noexp": "noexp",
    "nm": "mesh", "sh": "mesh", "mesh subheading": "mesh",
    "pt": "pt", "publication type": "pt",
    "dp": "years",
}  # fmt: skip

_Match = re.Match[str]


def parse_term(term: str, uis: Mapping[str, str]) -> Query:
    """The tree of one term; `uis` gives the UI of each MeSH name, in lower case.

    Raises: QueryRejected, with the place, for syntax that is not known here.
    """
    reader = _Reader(term, uis)
    query = reader.group()
    if reader.left:
        raise QueryRejected(f"Not PubMed syntax that is known here: {reader.rest!r}.")
    return query


class _Reader:
    """A cursor over the tokens of one term."""

    def __init__(self, term: str, uis: Mapping[str, str]) -> None:
        self._term = term
        self._uis = uis
        self._at = 0

    @property
    def rest(self) -> str:
        return self._term[self._at :][:60]

    @property
    def left(self) -> bool:
        return self._at < len(self._term)

    def group(self) -> Query:
        """Operands and the words between them, up to a closing bracket or the end."""
        query = self._operand()
        run: str | None = None
        while (word := self._next_word()) is not None:
            operand = self._operand()
            query = _extended(query, word, operand, in_run=word == run)
            run = word
        return query

    def _next_word(self) -> str | None:
        found = _TOKEN.match(self._term, self._at)
        if found is None or found["word"] is None:
            return None
        self._at = found.end()
        return str(found["word"])

    def _operand(self) -> Query:
        found = _TOKEN.match(self._term, self._at)
        if found is None or found["word"] or found["bracket"] == ")":
            raise QueryRejected(f"A term with its field tag is expected at {self.rest!r}.")
        self._at = found.end()
        if not found["bracket"]:
            return self._leaf(found)
        query = self.group()
        closing = _TOKEN.match(self._term, self._at)
        if closing is None or closing["bracket"] != ")":
            raise QueryRejected(f"A closing bracket is expected at {self.rest!r}.")
        self._at = closing.end()
        return query

    def _leaf(self, found: _Match) -> Query:
        text = (found["quoted"] or found["bare"] or "").strip()
        tag = (found["quoted_tag"] or found["bare_tag"] or "").lower()
        if tag in _TEXT_FIELDS:
            return Words(
                text=text.removesuffix("*"), field=_TEXT_FIELDS[tag], prefix=text.endswith("*")
            )
        match _NAME_FIELDS.get(tag):
            case "pt":
                return PubType(name=text)
            case "years":
                return _years(text)
            case "mesh" | "noexp" as kind if text.lower() in self._uis:
                return Mesh(ui=self._uis[text.lower()], name=text, explode=kind == "mesh")
            case _:
                raise QueryRejected(f"Not a field or heading that is known here: {text}[{tag}].")


def _extended(query: Query, word: str, operand: Query, *, in_run: bool) -> Query:
    if word == "NOT":
        return Not(keep=query, drop=operand)
    if in_run and isinstance(query, And | Or):
        return query.model_copy(update={"parts": (*query.parts, operand)})
    kind = And if word == "AND" else Or
    return kind(parts=(query, operand))


def _years(text: str) -> Published:
    found = _YEARS.fullmatch(text)
    if not found:
        raise QueryRejected(f"Not a range of years: {text!r}.")
    first, last = int(found[1]), int(found[2])
    first_year = None if first == _OPEN_FIRST else first
    if not found[3]:
        return Published(first=first_year, last=None if last == _OPEN_LAST else last)
    try:
        day = date(last, int(found[3]), int(found[4])) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise QueryRejected(f"Not a day of the calendar: {text!r}.") from None
    return Published(first=first_year, before=day.isoformat())
