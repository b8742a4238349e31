"""Where in a document's lines an offset stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from citecheck.model.claim import Location
from citecheck.model.document import Document


@dataclass(frozen=True)
class Places:
    """The lines of one document, counted once for all who ask."""

    document: Document

    def at(self, offset: int) -> Location | None:
        """Line and column of an offset, from 1; None where the document has no lines of its own."""
        if not self.document.has_lines:
            return None
        line = bisect_right(self._begins, offset)
        return Location(line=line, column=offset - self._begins[line - 1] + 1)

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.document.text))]
