"""A second, slow reading of what a query tree means: no index, one record at a time."""

from __future__ import annotations

import itertools
import re
import unicodedata

from citecheck.model.query import (
    And,
    Attribute,
    Identifier,
    Mesh,
    Near,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
    TextField,
    Wildcard,
    Words,
)
from citecheck.model.study import Study

from .trees import FakeTree

BROADER_TYPES = {
    "Randomized Controlled Trial": {"Controlled Clinical Trial", "Clinical Trial"},
    "Clinical Trial, Phase III": {"Clinical Trial"},
    "Network Meta-Analysis": {"Meta-Analysis"},
}


def matches(query: Query, study: Study, tree: FakeTree) -> bool:
    match query:
        case And():
            return all(matches(part, study, tree) for part in query.parts)
        case Or():
            return any(matches(part, study, tree) for part in query.parts)
        case Not():
            return matches(query.keep, study, tree) and not matches(query.drop, study, tree)
        case Subset():
            return matches(query.parts, study, tree)
        case Identifier():
            return query.value.lower() == (getattr(study, query.kind) or "").lower()
        case Attribute():
            return query.value.casefold() in _attributes(query.kind, study)
        case PubType():
            names = {kind.name for kind in study.publication_types}
            return query.name in names.union(*(BROADER_TYPES.get(name, ()) for name in names))
        case Published():
            if query.first is None and query.last is None and query.before is None:
                return True
            year, day = study.year, study.published_by
            if query.before is not None and (day is None or day >= query.before):
                return False
            return year is not None and (query.first or 0) <= year <= (query.last or 9999)
        case Mesh():
            return _has_heading(query, study, tree)
        case Words() if query.field == "journal" and not query.prefix:
            journal = (study.journal or "", *study.journal_names)
            return _name(query.text) in map(_name, journal)
        case Words():
            return any(_has_words(query, text) for text in _texts(query.field, study))
        case Wildcard():
            return any(_has_pattern(query.text, text) for text in _texts(query.field, study))
        case Near():
            return _near(query, study)


def _has_heading(query: Mesh, study: Study, tree: FakeTree) -> bool:
    headings = [*study.mesh, *study.chemicals]
    if query.ui.startswith("Q"):
        return any(query.name in heading.qualifiers for heading in headings)
    for heading in headings:
        if query.major and not heading.major:
            continue
        if query.qualifier is not None and query.qualifier not in heading.qualifiers:
            continue
        uis = {heading.ui} if heading.ui else set()
        if query.explode and heading.ui:
            uis |= tree.ancestors(heading.ui)
        nameless = heading.ui is None and not query.major
        if query.ui in uis or (heading.name == query.name and nameless):
            return True
    return False


def _attributes(kind: str, study: Study) -> set[str]:
    if kind == "language":
        return set(study.languages or [study.language or ""])
    if kind == "indexing":
        return {(study.indexing or "").casefold()}
    had = {notice.kind.casefold() for notice in study.notices}
    return had | ({"abstract"} if study.abstract else set())


def _texts(field: TextField, study: Study) -> list[str]:
    title, abstract = [study.title], [section.text for section in study.abstract]
    names = [heading.name for heading in (*study.mesh, *study.chemicals)]
    names += [q for heading in (*study.mesh, *study.chemicals) for q in heading.qualifiers]
    names += [kind.name for kind in study.publication_types]
    journal = [study.journal or "", *study.journal_names]
    in_text = [*title, *abstract, *study.keywords]
    return {
        "title": title,
        "abstract": abstract,
        "keyword": list(study.keywords),
        "author": list(study.authors),
        "journal": journal,
        "tiab": in_text,
        "text": [*in_text, *names],
        "all": [*in_text, *names, *study.authors, *journal],
    }[field]


def _has_words(query: Words, text: str) -> bool:
    wanted, words = tokens(query.text), tokens(text)
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        if found == wanted or (
            query.prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])
        ):
            return True
    return False


def _has_pattern(pattern: str, text: str) -> bool:
    """By one expression over the words as one text, a space at either end of each."""
    kept = "".join(c if c == "*" else " ".join(tokens(c)) or " " for c in _pieces(pattern))
    words = [re.escape(word).replace(r"\*", "[^ ]*") for word in kept.split()]
    return re.search(" " + " ".join(words) + " ", f" {' '.join(tokens(text))} ") is not None


def _pieces(pattern: str) -> list[str]:
    return re.findall(r"\*|[^\W_]+|[\W_]", pattern)


def _near(query: Near, study: Study) -> bool:
    """All arrangements of the words' places; a new section is one word further on."""
    wanted = tokens(query.text)
    places: list[str] = []
    for section in study.abstract:
        if words := tokens(section.text):
            places += [*words, ""]
    texts = [tokens(study.title)] if query.field == "title" else [tokens(study.title), places]
    for words in texts:
        where = [[at for at, word in enumerate(words) if word == w] for w in wanted]
        for chosen in itertools.product(*where):
            distinct = len(set(chosen)) == len(chosen)
            if distinct and max(chosen) - min(chosen) + 1 <= len(wanted) + query.distance:
                return True
    return False


def _name(journal: str) -> str:
    return " ".join(tokens(journal)).removeprefix("the ")


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("β", "beta").replace("α", "alpha"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[^\W_]+", plain.lower())
