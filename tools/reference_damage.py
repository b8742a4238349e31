"""Slips such as people make in references."""

from __future__ import annotations

import random
import re


def typo(title: str, rng: random.Random, times: int) -> str:
    """Letters of long words exchanged, lost or doubled."""
    for _ in range(times):
        spots = [m.start() for m in re.finditer(r"(?<=[a-z]{2})[a-z](?=[a-z]{2})", title)]
        at = rng.choice(spots)
        kind = rng.randrange(3)
        if kind == 0 and title[at] != title[at + 1]:
            title = title[:at] + title[at + 1] + title[at] + title[at + 2 :]
        elif kind == 1:
            title = title[:at] + title[at + 1 :]
        else:
            title = title[:at] + title[at] + title[at:]
    return title


def swapped(pmid: str, taken: set[str], rng: random.Random) -> str:
    """The PMID with two neighbouring digits exchanged, never another one of the file."""
    for at in rng.sample(range(1, len(pmid) - 1), len(pmid) - 2):
        other = pmid[:at] + pmid[at + 1] + pmid[at] + pmid[at + 2 :]
        if other != pmid and other not in taken:
            return other
    raise ValueError(pmid)
