"""Options that the commands of audits share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from citecheck.cli import completing
from citecheck.cli.options import settings_from

if TYPE_CHECKING:
    from citecheck.model.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def ledger_option(command: Command) -> Command:
    """Which ledger."""
    return click.option(
        "--ledger",
        metavar="FILE|URL",
        shell_complete=completing.files,
        help="Where audits are remembered: a file, or the URL of a PostgreSQL database.  "
        "[default: citecheck-ledger.sqlite]",
    )(command)


def audit_settings(given: Mapping[str, Any], **flags: Any) -> Settings:
    """Settings with what the user gave for audits laid over the [audit] table.

    A command that takes sources is going to ask them: files and folders have to be there before
    anything begins, or every check of the run would fail on them. Raises: ConfigError.
    """
    own = {name: value for name, value in given.items() if value is not None}
    settings = settings_from(**flags, audit=own or None)
    if "sources" in flags:
        _require(settings)
    return settings


def _require(settings: Settings) -> None:
    """Refuse sources that are not there; files and folders are not read for that."""
    from citecheck.checker import open_any
    from citecheck.sources.open import existing
    from citecheck.sources.spelling import kind_of

    for spec in settings.sources:
        match kind_of(spec):
            case "mirror" | "cluster":
                open_any(spec, settings).close()
            case "path" | "unknown":
                existing(spec)


def now() -> str:
    """The time, as the ledger has it."""
    from citecheck.model.moments import written

    return written(datetime.now(UTC))
