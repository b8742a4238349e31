"""`citecheck audit decide`: what a person decided about a claim."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from citecheck.cli.audit_options import audit_settings, ledger_option, now
from citecheck.cli.codes import OK
from citecheck.cli.options import config_option


@click.command()
@click.argument("claim", metavar="CLAIM")
@click.option(
    "--verdict",
    type=click.Choice(["accepted", "wrong", "not-a-claim"]),
    help="accepted: the finding is known and stays. wrong: citecheck is mistaken. not-a-claim: it "
    "is not to be checked at all.",
)
@click.option("--reason", metavar="TEXT", help="Why; shown wherever the claim is.")
@click.option("--until", metavar="DATE", help="The last day on which the decision holds.")
@click.option("--by", metavar="WHO", help="Who decided.  [default: the user's name]")
@click.option("--withdraw", is_flag=True, help="Let the decision on the claim hold no longer.")
@ledger_option
@config_option
def decide(
    claim: str,
    verdict: Any,
    reason: str | None,
    until: str | None,
    by: str | None,
    withdraw: bool,
    ledger: str | None,
    config: str | None,
) -> int:
    """Put down a decision on CLAIM. It holds wherever the same claim appears.

    CLAIM is a fingerprint from a report, or the first digits of one. A claim that is accepted
    or wrong is still checked; should its verdict change, that is reported all the same.
    """
    from citecheck.audit.ledger import decisions
    from citecheck.audit.ledger.claims import find
    from citecheck.audit.ledger.open import open_ledger
    from citecheck.audit.ledger.past import verdict_of
    from citecheck.model.audit import Decision

    if withdraw and (verdict or reason or until):
        raise click.UsageError("--withdraw takes no other decision.")
    if not withdraw and not (verdict and (reason or "").strip()):
        raise click.UsageError("A decision needs --verdict and --reason.")
    last_day = _day(until)
    settings = audit_settings({"ledger": ledger}, config=config)
    with open_ledger(settings.audit.ledger, create=False) as opened, opened.writing() as connection:
        number, fingerprint = find(connection, claim)
        if withdraw:
            if not decisions.withdraw(connection, fingerprint, at=now()):
                raise click.UsageError(f"Nothing was decided on {fingerprint}.")
            click.echo(f"The decision on {fingerprint} holds no longer.", err=True)
            return OK
        outcome = verdict_of(connection, number)
        decision = Decision(
            fingerprint=fingerprint,
            verdict=verdict,
            reason=" ".join((reason or "").split()),
            by=by or _user(),
            at=now(),
            until=last_day,
            on=None if verdict == "not-a-claim" else outcome,
        )
        decisions.decide(connection, decision)
    click.echo(f"{fingerprint} is decided: {verdict}.", err=True)
    return OK


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.UsageError(f"--until {text}: that is no date like 2027-06-30.") from error
    if day < now()[:10]:
        raise click.UsageError(f"--until {text}: that day is past, so the decision never holds.")
    return day


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
