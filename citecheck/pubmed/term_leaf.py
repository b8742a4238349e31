"""One term of a search with its field tag, as a leaf of the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from citecheck.errors import QueryRejected
from citecheck.model.query import (
    Attribute,
    Identifier,
    Mesh,
    Near,
    PubType,
    Query,
    TextField,
    Wildcard,
    Words,
)
from citecheck.pubmed.characters import WILD_SYNTAX
from citecheck.pubmed.names import folded
from citecheck.pubmed.quoted import quoted, shown
from citecheck.pubmed.search_fields import field_of, filter_term, language_code
from citecheck.pubmed.standing import NOTICE_KINDS
from citecheck.pubmed.subheadings import subheading
from citecheck.pubmed.term_years import years

if TYPE_CHECKING:
    from citecheck.pubmed.term import Names

_TEXT = frozenset(get_args(TextField))
_NEAR = re.compile(r"(.*):~([0-9]{1,4})\s*")
_HISTORY = re.compile(r"#\s?[0-9]+")
_SMALL_WORD = re.compile(r"(?:^|\s)(and|or|not)(?:\s|$)")
_QUALIFIER = "Q"
"""What stands for the UI of a subheading, which goes by its name."""
_MOST_DISTANCE = 1_000
_INITIALS = 3
"""Of an author without quotes, PubMed completes the initials: "smith j" finds Smith JA."""
_INDEXING = {
    "medline": "medline",
    "inprocess": "in-process",
    "in process": "in-process",
    "publisher": "publisher",
    "pubmednotmedline": "pubmed-not-medline",
    "pubstatusaheadofprint": "publisher",
    "indatareview": "in-data-review",
    "oldmedline": "oldmedline",
}
_HAS = {"abstract"} | {kind.casefold() for kind in NOTICE_KINDS}


class Leaf(NamedTuple):
    """A term as written: its text, its tag (None without one), and whether it had quotes."""

    text: str
    tag: str | None
    quoted: bool


def leaf(term: Leaf, names: Names) -> Query:
    """What the term asks. Raises: QueryRejected for what cannot be honoured."""
    if not term.text:
        raise QueryRejected("A term of the search is empty.")
    if not term.quoted and term.text.startswith(":"):
        raise QueryRejected(f"A colon stands only between two dates: {quoted(term.text)}.")
    if _HISTORY.match(term.text):
        raise QueryRejected(
            f"{shown(term.text)} points into a search history, which is not kept here."
        )
    if term.tag is None:
        return _untagged(term, names)
    near = _NEAR.fullmatch(term.tag)
    if near:
        return _near(term, near[1], int(near[2]))
    return _tagged(term, field_of(term.tag), names)


def _tagged(term: Leaf, field: str, names: Names) -> Query:
    kind, _, noexp = field.partition(":")
    if kind in _TEXT:
        return _words(term, cast(TextField, kind))
    match kind:
        case "mesh" | "major":
            return _heading(term, names, explode=not noexp, major=kind == "major")
        case "subheading":
            return _subheading(term.text, names, explode=not noexp)
        case "type":
            return PubType(name=term.text)
        case "published":
            return years(term.text)
        case "language":
            code = language_code(term.text)
            if code is None:
                raise QueryRejected(f"Not a language that is known here: {quoted(term.text)}.")
            return Attribute(kind="language", value=code)
        case "pmid":
            return Identifier(kind="pmid", value=term.text)
        case "doi":
            return Identifier(kind="doi", value=term.text)
        case "pmcid":
            return Identifier(kind="pmcid", value=term.text)
        case _:
            return _filter(term.text, names)


def _words(term: Leaf, field: TextField) -> Query:
    text = term.text
    if not term.quoted and (small := _SMALL_WORD.search(text)):
        raise QueryRejected(f"{small[1].upper()} joins terms only in capitals: {quoted(text)}.")
    if "*" in text:
        # Nothing may stand between a star and its word that is left out when the tree is written.
        text = " ".join(WILD_SYNTAX.sub(" ", text).split())
    if "*" in text.rstrip("*"):
        return Wildcard(text=text, field=field)
    if text.endswith("*"):
        return Words(text=text.rstrip("*"), field=field, prefix=True)
    if field == "author" and not term.quoted and len(text.rsplit(" ", 1)[-1]) <= _INITIALS:
        return Words(text=text, field=field, prefix=" " in text)
    return Words(text=text, field=field)


def _near(term: Leaf, tag: str, distance: int) -> Query:
    field = field_of(tag)
    if field not in ("title", "tiab"):
        raise QueryRejected(
            f"Words near each other are searched in [ti] and [tiab], not [{shown(tag)}]."
        )
    if "*" in term.text or distance > _MOST_DISTANCE:
        raise QueryRejected(
            f"Not a proximity search that PubMed runs: {shown(term.text)}[{shown(tag)}]."
        )
    return Near(text=term.text, distance=distance, field="title" if field == "title" else "tiab")


def _heading(term: Leaf, names: Names, *, explode: bool, major: bool) -> Query:
    if "*" in term.text:
        raise QueryRejected(f"Headings are asked for by their whole name: {quoted(term.text)}.")
    found, qualifier = names.heading(term.text), None
    if found is None and "/" in term.text:
        name, _, rest = term.text.rpartition("/")
        found, qualifier = names.heading(name.strip()), subheading(rest)
        if qualifier is None:
            raise QueryRejected(f"Not a subheading that is known here: {quoted(rest)}.")
    if found is None:
        raise QueryRejected(
            f"Not a heading that is known here: {shown(term.text)}[{shown(term.tag or '')}]."
        )
    ui, name = found
    if ui.startswith(_QUALIFIER):
        return _subheading(name, names, explode=explode)
    return Mesh(ui=ui, name=name, explode=explode, major=major, qualifier=qualifier)


def _subheading(text: str, names: Names, *, explode: bool) -> Query:
    name = subheading(text)
    if name is None:
        raise QueryRejected(f"Not a subheading that is known here: {quoted(text)}.")
    ui, _ = names.heading(text) or (_QUALIFIER, name)
    return Mesh(ui=ui if ui.startswith(_QUALIFIER) else _QUALIFIER, name=name, explode=explode)


def _filter(name: str, names: Names) -> Query:
    own = folded(name)
    if own in _INDEXING:
        return Attribute(kind="indexing", value=_INDEXING[own])
    known = _has(own) or names.subset(own)
    if known is not None:
        return known
    term = filter_term(own)
    if term is None:
        raise QueryRejected(f"Not a subset or filter that is known here: {quoted(name)}.")
    from citecheck.pubmed.term import parse_term

    return parse_term(term, names)


def _has(name: str) -> Query | None:
    """What asks whether a record has something ("hasabstract"); None for any other name."""
    what = name.removeprefix("has")
    return Attribute(kind="has", value=what) if name != what and what in _HAS else None


def _untagged(term: Leaf, names: Names) -> Query:
    if (known := _has(term.text.casefold())) is not None:
        return known
    if term.quoted or "*" in term.text:
        # Quotes and truncation switch term mapping off; every field is searched. The names are
        # asked all the same, because some refuse any term without its field.
        words = _words(term, "all")
        names.untagged(term.text.replace("*", ""))
        return words
    if small := _SMALL_WORD.search(term.text):
        raise QueryRejected(
            f"{small[1].upper()} joins terms only in capitals: {quoted(term.text)}."
        )
    return names.untagged(term.text)
