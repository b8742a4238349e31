"""All sources of a run as one: equal searches asked once, distinct studies kept once."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citecheck.model.base import Frozen
from citecheck.model.query import Query
from citecheck.model.search import (
    CitationKey,
    CitationMatcher,
    Handle,
    Handles,
    Purpose,
    Search,
    SearchResult,
    StudySource,
)
from citecheck.model.study import Study
from citecheck.pubmed.standing import gravest


class Answer(Frozen):
    """What all sources said to one query: receipts in the order of the sources.

    `handles` are by rank, sources in turn; `count` adds up what the
    sources matched, so that a record which two of them hold counts twice.
    """

    receipts: tuple[Search, ...]
    handles: Handles
    count: int


class StudyPool:
    """Asks every source, remembers the answers of this run, and merges what comes back.

    Thread-safe. A source that fails makes the whole question fail (`SourceError`): the
    others' answers would pass for all there is.
    """

    def __init__(self, sources: Sequence[StudySource]) -> None:
        self.sources = tuple(sources)
        self._answers: dict[str, tuple[int, tuple[SearchResult, ...]]] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._studies: dict[Handle, Study] = {}
        self._asked: dict[Handle, SearchResult] = {}
        self._lock = threading.Lock()

    @property
    def metered(self) -> bool:
        """Whether a question is a request to someone's server, so that each must be worth it."""
        return any(hasattr(source, "requests") for source in self.sources)

    def ask(self, query: Query, *, limit: int, purpose: Purpose) -> Answer:
        """One query to all sources; `limit` 0 only counts.

        A question that was asked before, for as many or more, is answered from that.
        """
        question = query.model_dump_json()
        with self._lock:
            turn = self._turns.setdefault(question, threading.Lock())
        # Whoever asks the same at the same time waits for the one answer.
        with turn:
            asked, results = self._answers.get(question, (-1, ()))
            if asked < limit:
                results = tuple(source.search(query, limit=limit) for source in self.sources)
                self._answers[question] = (limit, results)
        receipts = tuple(Search.of(r, purpose, limit=limit) for r in results)
        handles = tuple((i, key) for i, r in enumerate(results) for key in r.keys[:limit])
        return Answer(receipts=receipts, handles=handles, count=sum(r.count for r in results))

    def read(self, handles: Iterable[Handle]) -> None:
        """Fetch what is not at hand yet, in one call for each source."""
        with self._lock:
            wanted = [h for h in dict.fromkeys(handles) if h not in self._studies]
        for number, source in enumerate(self.sources):
            keys = [key for i, key in wanted if i == number]
            if keys:
                fetched = source.fetch(keys)
                with self._lock:
                    for study in fetched.studies:
                        self._studies[number, study.key] = study
                    for key, asked in fetched.asked.items():
                        self._asked[number, key] = asked

    def studies(self, handles: Iterable[Handle]) -> tuple[tuple[Study, ...], int]:
        """The distinct studies behind the handles, in their order, and how many are missing."""
        with self._lock:
            known: Mapping[Handle, Study] = self._studies
            found = [known.get(h) for h in dict.fromkeys(handles)]
        return distinct(s for s in found if s is not None), sum(s is None for s in found)

    def handles_of(self, study: Study) -> Handles:
        """Where a study that was read stands in the sources."""
        with self._lock:
            return tuple(
                handle
                for number in range(len(self.sources))
                if (handle := (number, study.key)) in self._studies
            )

    def receipts_of(self, handles: Iterable[Handle], purpose: Purpose) -> tuple[Search, ...]:
        """The requests in which records were asked for, each once; found or not."""
        with self._lock:
            asked = [self._asked[h] for h in handles if h in self._asked]
        return tuple(dict.fromkeys(Search.of(each, purpose) for each in asked))

    def match_citations(
        self, keys: Sequence[CitationKey], *, purpose: Purpose
    ) -> tuple[Answer, ...]:
        """What the matchers among the sources say to each citation."""
        handles: list[list[Handle]] = [[] for _ in keys]
        receipts: list[list[Search]] = [[] for _ in keys]
        for number, source in enumerate(self.sources):
            if isinstance(source, CitationMatcher):
                for at, match in enumerate(source.match_citations(keys)):
                    receipts[at].append(Search.of(match.asked, purpose))
                    if match.key is not None:
                        handles[at].append((number, match.key))
        return tuple(
            Answer(receipts=tuple(said), handles=tuple(found), count=len(found))
            for said, found in zip(receipts, handles, strict=True)
        )

    def close(self) -> None:
        """Close every source."""
        for source in self.sources:
            source.close()


def distinct(studies: Iterable[Study]) -> tuple[Study, ...]:
    """Each publication once, its first copy, by any identifier that two copies share.

    Where copies differ in standing, the worse one is kept: a retraction known to one
    source holds for all. A source's own id says nothing by itself of another source's.
    """
    copies: list[list[Study]] = []
    place: dict[tuple[str, ...], int] = {}
    for study in studies:
        names = list(_names(study))
        known = sorted({place[name] for name in names if name in place})
        at = known[0] if known else len(copies)
        if not known:
            copies.append([])
        copies[at].append(study)
        for other in known[1:]:  # this copy shows that these two are one publication
            names += [name for one in copies[other] for name in _names(one)]
            copies[at] += copies[other]
            copies[other] = []
        place.update(dict.fromkeys(names, at))
    return tuple(_of_worst_standing(group) for group in copies if group)


def _names(study: Study) -> Iterator[tuple[str, ...]]:
    """By what a publication is known, each with its kind; its source's id with its title."""
    if study.pmid:
        yield "pmid", study.pmid
    if study.doi:
        yield "doi", study.doi.lower()
    if study.pmcid:
        yield "pmcid", study.pmcid
    if study.id:
        yield "id", study.id, study.title


def _of_worst_standing(copies: Sequence[Study]) -> Study:
    first = copies[0]
    worst = gravest(study.standing for study in copies)
    if worst == first.standing:
        return first
    told = next(study for study in copies if study.standing == worst)
    return first.model_copy(update={"standing": worst, "notices": told.notices})
