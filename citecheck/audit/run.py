"""A run, from the listing to the summary; whatever breaks it off, the next one goes on.

    listing    every page of every watch is put down; what is listed no longer is gone
    reading    the pages that are due are read, and their claims put down
    standings  the studies that claims lean on are looked up: was one retracted since?
    checking   the cited works and the claims that are due are checked, in batches from all pages
    done       what changed since the last run

Each stage begins with its plan in the ledger. What is done leaves the plan in the transaction that
records it, so that a run which was killed repeats nothing and loses nothing. Workers only compute:
the ledger is written here alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from citecheck.audit import worker
from citecheck.audit.budget import Budget
from citecheck.audit.checking import check_claims, plan_checks
from citecheck.audit.executors import Crew
from citecheck.audit.hours import asks_pubmed
from citecheck.audit.ledger import runs
from citecheck.audit.ledger.lock import run_lock
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.ledger.runs import Run
from citecheck.audit.listing import list_pages
from citecheck.audit.progress import OnProgress, ignore
from citecheck.audit.reading import read_pages
from citecheck.audit.referencing import look_up_references
from citecheck.audit.sitting import Recheck, Sitting, Tasks
from citecheck.audit.standings import look_up_standings, plan_standings
from citecheck.audit.summary import summarise
from citecheck.concepts.lexicon import load
from citecheck.errors import ConfigError
from citecheck.judges.open import open_judge
from citecheck.model.audit import Method, RunSummary
from citecheck.model.moments import written
from citecheck.model.settings import Settings
from citecheck.verdict.rules import RULES_VERSION


def run_audit(
    ledger: Ledger,
    settings: Settings,
    crew: Crew,
    *,
    baseline: bool = False,
    recheck: Recheck | None = None,
    tasks: Tasks | None = None,
    method: Method | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
    on_progress: OnProgress = ignore,
) -> RunSummary:
    """One run of all watches, or the rest of one that was broken off; what it changed.

    `baseline` records what there is and reports none of it as new. `recheck` looks up the standing
    of every study, or checks every claim, whether due or not. `crew` does the work; nothing but
    this function writes the ledger. `method` is that of the settings.
    Raises: LedgerBusy if another run is under way; ConfigError, LedgerError, WorkerLost.
    """
    require_watches(settings)
    method = method or method_of(settings)
    settings = _paced(settings, crew, ledger)
    with run_lock(ledger):
        with ledger.writing() as connection:
            broken_off = runs.unfinished(connection)
            run = (
                runs.resume(connection, broken_off)
                if broken_off
                else runs.begin(connection, now=written(clock()), baseline=baseline)
            )
        sitting = Sitting(
            ledger=ledger,
            settings=settings,
            crew=crew,
            orders=worker.Orders(run=uuid4().hex, settings=settings, workers=crew.readers),
            method=method,
            budget=Budget(settings.audit.max_requests, before=run.requests),
            tasks=tasks or Tasks(),
            recheck=recheck,
            clock=clock,
            sleep=sleep,
            on_progress=on_progress,
        )
        try:
            return _stages(run, sitting)
        finally:
            worker.leave()


def require_watches(settings: Settings) -> None:
    """Refuse settings that no run can do anything with. Raises: ConfigError."""
    names = [watch.name for watch in settings.watch]
    if not names:
        raise ConfigError(
            "Nothing is watched: put a [[watch]] table into citecheck.toml, with a name and with "
            "files, urls, sitemaps, feeds or lists."
        )
    if len(set(names)) < len(names):
        raise ConfigError("Two watches in citecheck.toml have the same name.")


def _stages(run: Run, sitting: Sitting) -> RunSummary:
    stopped: list[str | None] = []
    if run.stage == "listing":
        run = list_pages(run, sitting)
    if run.stage == "reading":
        read_pages(run, sitting)
        run = plan_standings(run, sitting)
    if run.stage == "standings":
        stopped.append(look_up_standings(run, sitting))
        run = plan_checks(run, sitting)
    stopped += (look_up_references(run, sitting), check_claims(run, sitting))
    now = sitting.now()
    with sitting.ledger.writing() as connection:
        summary = summarise(
            connection,
            run,
            name=sitting.ledger.name,
            now=now,
            requests=sitting.budget.spent,
            stopped=tuple(dict.fromkeys(filter(None, stopped))),
            fail_on=sitting.settings.audit.fail_on,
        )
        runs.finish(connection, run, now=now, summary=summary)
    return summary


def _paced(settings: Settings, crew: Crew, ledger: Ledger) -> Settings:
    """The settings with a store of the pace that workers of several machines can share.

    Raises: ConfigError if they would need one and there is none.
    """
    if not crew.remote or settings.pace_store or not asks_pubmed(settings):
        return settings
    if ledger.path is not None:
        raise ConfigError(
            "Workers of a cluster keep NCBI's pace together, in a PostgreSQL that all of them "
            "reach: use a ledger there, or name one as pace_store."
        )
    url = ledger.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return settings.model_copy(update={"pace_store": url})


def method_of(settings: Settings) -> Method:
    """How verdicts are come by with these settings.

    Raises: ConfigError for a judge that cannot be used.
    """
    judge = open_judge(settings.judge, load(), settings)
    return Method(
        rules_version=RULES_VERSION,
        judge=f"{judge.name} {judge.version}",
        sources=settings.sources,
        max_studies=settings.max_studies,
        published_before=settings.published_before,
    )
