"""`citecheck audit`: what is watched, again and again, and only what changed."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.audit_dashboard import dashboard
from citecheck.cli.audit_decide import decide
from citecheck.cli.audit_look import diff, history, status
from citecheck.cli.audit_options import audit_settings, ledger_option
from citecheck.cli.audit_schedule import schedule
from citecheck.cli.audit_tell import sender_of, tell_people
from citecheck.cli.options import (
    REPORT_FORMATS,
    fail_on_option,
    format_option,
    judge_options,
    quiet_option,
    source_options,
)
from citecheck.config.words import FAIL_ON_IN_AUDITS

if TYPE_CHECKING:
    from citecheck.audit.ledger.open import Ledger
    from citecheck.cli.output import Target
    from citecheck.model.audit import RunSummary
    from citecheck.model.settings import Settings
    from citecheck.report.view import View


@click.group()
def audit() -> None:
    """Check a whole site again and again, and tell what changed.

    What is watched stands in citecheck.toml, in [[watch]] tables; what was found is kept in a
    ledger.
    """


@audit.command()
@source_options
@judge_options
@ledger_option
@click.option("--baseline", is_flag=True, help="Record what there is; report none of it as new.")
@click.option(
    "--recheck",
    type=click.Choice(["standing", "all"]),
    help="Look up the standing of every study, or check every claim, whether due or not.",
)
@click.option(
    "--max-requests",
    type=click.IntRange(0),
    metavar="N",
    help="Make at most so many requests to the sources of studies; the next run goes on.",
)
@click.option(
    "--off-peak",
    type=click.Choice(["postpone", "wait", "ignore"]),
    help="What a big run does outside NCBI's quiet hours.  [default: postpone]",
)
@click.option(
    "--executor",
    metavar="NAME[:N]",
    help="Who does the work: threads:N, processes:N or dask://host:port.  [default: threads]",
)
@fail_on_option(
    FAIL_ON_IN_AUDITS,
    "Exit with 1 on any of: contradicted, disputed, unfound, reference, each also with new- "
    "before it; or never.  [default: new-contradicted]",
)
@format_option(
    REPORT_FORMATS,
    "terminal, markdown or json for the summary; html, sarif, github, csv, jsonl, claimreview, "
    "ris or csl-json for the claims and cited works that changed, with their evidence. NAME=FILE "
    "writes to a file. Repeatable.",
)
@quiet_option
def run(
    ledger: str | None,
    baseline: bool,
    recheck: Any,
    max_requests: int | None,
    off_peak: str | None,
    executor: str | None,
    fail_on: str | None,
    formats: tuple[str, ...],
    quiet: bool,
    **asked: Any,
) -> int:
    """Check what is new or due, and tell what changed since last run.

    A run that was broken off is gone on with, from where it stopped. --max-requests and the
    hours of a big run postpone checks; the next run makes them.
    """
    from citecheck.audit.executors import crew
    from citecheck.audit.ledger.open import open_ledger
    from citecheck.audit.run import method_of, require_watches, run_audit
    from citecheck.audit.show.formats import FORMATS
    from citecheck.cli.audit_own import sparing
    from citecheck.cli.audit_progress import progress
    from citecheck.cli.output import targets
    from citecheck.report.formats import FORMATS as REPORTS
    from citecheck.report.formats import pick

    known = dict.fromkeys((*FORMATS, *REPORTS))
    wanted = targets(formats, tuple(known), lambda name: pick(name, known))
    settings = audit_settings(
        {
            "ledger": ledger,
            "max_requests": max_requests,
            "off_peak": off_peak,
            "executor": executor,
            "fail_on": fail_on,
        },
        **asked,
    )
    # To open a ledger makes it, and what is refused leaves nothing behind.
    require_watches(settings)
    method = method_of(settings)
    settings = sparing(settings, [each.path for each in wanted if each.path])
    sender = sender_of(settings.audit)
    with (
        crew(settings.audit.executor) as hands,
        open_ledger(settings.audit.ledger) as opened,
        progress(quiet=quiet) as show,
    ):
        summary = run_audit(
            opened,
            settings,
            hands,
            baseline=baseline,
            recheck=recheck,
            method=method,
            on_progress=show,
        )
        try:
            _write(summary, wanted, opened, settings)
        finally:  # the run is over, wherever its report could not be put
            tell_people(summary, sender, settings.audit.heartbeat_url)
    return summary.exit_code


def _write(summary: RunSummary, wanted: list[Target], ledger: Ledger, settings: Settings) -> None:
    from citecheck.audit.show.changed import changed_report
    from citecheck.audit.show.formats import FORMATS, render
    from citecheck.cli.output import terminal_view, write
    from citecheck.report.formats import reporter

    changed = cache(partial(changed_report, ledger, summary, settings))

    def text(name: str, view: View) -> str:
        if name in FORMATS:
            return render(summary, name, view)
        return reporter(name).render(changed(), view)

    write(wanted, terminal_view(settings=settings), text)


for _command in (status, diff, history, decide, dashboard, schedule):
    audit.add_command(_command)
