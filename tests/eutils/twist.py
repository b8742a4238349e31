"""Faults that answer another request than the one asked: replies true in shape, not in content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from tests.eutils.query import CannotRun, Chain, Node, Words, parse
from tests.eutils.reading import Gaps
from tests.eutils.request import Request

Twist = Callable[[Request, str], Request]


def _with(**params: str) -> Twist:
    return lambda request, detail: request.with_params(**params)


def _fewer(request: Request, detail: str) -> Request:
    return request.with_params(id=",".join(request.ids[:-1] or ("999999999",)))


def _unknown(request: Request, detail: str) -> Request:
    return request.with_params(id=",".join(str(999_000_000 + n) for n in range(len(request.ids))))


def _reversed(request: Request, detail: str) -> Request:
    return request.with_params(id=",".join(reversed(request.ids)))


def _half_page(request: Request, detail: str) -> Request:
    return request.with_params(retmax=str(request.number("retmax", 20) // 2))


def _without_word(request: Request, detail: str) -> Request:
    lost = detail or next((leaf.text for leaf in _leaves(request)), "")
    return replace(request, gaps=Gaps(words=frozenset({lost})))


def _without_phrase(request: Request, detail: str) -> Request:
    quoted = (leaf.text for leaf in _leaves(request) if leaf.quoted and " " in leaf.text)
    return replace(request, gaps=Gaps(phrases=frozenset({detail or next(quoted, "")})))


def _ignoring(request: Request, detail: str) -> Request:
    lost = detail or next((leaf.text for leaf in _leaves(request)), "")
    return replace(request, gaps=Gaps(ignored=frozenset({lost})))


def _without_tag(request: Request, detail: str) -> Request:
    tags = (leaf.tag.partition(":")[0] for leaf in _leaves(request) if leaf.tag)
    return replace(request, gaps=Gaps(tags=frozenset({detail or next(tags, "")})))


def _leaves(request: Request) -> Iterator[Words]:
    try:
        yield from _words_of(parse(request.params.get("term", "")))
    except CannotRun:
        return


def _words_of(node: Node) -> Iterator[Words]:
    if isinstance(node, Words):
        yield node
    elif isinstance(node, Chain):
        yield from _words_of(node.first)
        for _, part in node.rest:
            yield from _words_of(part)


TWISTS: dict[str, Twist] = {
    "invalid-db": _with(db="pubmedd", dbfrom="pubmedd"),
    "empty-term": _with(term="", query_key=""),
    "retstart-too-high": _with(retstart="9999"),
    "bad-brackets": _with(term="(("),
    "empty-id": _with(id="", query_key=""),
    "history-expired": _with(webenv="MCID_expired", query_key="1", id="", term="#1"),
    "fewer-records": _fewer,
    "unknown-pmids": _unknown,
    "reordered": _reversed,
    "count-without-ids": _with(retmax="0"),
    "half-page": _half_page,
    "output-message": _with(retmax="20000"),
    "word-dropped": _without_word,
    "quotes-ignored": _without_phrase,
    "phrase-ignored": _ignoring,
    "tag-dropped": _without_tag,
}
