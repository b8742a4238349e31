"""What all stages of a run share, for as long as one process works on it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol, TypeVar

from citecheck.audit import worker
from citecheck.audit.budget import Budget
from citecheck.audit.executors import Crew
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.progress import OnProgress, Progress, ignore
from citecheck.audit.values import (
    CheckResult,
    CheckTask,
    LookupResult,
    LookupTask,
    PageRead,
    PageTask,
    ReferenceResult,
    ReferenceTask,
)
from citecheck.audit.worker import Orders
from citecheck.model.audit import Method
from citecheck.model.moments import written
from citecheck.model.settings import Settings
from citecheck.model.watch import Listed, Trouble, Watch
from citecheck.watch.list import listed
from citecheck.web.fetch import Fetcher

Recheck = Literal["standing", "all"]
_Task = TypeVar("_Task", contravariant=True)
_Result = TypeVar("_Result", covariant=True)


def list_from_web(watch: Watch, settings: Settings) -> Iterator[Listed | Trouble]:
    """The pages of a watch, over connections that last as long as the listing."""
    with Fetcher(timeout_s=settings.timeout_s) as fetcher:
        yield from listed(watch, fetcher, settings)


class Doing(Protocol[_Task, _Result]):
    """A function of a module: it travels to the workers by its name."""

    def __call__(self, task: _Task, orders: Orders, /) -> _Result: ...


@dataclass(frozen=True)
class Tasks:
    """What a run has others do: the real thing, unless a simulation says otherwise."""

    listing: Callable[[Watch, Settings], Iterator[Listed | Trouble]] = list_from_web
    read: Doing[PageTask, PageRead] = worker.read
    check: Doing[CheckTask, CheckResult] = worker.check
    look_up: Doing[LookupTask, LookupResult] = worker.look_up
    look_up_references: Doing[ReferenceTask, ReferenceResult] = worker.look_up_references


@dataclass(frozen=True)
class Sitting:
    """One process at work on a run: a run that was broken off takes several."""

    ledger: Ledger
    settings: Settings
    crew: Crew
    orders: Orders
    method: Method
    budget: Budget
    tasks: Tasks = field(default_factory=Tasks)
    recheck: Recheck | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    sleep: Callable[[float], None] = time.sleep
    on_progress: OnProgress = ignore

    @property
    def watches(self) -> dict[str, Watch]:
        """The watches by name."""
        return {watch.name: watch for watch in self.settings.watch}

    def now(self) -> str:
        """The time, as the ledger has it."""
        return written(self.clock())

    def submit(self, function: Doing[Any, _Result], task: object) -> Future[_Result]:
        """A task handed to the crew, with orders that know how many it is now."""
        orders = self.orders
        if self.crew.readers_now is not None:
            readers = max(1, self.crew.readers_now())
            orders = orders.model_copy(update={"workers": readers})
        return self.crew.executor.submit(function, task, orders)

    def tell(self, progress: Progress) -> None:
        """Say how far the run is."""
        self.on_progress(progress)
