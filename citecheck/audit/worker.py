"""What a worker does, wherever it runs: a page read, claims checked, works looked up.

Every function takes and gives plain values, so that any `concurrent.futures.Executor` can run
it; nothing here knows of the ledger. A process opens sources and connections once for a run.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import threading
from typing import Final

from citecheck.audit.budget import Ration
from citecheck.audit.values import (
    CheckResult,
    CheckTask,
    FoundClaim,
    LookupResult,
    LookupTask,
    PageRead,
    PageTask,
    ReferenceFound,
    ReferenceResult,
    ReferenceTask,
    Spent,
)
from citecheck.checker import Checker
from citecheck.citations import ExaminedWork
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import load
from citecheck.errors import BudgetSpent, SourceError
from citecheck.model.base import Frozen
from citecheck.model.document import Document, Ignored, Unreadable
from citecheck.model.reference import Reference
from citecheck.model.report import CheckedClaim
from citecheck.model.search import Metered, StudySource
from citecheck.model.settings import Settings
from citecheck.model.watch import Fetched, Gone, NotModified, Reading
from citecheck.references.find import find_references
from citecheck.report.context import around
from citecheck.watch.read import read_page
from citecheck.web.fetch import Fetcher


class Orders(Frozen):
    """What all tasks of a run have in common. `run` tells runs apart, `workers` counts processes
    that read pages side by side."""

    run: str
    settings: Settings
    workers: int = 1


class Desk:
    """What one process holds open for a run; thread-safe."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.name = f"{socket.gethostname()}:{os.getpid()}:{id(self)}"
        self._opening = threading.Lock()
        self._checker: Checker | None = None
        self._fetchers: dict[int, Fetcher] = {}

    @property
    def checker(self) -> Checker:
        """Opened when it is first asked for: a run that has nothing to check opens no source."""
        with self._opening:
            if self._checker is None:
                self._checker = Checker(self.orders.settings)
            return self._checker

    def fetcher(self, workers: int) -> Fetcher:
        """One that takes its share of the turns among so many; another where that changes."""
        with self._opening:
            if workers not in self._fetchers:
                timeout_s = self.orders.settings.timeout_s
                self._fetchers[workers] = Fetcher(timeout_s=timeout_s, workers=workers)
            return self._fetchers[workers]

    def spent(self) -> Spent:
        """What this desk's sources were asked so far."""
        return Spent(worker=self.name, requests=self._checker.requests if self._checker else 0)

    def close(self) -> None:
        """Close all that was opened."""
        for held in (self._checker, *self._fetchers.values()):
            if held is not None:
                held.close()


class _Desks:
    """The one desk of a process. An executor gives its workers nothing but a task, so that what
    they hold between two tasks has to stand in the module."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._desk: Desk | None = None

    def of(self, orders: Orders) -> Desk:
        with self._lock:
            if self._desk is None or self._desk.orders.run != orders.run:
                self._clear()
                self._desk = Desk(orders)
            return self._desk

    def clear(self) -> None:
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None


_DESKS: Final = _Desks()


def leave() -> None:
    """Close what this process holds open for a run."""
    _DESKS.clear()


def read(task: PageTask, orders: Orders) -> PageRead:
    """One page read and its claims found; nothing is raised for what is wrong with a page."""
    fetcher = _DESKS.of(orders).fetcher(orders.workers)
    settings = orders.settings
    return outcome_of(task, read_page(task.listed, task.validators, task.watch, fetcher, settings))


def outcome_of(task: PageTask, reading: Reading) -> PageRead:
    """What a reading means for the ledger; claims are sought only where something is another."""
    match reading:
        case Gone():
            return PageRead(page=task.page, outcome="gone", reason=reading.reason)
        case Unreadable():
            return PageRead(page=task.page, outcome="unreadable", reason=reading.reason)
        case Fetched():
            document = reading.document
            references = tuple(find_references(document))
            sha256 = _sha256(document, references)
            if sha256 == task.sha256:
                return _unchanged(task, reading)
            return PageRead(
                page=task.page,
                outcome="read",
                reason=document.partial,
                validators=reading.validators,
                title=document.title,
                sha256=sha256,
                claims=claims_in(document),
                references=references,
                bare_ignores=sum(_is_bare(each) for each in document.ignored),
            )
        case NotModified():
            return _unchanged(task, reading)


def _unchanged(task: PageTask, reading: Fetched | NotModified) -> PageRead:
    return PageRead(page=task.page, outcome="unchanged", validators=reading.validators)


def _sha256(document: Document, references: tuple[Reference, ...]) -> str:
    """Of all that the ledger takes from a page: what a remark lets stand and where a link leads
    may change while the text stays, and a page may come in other bytes each time."""
    taken = (
        document.text,
        document.title,
        document.partial,
        [remark.model_dump() for remark in document.ignored],
        [reference.model_dump(mode="json") for reference in references],
    )
    return hashlib.sha256(json.dumps(taken).encode()).hexdigest()


def _is_bare(remark: Ignored) -> bool:
    return not remark.reason or remark.start == remark.end


def claims_in(document: Document) -> tuple[FoundClaim, ...]:
    """The document's claims with the words around each, and why a remark lets one stand."""
    found = []
    for claim in extract(document, load()):
        words = around(document.text, claim)
        reasons = (
            each.reason
            for each in document.ignored
            if each.reason and each.start <= claim.start and claim.end <= each.end
        )
        found.append(
            FoundClaim(
                claim=claim, before=words.before, after=words.after, ignored=next(reasons, None)
            )
        )
    return tuple(found)


