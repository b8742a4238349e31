"""The `[audit]` table: what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citecheck.config.shown import shown
from citecheck.config.words import FAIL_ON_IN_AUDITS
from citecheck.errors import ConfigError
from citecheck.model.audit_settings import AuditSettings


def audit_table(table: object, where: str) -> dict[str, Any]:
    """The table with lists for what may be written as words. Raises: ConfigError."""
    if not isinstance(table, Mapping):
        raise ConfigError(f"In {where}, audit must be a table of settings.")
    values = dict(table)
    if isinstance(values.get("fail_on"), str):
        values["fail_on"] = [part.strip() for part in values["fail_on"].split(",")]
    if isinstance(values.get("notify"), str):
        values["notify"] = [values["notify"]]
    unknown = sorted(set(values) - set(AuditSettings.model_fields))
    if unknown:
        names = shown(", ".join(unknown))
        raise ConfigError(f"{where} has an unknown setting for audits: {names}.")
    words = values.get("fail_on", ())
    for word in words if isinstance(words, list | tuple) else ():
        if word not in FAIL_ON_IN_AUDITS:
            raise ConfigError(
                f"In {where}, fail_on for audits: {shown(word)!r} is none of "
                f"{', '.join(FAIL_ON_IN_AUDITS)}."
            )
    return values
