"""A second, slow reading of what a query tree means: no index, one record at a time."""

from __future__ import annotations

import re
import unicodedata

from citecheck.model.query import (
    And,
    Identifier,
    Mesh,
    Not,
    Or,
    Published,
    PubType,
    Query,
    Subset,
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
            known = ((study.doi or "").lower(), (study.pmcid or "").lower())
            return query.value.lower() in known
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
        case Words():
            return any(_has_words(query, text) for text in _texts(query, study))


def _has_heading(query: Mesh, study: Study, tree: FakeTree) -> bool:
    headings = [*study.mesh, *study.chemicals]
    if query.ui.startswith("Q"):
        return any(query.name in heading.qualifiers for heading in headings)
    uis = {heading.ui for heading in headings if heading.ui}
    if query.explode:
        uis = uis.union(*(tree.ancestors(ui) for ui in uis))
    return query.ui in uis or any(heading.name == query.name for heading in headings)


def _texts(query: Words, study: Study) -> list[str]:
    if query.field == "title":
        return [study.title]
    texts = [study.title, *(section.text for section in study.abstract), *study.keywords]
    if query.field == "all":
        texts += [heading.name for heading in (*study.mesh, *study.chemicals)]
        texts += [qualifier for heading in study.mesh for qualifier in heading.qualifiers]
        texts += [kind.name for kind in study.publication_types]
        texts += [*study.authors, study.journal or ""]
    return texts


def _has_words(query: Words, text: str) -> bool:
    wanted, words = tokens(query.text), tokens(text)
    for start in range(len(words) - len(wanted) + 1):
        found = words[start : start + len(wanted)]
        if found == wanted or (
            query.prefix and found[:-1] == wanted[:-1] and found[-1].startswith(wanted[-1])
        ):
            return True
    return False


def tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("β", "beta").replace("α", "alpha"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.findall(r"[^\W_]+", plain.lower())
