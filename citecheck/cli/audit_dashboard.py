"""`citecheck audit dashboard`: the ledger as pages of HTML."""

from __future__ import annotations

from pathlib import Path

import click

from citecheck.cli.audit_options import audit_settings, ledger_option, now
from citecheck.cli.codes import OK
from citecheck.cli.options import config_option, quiet_option


@click.command()
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FOLDER|FILE.html",
    help="Where the pages go: a folder, with a page for each claim; or one file.",
)
@click.option(
    "--most",
    type=click.IntRange(0, 100_000),
    metavar="N",
    help="Claims, and pages, that are shown one by one, those most worth a look first.  "
    "[default: 2000, in one file 100]",
)
@ledger_option
@config_option
@quiet_option
def dashboard(
    output: Path, most: int | None, ledger: str | None, config: str | None, quiet: bool
) -> int:
    """Write the ledger as HTML. It shows verdicts over time, what changed, decisions, every claim.

    The pages need no network and no server, and name neither folders nor servers of the ledger.
    A folder is brought up to date: pages of claims that are not shown any more are removed.
    """
    from citecheck.audit.dashboard.build import build
    from citecheck.audit.ledger.open import open_ledger

    settings = audit_settings({"ledger": ledger}, config=config)
    with open_ledger(settings.audit.ledger, create=False) as opened:
        made = build(opened, output, now=now(), most=most)
    if not quiet:
        click.echo(
            f"{made.start}: {made.claims:,} claims and {made.pages:,} pages, in {made.files:,} "
            f"{'file' if made.files == 1 else 'files'}",
            err=True,
        )
    return OK
