"""What a run of steps comes to for each PMID, whatever keeps the records."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from typing import TYPE_CHECKING

from citecheck.sources.entry import Entry

if TYPE_CHECKING:
    from citecheck.mirror.parsing import Step

_FIRST_VERSION = 1


def no_counts() -> dict[str, int]:
    """The counts of an `AppliedFile` before anything was read."""
    return {"records": 0, "removed": 0, "left_out": 0, "unreadable": 0}


def last_words(
    steps: Iterable[Step], versions: MutableMapping[str, int], counts: MutableMapping[str, int]
) -> dict[int, Entry | None]:
    """The last word on each PMID: the record to keep, or None to take it out.

    A record of a lower version than one seen before is passed over. `versions`, which has the
    PMIDs with a version above 1, and `counts` are brought up to date.
    """
    last: dict[int, Entry | None] = {}
    for pmid, version, entry in steps:
        if version is None:
            versions.pop(str(pmid), None)
            counts["removed"] += 1
        elif version < versions.get(str(pmid), _FIRST_VERSION):
            continue
        elif version > _FIRST_VERSION:
            versions[str(pmid)] = version
        if version is not None:
            counts["left_out" if entry is None else "records"] += 1
        last[pmid] = entry
    return last
