"""Tells people what a run changed, by Apprise: mail, chat, webhooks. A failure loses nothing."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Sequence
from threading import Thread
from typing import Final, Protocol

from citecheck.audit.show.formats import render
from citecheck.errors import ConfigError
from citecheck.model.audit import RunSummary
from citecheck.report.view import View
from citecheck.report.wording import plural

MOST_CHARACTERS: Final = 12_000
"""Of one message; the services that Apprise knows split or cut what is longer than they take."""
PATIENCE_S: Final = 60.0
"""For all services together."""


class Sender(Protocol):
    """Sends one message, in Markdown; False where a service did not take it."""

    def __call__(self, title: str, body: str) -> bool: ...


def worth_telling(summary: RunSummary) -> bool:
    """Whether a run changed anything that people would want to hear of.

    The first run of all is told only as a number, so a baseline tells nothing; what merely stayed
    unreadable or unchecked is in the report of the run, and its exit code says so.
    """
    changes = summary.changes or summary.reference_changes
    return bool(changes or summary.retracted or summary.gone_pages) and not summary.baseline


def message(summary: RunSummary) -> tuple[str, str]:
    """Title and body of what a run changed."""
    claims = summary.claims
    parts = [
        f"{count:,} {what}"
        for count, what in (
            (claims.new, "new"),
            (claims.changed, "changed"),
            (claims.updated, "with other studies"),
            (claims.gone, "gone"),
            (claims.unchecked, "not to be checked"),
        )
        if count
    ]
    heading = (
        f"Claims: {', '.join(parts)}"
        if parts
        else "Pages went"
        if summary.gone_pages
        else "No claim changed"
    )
    if summary.retracted:
        heading += f"; {plural(len(summary.retracted), 'study', 'studies')} of another standing"
    if summary.reference_changes:
        heading += f"; {plural(len(summary.reference_changes), 'reference')} to look at"
    body = render(summary, "markdown", View())
    if len(body) > MOST_CHARACTERS:
        body = body[:MOST_CHARACTERS].rsplit("\n", 1)[0] + "\n\n"
        between = f"{summary.run - 1} {summary.run}"
        body += f"Cut here; `citecheck audit diff {between}` shows the rest.\n"
    return f"citecheck audit {summary.run}. {heading}", body


def apprise_sender(urls: Sequence[str]) -> Sender:
    """A sender to the services that Apprise's URLs name.

    Raises: ConfigError if the extra is not installed or Apprise knows no such service. The URLs
    hold credentials: no error or log of ours shows one.
    """
    try:
        apprise = importlib.import_module("apprise")
    except ImportError as error:
        raise ConfigError(
            "Notifications need Apprise: pip install 'citecheck-pubmed[notify]'."
        ) from error
    # Its warnings may show the address that failed, with what is secret in it.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    services = apprise.Apprise()
    for number, url in enumerate(urls, 1):
        if not services.add(url):
            raise ConfigError(f"Apprise knows no service for notify address {number} (not shown).")

    def send(title: str, body: str) -> bool:
        kind = apprise.NotifyFormat.MARKDOWN
        return bool(services.notify(title=title, body=body, body_format=kind))

    return send


def tell(send: Sender, title: str, body: str, *, patience_s: float = PATIENCE_S) -> str | None:
    """Send a message; what went wrong in one sentence, or None.

    It never raises, and never waits longer than `patience_s`.
    """
    told: list[bool] = []
    problems: list[str] = []

    def work() -> None:
        try:
            told.append(send(title, body))
        except Exception as error:  # noqa: BLE001 - a service's own code may fail in any way
            problems.append(type(error).__name__)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(patience_s)
    if thread.is_alive():
        return f"The notification was not sent within {patience_s:.0f} s."
    if problems:
        return f"The notification was not sent ({problems[0]})."
    return None if told == [True] else "A service did not take the notification."