def check(task: CheckTask, orders: Orders) -> CheckResult:
    """The claims checked together, as far as the allowance goes."""
    desk = _DESKS.of(orders)
    checker = desk.checker
    ration = _ration(task.allowance)
    checked = checker.settle(task.claims, sources=_behind(checker.sources, ration))
    cut = ration is not None and ration.spent
    return CheckResult(
        found=tuple(None if cut and _may_lack(claim) else claim for claim in checked),
        spent=desk.spent(),
    )


def look_up_references(task: ReferenceTask, orders: Orders) -> ReferenceResult:
    """The works looked up together, as far as the allowance goes."""
    desk = _DESKS.of(orders)
    checker = desk.checker
    ration = _ration(task.allowance)
    works = checker.examine(task.references, sources=_behind(checker.sources, ration))
    cut = ration is not None and ration.spent
    return ReferenceResult(
        found=tuple(
            None if cut and each.decision.finding not in _SURE else _found(each) for each in works
        ),
        spent=desk.spent(),
    )


_SURE: Final = ("resolved", "mismatched", "not-in-pubmed")
"""What the end of an allowance cannot have kept anything from: what was found, or never sought."""


def _found(work: ExaminedWork) -> ReferenceFound:
    decision = work.decision
    return ReferenceFound(
        finding=decision.finding,
        why=decision.why,
        record=work.record,
        differences=decision.differences,
        candidates=tuple(study.key for study in decision.candidates),
        notices=decision.study.notices if decision.study else (),
    )


def look_up(task: LookupTask, orders: Orders) -> LookupResult:
    """The standing of studies now; a source that fails is told and not raised."""
    desk = _DESKS.of(orders)
    checker = desk.checker
    ration = _ration(task.allowance)
    try:
        standings = checker.standings(task.keys, sources=_behind(checker.sources, ration))
    except BudgetSpent:
        return LookupResult(standings={}, spent=desk.spent(), cut=True)
    except SourceError as error:
        return LookupResult(standings={}, spent=desk.spent(), failure=str(error))
    return LookupResult(standings=standings, spent=desk.spent())


def _ration(allowance: int | None) -> Ration | None:
    return None if allowance is None else Ration(allowance)


def _behind(sources: tuple[StudySource, ...], ration: Ration | None) -> tuple[StudySource, ...]:
    """The sources; those that make requests take each from the ration."""
    if ration is None:
        return sources
    return tuple(s.metered(ration.take) if isinstance(s, Metered) else s for s in sources)


def _may_lack(claim: CheckedClaim) -> bool:
    """Whether the end of an allowance may have kept something from the claim."""
    if claim.unchecked is not None:
        return claim.unchecked.is_failure
    return claim.verdict == "unfound"
