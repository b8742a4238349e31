"""How far a run is, for whoever wants to show it."""

from __future__ import annotations

from collections.abc import Callable

from citecheck.audit.ledger.runs import Stage
from citecheck.model.base import Frozen


class Progress(Frozen):
    """`done` of `total` pages, studies or claims of a stage; `total` is 0 where nobody knows.

    `waiting_until` is set while a big run waits for NCBI's quiet hours.
    """

    stage: Stage
    done: int
    total: int
    waiting_until: str | None = None


OnProgress = Callable[[Progress], None]


def ignore(_progress: Progress) -> None:
    """The listener of a caller who wants no progress."""
