"""`citecheck audit status|diff|history`: what the ledger knows, without checking anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from citecheck.cli.audit_options import audit_settings, ledger_option, now
from citecheck.cli.audit_tell import say, sender_of
from citecheck.cli.codes import OK, UNREAD
from citecheck.cli.options import PLAIN_FORMATS, config_option, format_option

if TYPE_CHECKING:
    from citecheck.audit.show.formats import Told
    from citecheck.cli.output import Target

_FORMATS = format_option(PLAIN_FORMATS)


@click.command()
@ledger_option
@config_option
@click.option(
    "--max-age-hours",
    type=click.FloatRange(0),
    metavar="N",
    help="Exit with 3, and say so, if no run was finished within so many hours.",
)
@click.option("--notify", is_flag=True, help="Tell a missed run to those who hear of changes.")
@_FORMATS
def status(
    ledger: str | None,
    config: str | None,
    max_age_hours: float | None,
    notify: bool,
    formats: tuple[str, ...],
) -> int:
    """Show pages, verdicts, decisions and what could not be read."""
    from citecheck.audit.heartbeat import missed
    from citecheck.audit.ledger.look import status as look
    from citecheck.audit.ledger.open import open_ledger

    wanted = _targets(formats)
    if notify and max_age_hours is None:
        raise click.UsageError("--notify tells of a missed run: give --max-age-hours too.")
    settings = audit_settings({"ledger": ledger}, config=config)
    sender = sender_of(settings.audit) if notify else None
    with open_ledger(settings.audit.ledger, create=False) as opened:
        found = look(opened, now=now())
    _show(found, wanted)
    late = None if max_age_hours is None else missed(found, now=now(), max_age_hours=max_age_hours)
    if late is None:
        return OK
    click.echo(f"citecheck: {late}", err=True)
    if sender:
        say(sender, "citecheck: an audit was missed", late)
    return UNREAD


@click.command()
@click.argument("since", type=click.IntRange(0), metavar="A", required=False)
@click.argument("until", type=click.IntRange(1), metavar="[B]", required=False)
@ledger_option
@config_option
@_FORMATS
def diff(
    since: int | None,
    until: int | None,
    ledger: str | None,
    config: str | None,
    formats: tuple[str, ...],
) -> int:
    """Show what changed from the end of run A to that of run B. B is the newest by default.

    Run 0 is before the first: everything is new since then.
    """
    from citecheck.audit.ledger.look import diff as look
    from citecheck.audit.ledger.open import open_ledger

    if since is None:
        raise click.UsageError(
            "Name the run to compare with: `citecheck audit diff 1` shows what changed since run "
            "1, `citecheck audit diff 1 4` what changed from run 1 to run 4, and `citecheck audit "
            "status` says how many runs there were."
        )
    wanted = _targets(formats)
    settings = audit_settings({"ledger": ledger}, config=config)
    with open_ledger(settings.audit.ledger, create=False) as opened:
        return _show(look(opened, since, until, now=now()), wanted)


@click.command()
@click.argument("claim", metavar="CLAIM")
@ledger_option
@config_option
@_FORMATS
def history(claim: str, ledger: str | None, config: str | None, formats: tuple[str, ...]) -> int:
    """Show all verdicts of CLAIM, and where it stands. Each says why it became another.

    CLAIM is a fingerprint from a report, or the first digits of one.
    """
    from citecheck.audit.ledger.look import history as look
    from citecheck.audit.ledger.open import open_ledger

    wanted = _targets(formats)
    settings = audit_settings({"ledger": ledger}, config=config)
    with open_ledger(settings.audit.ledger, create=False) as opened:
        return _show(look(opened, claim), wanted)


def _targets(formats: tuple[str, ...]) -> list[Target]:
    from citecheck.audit.show.formats import FORMATS, require
    from citecheck.cli.output import targets

    return targets(formats, FORMATS, require)


def _show(value: Told, wanted: list[Target]) -> int:
    from citecheck.audit.show.formats import render
    from citecheck.cli.output import terminal_view, write

    write(wanted, terminal_view(), lambda name, view: render(value, name, view))
    return OK
