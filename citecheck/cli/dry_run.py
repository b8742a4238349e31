"""What a check would ask, without asking it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from citecheck.checker import claims_as_given
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import load
from citecheck.model.claim import Claim
from citecheck.model.document import Document, Unreadable
from citecheck.model.search import PlannedSearch
from citecheck.model.settings import Settings
from citecheck.pubmed.syntax import render
from citecheck.queries.build import plan
from citecheck.verdict.conclude import cannot_check


def describe(
    documents: Iterable[Document | Unreadable], sentences: Sequence[str], settings: Settings
) -> str:
    """Every claim with its searches, and how many requests PubMed would get at most."""
    lines: list[str] = []
    asked: set[str] = set()
    probed: set[str] = set()
    for origin, claims in _claims(documents, sentences):
        lines += [f"{origin}: {_many(len(claims), 'claim')}", ""]
        for claim in claims:
            lines += [f"{claim.id}  {' '.join(claim.text.split())}"]
            stop = cannot_check(claim)
            if stop is not None:
                lines += [f"    not searched: {stop.detail}", ""]
                continue
            todo = plan(claim, load(), settings)
            lines += [*map(_line, todo.evidence), ""]
            asked |= {render(search.query) for search in todo.evidence}
            probed |= {render(s.query) for s in (*todo.crowded, *todo.nearest, *todo.probes)}
    more = len(probed - asked)
    lines.append(
        f"{_many(len(asked), 'search', 'searches')} and one request for every 200 records found; "
        f"at most {more} more and one for records where much or nothing is found."
    )
    return "\n".join(lines) + "\n"


def _claims(
    documents: Iterable[Document | Unreadable], sentences: Sequence[str]
) -> Iterator[tuple[str, Sequence[Claim]]]:
    for document in documents:
        if isinstance(document, Unreadable):
            yield f"{document.origin} (unreadable: {document.reason})", ()
        else:
            yield document.origin, extract(document, load())
    if sentences:
        document, claims = claims_as_given(sentences)
        yield document.origin, claims


def _line(search: PlannedSearch) -> str:
    return f"    {search.purpose}: {render(search.query)}"


def _many(n: int, one: str, many: str | None = None) -> str:
    return f"{n} {one if n == 1 else many or one + 's'}"
