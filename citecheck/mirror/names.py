"""The names of NLM's bulk files: pubmed26n0001.xml.gz is file 1 of the year 2026.

Source: NLM, "Download PubMed Data". The baseline of a year and the updates that follow it
are numbered in one sequence, and are to be read in its order.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NAME = re.compile(r"pubmed([0-9]{2})n([0-9]{4,6})\.xml\.gz")


LAST_NUMBER = 999_999
"""The names of bulk files have room for no more."""


class Place(NamedTuple):
    """Where a bulk file stands: the two digits of its year, and its number."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"pubmed{self.year:02}n{self.number:04}.xml.gz"


def place_of(name: str) -> Place | None:
    """The place of a file; None for one that is not NLM's."""
    found = _NAME.fullmatch(name)
    return Place(int(found[1]), int(found[2])) if found else None
