"""A sign of life to a service that tells when none came: healthchecks and their like."""

from __future__ import annotations

from typing import Final

from citecheck.entrez.connection import http_client
from citecheck.errors import ConfigError
from citecheck.model.audit import AuditStatus
from citecheck.model.moments import moment, written

_TIMEOUT_S: Final = 10.0


def beat(url: str) -> str | None:
    """Ask for `url` once, after a run; what went wrong in one sentence, or None.

    The address may be a secret and is not shown.
    """
    import httpx

    try:
        with http_client(_TIMEOUT_S) as client:
            reply = client.get(url)
    except ConfigError as error:
        return f"The heartbeat was not sent. {error}"
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        return f"The heartbeat was not sent ({type(error).__name__})."
    if not reply.is_success:
        return f"The heartbeat was not taken: the server answered {reply.status_code}."
    return None


def missed(status: AuditStatus, *, now: str, max_age_hours: float) -> str | None:
    """A sentence where no run was finished within `max_age_hours`, or None."""
    finished = moment(status.last.finished_at) if status.last else None
    today = moment(now)
    if finished is None or today is None:
        return "No audit was ever finished on this ledger."
    age_hours = (today - finished).total_seconds() / 3600
    if age_hours < max_age_hours:
        return None
    broken = " One was begun and broken off." if status.unfinished else ""
    return (
        f"No audit was finished for {age_hours:.0f} hours; the last was, at "
        f"{written(finished)}.{broken}"
    )
