"""What an audit is told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from citecheck.model.base import Frozen
from citecheck.model.watch import MOST_DAYS

OffPeak = Literal["postpone", "wait", "ignore"]


class AuditSettings(Frozen):
    """The `[audit]` table of citecheck.toml."""

    ledger: str = Field(default="citecheck-ledger.sqlite", min_length=1)
    """A file of SQLite, or the URL of a PostgreSQL database."""
    fail_on: tuple[str, ...] = ("new-contradicted",)
    """What ends a run with exit code 1: contradicted, disputed, unfound, reference, each also with
    new- before it; or never."""
    max_requests: int | None = Field(default=None, ge=0)
    """How many requests a run may make to the sources of studies; what is left is postponed."""
    executor: str = "threads"
    """`threads:N`, `processes:N` or `dask://host:port`."""
    standing_days: float = Field(default=1.0, ge=0, le=MOST_DAYS)
    """How old the last look at the standing of a study may be before it is looked up again."""
    off_peak: OffPeak = "postpone"
    """What a big run does outside the hours that NCBI asks big jobs to keep to."""
    big_run: int = Field(default=500, ge=1)
    """From how many due claims on a run is big."""
    notify: tuple[str, ...] = Field(default=(), repr=False)
    """Addresses of services, as Apprise writes them, that hear of what a run changed."""
    heartbeat_url: str | None = Field(default=None, repr=False)
    """Asked for after each finished run, so that a service can tell when none came."""
