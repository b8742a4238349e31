"""More than ESearch serves: 9,999 records are its ceiling for PubMed.

The range of PMIDs is halved until each part is under the ceiling, as NLM's own EDirect
does; `lo:hi[UID]` is the part.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from citecheck.entrez.client import EutilsClient
from citecheck.entrez.replies import read_search
from citecheck.entrez.wire import esearch
from citecheck.errors import IncompleteResults

CEILING: Final = 9_999
HIGHEST_PMID: Final = 99_999_999


def all_pmids(client: EutilsClient, term: str, count: int) -> tuple[str, ...]:
    """Every PMID that matches, highest first.

    Raises: IncompleteResults if the parts do not add up to `count`; other SourceErrors.
    """
    found: list[str] = []
    ranges = [(1, HIGHEST_PMID)]
    while ranges:
        low, high = ranges.pop()
        part = f"({term}) AND {low}:{high}[uid]"
        read = partial(read_search, limit=CEILING)
        answer = client.ask(esearch(part, limit=CEILING), read).value
        if answer.count > CEILING and low < high:
            middle = (low + high) // 2
            ranges += [(low, middle), (middle + 1, high)]
        elif answer.count != len(answer.pmids):
            raise IncompleteResults(
                f"PubMed matched {answer.count} records and sent {len(answer.pmids)}.",
                source="PubMed",
                request=part,
            )
        else:
            found += answer.pmids
    distinct = sorted(set(found), key=int, reverse=True)
    if len(distinct) < count:
        raise IncompleteResults(
            f"PubMed matched {count} records and sent {len(distinct)}.",
            source="PubMed",
            request=term,
        )
    return tuple(distinct)
