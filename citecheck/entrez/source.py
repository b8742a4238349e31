"""PubMed as a StudySource."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple
from urllib.parse import urlencode

from citecheck.entrez.client import Answered, EutilsClient
from citecheck.entrez.everything import CEILING, all_pmids
from citecheck.entrez.records import one_by_one
from citecheck.entrez.repair import answers, with_proximity
from citecheck.entrez.replies import Found, read_citations, read_records, read_search
from citecheck.entrez.wire import address, ecitmatch, efetch, esearch
from citecheck.errors import IncompleteResults
from citecheck.model.moments import written
from citecheck.model.query import Query
from citecheck.model.search import (
    CitationKey,
    Fetched,
    MatchedCitation,
    SearchResult,
    SourceInfo,
)
from citecheck.model.study import Study
from citecheck.pubmed.syntax import render

PUBMED: Final = "PubMed"
BATCH: Final = 200
"""PMIDs in one efetch; NCBI asks for POST above it, and a cut reply then loses more."""
CITATIONS: Final = 100
"""Citations in one ecitmatch."""
_NO_FIELD = re.compile(r"[|\s]+")
_PMID = re.compile(r"[1-9][0-9]{0,8}")


class PubMedSource:
    """Searches and fetches through E-utilities. Thread-safe.

    The receipts say when PubMed answered, not when the answer was used: who repeats a search
    of a kept answer has to repeat it as of that day.
    """

    def __init__(self, client: EutilsClient) -> None:
        self._client = client

    @property
    def info(self) -> SourceInfo:
        """PubMed changes daily: its data are of the day of the oldest answer used so far.

        That is an earlier day for an answer from the cache; None where PubMed gave no answer.
        """
        oldest = self._client.oldest_answer
        return SourceInfo(
            kind="entrez",
            detail=PUBMED,
            data_as_of=None if oldest is None else _written(oldest)[:10],
        )

    @property
    def requests(self) -> int:
        """How many requests went over the network so far, every try counted."""
        return self._client.requests

    def metered(self, take: Callable[[], None]) -> PubMedSource:
        """The same source; `take` is called before each request, and what it raises ends the
        question."""
        return PubMedSource(self._client.metered(take))

    def search(self, query: Query, *, limit: int) -> SearchResult:
        """The best matches by PubMed's relevance, with the exact count.

        Where more than 9,999 are wanted, which PubMed does not rank, the highest PMIDs.
        Raises: IncompleteResults where PubMed left out a part of the query that no other
        part stands in for and no repaired query could be run; other SourceErrors.
        """
        ran = self._ask(query, min(limit, CEILING))
        found = ran.answer.value
        keys = found.pmids[:limit]
        if limit > CEILING and found.count > CEILING:
            keys = all_pmids(self._client, ran.term, found.count)[:limit]
        return SearchResult(
            source=PUBMED,
            term=ran.term,
            translation=found.translation,
            count=found.count,
            keys=keys,
            searched_at=_written(ran.answer.at),
            url=_page(ran.term),
            notes=(*ran.remarks, *found.warnings),
        )

    def fetch(self, keys: Sequence[str]) -> Fetched:
        """The records, 200 a request; those kept from before are not asked for again.

        What does not come back is asked for once more, since PubMed leaves out unknown
        PMIDs and lost ones alike without a word; then it is missing.
        """
        return self._fetch(keys, kept=True)

    def fetch_anew(self, keys: Sequence[str]) -> Fetched:
        """`fetch`, past the cache: a record kept from last week does not know of a retraction."""
        return self._fetch(keys, kept=False)

    def _fetch(self, keys: Sequence[str], *, kept: bool) -> Fetched:
        wanted = [key for key in dict.fromkeys(keys) if _PMID.fullmatch(key)]
        found: dict[str, Study] = {}
        answered: dict[str, float] = {}
        for pmid in wanted if kept else ():
            known = self._client.kept(efetch((pmid,)), read_records)
            for study in known.value if known else ():
                if known and study.pmid == pmid:
                    found[pmid], answered[pmid] = study, known.at
        for _ in range(2):
            rest = [pmid for pmid in wanted if pmid not in found]
            for batch in _batches(rest):
                records = self._records(batch, anew=not kept)
                found.update(records.value)
                answered.update(dict.fromkeys(batch, records.at))
        return Fetched(
            studies=tuple(found[key] for key in keys if key in found),
            missing=tuple(key for key in dict.fromkeys(keys) if key not in found),
            asked={
                pmid: asked
                for batch in _batches(wanted)
                for asked in (_asked_for(batch, found, min(answered[pmid] for pmid in batch)),)
                for pmid in batch
            },
        )

    def match_citations(self, keys: Sequence[CitationKey]) -> tuple[MatchedCitation, ...]:
        """The PMID of each citation, by ECitMatch, 100 a request."""
        found: list[MatchedCitation] = []
        for start in range(0, len(keys), CITATIONS):
            batch = keys[start : start + CITATIONS]
            lines = tuple(_citation_line(key, at) for at, key in enumerate(batch))
            question = ecitmatch(lines)
            answer = self._client.ask(question, partial(read_citations, keys=len(batch)))
            matched = answer.value
            asked = SearchResult(
                source=PUBMED,
                term=f"ecitmatch {' '.join(lines)}",
                translation="",
                count=len(matched),
                keys=tuple(matched.values()),
                searched_at=_written(answer.at),
                url=address(question),
            )
            found += [MatchedCitation(key=matched.get(at), asked=asked) for at in range(len(batch))]
        return tuple(found)

    def close(self) -> None:
        """Close the connections and the cache."""
        self._client.close()

    def _ask(self, query: Query, limit: int) -> _Ran:
        def read(body: bytes) -> Found:
            found = read_search(body, limit=limit)
            if found.unknown_fields or not answers(query, found.dropped, found.count):
                # Raised from within, so that the cache never sees the reply.
                raise _LeftOut(found)
            return found

        term = render(query)
        try:
            answer = self._client.ask(esearch(term, limit=limit), read)
            return _Ran(answer, term, _remarks(answer.value))
        except _LeftOut as error:
            first = error.found
        repaired = with_proximity(query, first.dropped)
        if repaired != term and not first.unknown_fields:
            with contextlib.suppress(_LeftOut):
                again = self._client.ask(esearch(repaired, limit=limit), read)
                return _Ran(again, repaired, _remarks(first))
        left_out = ", ".join((*first.dropped, *first.unknown_fields))
        raise IncompleteResults(
            f"PubMed left out a required part of the search: {left_out}.",
            source=PUBMED,
            request=term,
        )

    def _records(self, pmids: tuple[str, ...], *, anew: bool) -> Answered[Mapping[str, Study]]:
        bodies: list[bytes] = []

        def read(body: bytes) -> tuple[Study, ...]:
            bodies.append(body)
            return read_records(body)

        answer = self._client.ask(efetch(pmids), read, keep=False, anew=anew)
        found = {s.pmid: s for s in answer.value if s.pmid and s.pmid in pmids}
        for pmid, record in one_by_one(bodies[-1]).items():
            if pmid in found:
                self._client.keep(efetch((pmid,)), record)
        return Answered(found, answer.at)


class _Ran(NamedTuple):
    """A search that was answered: by the term that got the answer, with remarks on its way."""

    answer: Answered[Found]
    term: str
    remarks: tuple[str, ...]


class _LeftOut(Exception):
    """PubMed ran another search than the one it was given."""

    def __init__(self, found: Found) -> None:
        super().__init__("a required part was left out")
        self.found = found


def _asked_for(pmids: tuple[str, ...], found: Mapping[str, Study], at: float) -> SearchResult:
    """The receipt of records asked for by their PMIDs, the oldest of which is of that time."""
    came = tuple(pmid for pmid in pmids if pmid in found)
    return SearchResult(
        source=PUBMED,
        term=f"efetch id={','.join(pmids)}",
        translation="",
        count=len(came),
        keys=came,
        searched_at=_written(at),
        url=_page(" ".join(pmids)),
    )


def _written(at: float) -> str:
    return written(datetime.fromtimestamp(at, UTC))


def _page(term: str) -> str:
    """PubMed's page that shows the same."""
    return f"https://pubmed.ncbi.nlm.nih.gov/?{urlencode({'term': term})}"


def _remarks(found: Found) -> tuple[str, ...]:
    return tuple(f"left out by PubMed: {phrase}" for phrase in found.dropped)


def _citation_line(key: CitationKey, number: int) -> str:
    fields = (key.journal, key.year, key.volume, key.first_page, key.author, str(number))
    return "".join(f"{_NO_FIELD.sub(' ', field).strip()}|" for field in fields)


def _batches(pmids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(pmids), BATCH):
        yield tuple(pmids[start : start + BATCH])
