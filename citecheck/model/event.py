"""Progress of a run, for whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from citecheck.model.base import Frozen


class Event(Frozen):
    """One step done: `done` of `total` in this stage of this document."""

    stage: Literal["read", "extracted", "searched", "judged"]
    document: str
    done: int
    total: int


OnEvent = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """The listener of a caller who wants no progress."""
