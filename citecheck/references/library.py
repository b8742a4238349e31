"""What looking up a reference asks of the sources, whoever holds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from citecheck.model.query import Query
from citecheck.model.search import CitationKey, Handle, Purpose, Search, StudySource
from citecheck.model.study import Study


class Answered(Protocol):
    """The answer to one question."""

    @property
    def receipts(self) -> tuple[Search, ...]: ...

    @property
    def handles(self) -> tuple[Handle, ...]: ...


class Library(Protocol):
    """All sources of a run as one. Every call may raise SourceError and nothing else."""

    @property
    def sources(self) -> tuple[StudySource, ...]: ...

    def ask(self, query: Query, *, limit: int, purpose: Purpose) -> Answered: ...

    def read(self, handles: Iterable[Handle]) -> None: ...

    def studies(self, handles: Iterable[Handle]) -> tuple[tuple[Study, ...], int]: ...

    def receipts_of(self, handles: Iterable[Handle], purpose: Purpose) -> tuple[Search, ...]: ...

    def match_citations(
        self, keys: Sequence[CitationKey], *, purpose: Purpose
    ) -> Sequence[Answered]: ...
