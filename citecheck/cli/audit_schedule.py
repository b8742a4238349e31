"""`citecheck audit schedule`: ready units that run an audit again and again."""

from __future__ import annotations

import click

from citecheck.cli.audit_options import audit_settings, ledger_option
from citecheck.cli.codes import OK
from citecheck.cli.options import config_option


@click.command()
@click.option("--cron", "kind", flag_value="cron", help="Lines for a crontab.")
@click.option("--systemd", "kind", flag_value="systemd", help="A service and a timer.")
@click.option("--github", "kind", flag_value="github", help="A workflow of GitHub Actions.")
@click.option(
    "--every",
    type=click.Choice(["daily", "weekly"]),
    default="daily",
    help="How often; weekly is on Saturday.  [default: daily]",
)
@click.option(
    "--at",
    metavar="HH:MM",
    help="Time of day on this machine, in UTC for --github.  [default: 01:15 in New York, within "
    "NCBI's hours for big jobs]",
)
@click.option(
    "--issue",
    is_flag=True,
    help="With --github: tell of findings in an issue, one for all runs.",
)
@click.option("--name", metavar="NAME", default="citecheck-audit", help="Of the units.")
@ledger_option
@config_option
def schedule(
    kind: str | None,
    every: str,
    at: str | None,
    issue: bool,
    name: str,
    ledger: str | None,
    config: str | None,
) -> int:
    """Print units that run the audit of this folder every night. They tell of missed runs, too.

    Nothing is installed: what is printed says where it belongs.
    """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path

    from citecheck.audit import schedule as units
    from citecheck.audit.workflow import github

    if kind is None:
        raise click.UsageError("Say for what: --cron, --systemd or --github.")
    if issue and kind != "github":
        raise click.UsageError("--issue goes with --github.")
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise click.UsageError("--name takes letters, digits, - and _ only.")
    audit_settings({"ledger": ledger}, config=config)
    now = datetime.now(UTC)
    here = now.astimezone().tzinfo or UTC
    options = [("--config", config), ("--ledger", ledger)]
    if at is None:
        when = units.QUIET
    else:
        try:
            when = datetime.strptime(at, "%H:%M").time()
            when = when.replace(tzinfo=UTC if kind == "github" else here)
        except ValueError as error:
            raise click.UsageError(f"--at {at}: that is no time of day like 03:30.") from error
    plan = units.Plan(
        program=(sys.executable, "-m", "citecheck"),
        folder=Path.cwd(),
        every=every,
        at=when,
        options=tuple(word for option, value in options if value for word in (option, value)),
        name=name,
    )
    match kind:
        case "cron":
            text = units.cron(plan, now=now, zone=here)
        case "systemd":
            text = units.systemd(plan)
        case _:
            text = github(plan, now=now, issue=issue)
    click.echo(text, nl=False)
    return OK
