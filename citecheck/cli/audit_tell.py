"""Who hears of an audit: people by Apprise, and a service that waits for a sign of life."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from citecheck.audit.notify import Sender
    from citecheck.model.audit import RunSummary
    from citecheck.model.audit_settings import AuditSettings


def sender_of(settings: AuditSettings) -> Sender | None:
    """Who sends notifications, or None where nobody is to hear. Raises: ConfigError."""
    if not settings.notify:
        return None
    from citecheck.audit.notify import apprise_sender

    return apprise_sender(settings.notify)


def tell_people(summary: RunSummary, sender: Sender | None, heartbeat_url: str | None) -> None:
    """Tell what a run changed, if anything, and that there was a run.

    What cannot be told is said on standard error; the run is finished and stays so.
    """
    from citecheck.audit.heartbeat import beat
    from citecheck.audit.notify import message, worth_telling

    if sender and worth_telling(summary):
        say(sender, *message(summary))
    if heartbeat_url:
        _complain(beat(heartbeat_url))


def say(sender: Sender, title: str, body: str) -> None:
    """Send one message, and say on standard error if that failed."""
    from citecheck.audit.notify import tell

    _complain(tell(sender, title, body))


def _complain(problem: str | None) -> None:
    if problem:
        click.echo(f"citecheck: {problem}", err=True)
