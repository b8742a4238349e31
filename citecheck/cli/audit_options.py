"""Options that the commands of audits share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from citecheck.cli.options import settings_from
from citecheck.model.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def ledger_option(command: Command) -> Command:
    """Which ledger."""
    return click.option(
        "--ledger",
        metavar="FILE|URL",
        help="Where audits are remembered: a file, or the URL of a PostgreSQL database.  "
        "[default: citecheck-ledger.sqlite]",
    )(command)


def config_option(command: Command) -> Command:
    """Which settings, for commands that take no other source option."""
    return click.option("--config", metavar="FILE", help="Read settings from this TOML file.")(
        command
    )


def audit_settings(given: Mapping[str, Any], **flags: Any) -> Settings:
    """Settings with what the user gave for audits laid over the [audit] table."""
    own = {name: value for name, value in given.items() if value is not None}
    return settings_from(**flags, audit=own or None)


def now() -> str:
    """The time, as the ledger has it."""
    from citecheck.audit.sitting import written

    return written(datetime.now(UTC))
