"""ELink: neighbours of records, what they cite, and what cites them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tests.eutils.history import History
from tests.eutils.index import Index
from tests.eutils.record import Record
from tests.eutils.request import Request
from tests.eutils.text import number, words

_NAMES = ("pubmed_pubmed", "pubmed_pubmed_citedin", "pubmed_pubmed_refs")
_MOST_NEIGHBOURS = 100
_LEAST_SHARED = 3


@dataclass(frozen=True)
class Group:
    """The links of one kind; a query key instead of links where they were stored."""

    name: str
    links: tuple[tuple[int, int | None], ...]
    query_key: int = 0
    db_to: str = "pubmed"


@dataclass(frozen=True)
class LinkSet:
    """What was asked in one `id=`, and the links found. A PMID that nobody has is no error."""

    ids: tuple[str, ...]
    groups: tuple[Group, ...]
    web_env: str = ""
    db_from: str = "pubmed"


def link_sets(request: Request, index: Index, history: History) -> list[LinkSet]:
    """One set for each `id=`: ids joined by commas share one set, and their links merge."""
    command = request.params.get("cmd", "neighbor").lower()
    wanted = request.params.get("linkname", "")
    names = wanted.split(",") if wanted else _NAMES
    groups = request.id_groups or _stored(request, history)
    sets = [_linked(ids, names, index, scored=command == "neighbor_score") for ids in groups]
    return [_kept(one, history) for one in sets] if command == "neighbor_history" else sets


def _stored(request: Request, history: History) -> tuple[tuple[str, ...], ...]:
    kept = history.find(request.params.get("webenv", ""), request.number("query_key", 0))
    return (tuple(str(pmid) for pmid in kept),) if kept else ()


def _linked(ids: Sequence[str], names: Iterable[str], index: Index, *, scored: bool) -> LinkSet:
    own = [index.by_pmid[pmid] for pmid in map(number, ids) if pmid in index.by_pmid]
    groups = []
    for name in names:
        links: dict[int, int] = {}
        for record in own:
            for pmid, score in _links(record, name, index):
                links[pmid] = max(score, links.get(pmid, 0))
        ordered = sorted(links.items(), key=lambda link: (-link[1], -link[0]))
        found = tuple((pmid, score if scored else None) for pmid, score in ordered)
        if found:
            groups.append(Group(name, found))
    return LinkSet(tuple(ids), tuple(groups))


def _links(record: Record, name: str, index: Index) -> list[tuple[int, int]]:
    if name == "pubmed_pubmed_refs":
        cited = (int(entry.pmid) for entry in record.references if entry.pmid)
        return [(pmid, 0) for pmid in cited if pmid in index.by_pmid]
    if name == "pubmed_pubmed_citedin":
        return [
            (other.pmid, 0)
            for other in index.records
            if any(entry.pmid == str(record.pmid) for entry in other.references)
        ]
    return _neighbours(record, index) if name == "pubmed_pubmed" else []


def _neighbours(record: Record, index: Index) -> list[tuple[int, int]]:
    """Records that share headings and title words, itself first, as PubMed has it."""
    own = _features(record)
    scored = [(len(own & _features(other)), other.pmid) for other in index.records]
    best = sorted(((s, p) for s, p in scored if s >= _LEAST_SHARED), reverse=True)
    found = [(pmid, 1_000_000 * score) for score, pmid in best if pmid != record.pmid]
    return [(record.pmid, 1_000_000_000), *found][:_MOST_NEIGHBOURS]


def _features(record: Record) -> set[str]:
    title = {word for word in words(record.title) if len(word) > 3}
    return title | {f"heading {heading.name}" for heading in record.study.mesh}


def _kept(one: LinkSet, history: History) -> LinkSet:
    web_env, groups = "", []
    for group in one.groups:
        web_env, key = history.keep([pmid for pmid, _ in group.links], web_env)
        groups.append(replace(group, query_key=key))
    return replace(one, groups=tuple(groups), web_env=web_env)
