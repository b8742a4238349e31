"""Settings from flags, environment and files, in that order of precedence.

    flags > environment > citecheck.toml or [tool.citecheck] > the user's config.toml

An unknown name or a wrong value is a `ConfigError` that says where it stands.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from citecheck.config.audit import audit_table
from citecheck.config.shown import shown
from citecheck.config.watch import watches
from citecheck.config.words import FAIL_ON
from citecheck.errors import ConfigError
from citecheck.model.settings import Settings

ENVIRONMENT = {
    "NCBI_API_KEY": "ncbi_api_key",
    "NCBI_EMAIL": "ncbi_email",
    "CITECHECK_EUTILS_URL": "eutils_url",
    "CITECHECK_PACE_STORE": "pace_store",
    "CITECHECK_CACHE_DIR": "cache_dir",
    "CITECHECK_MIRROR_DIR": "mirror_dir",
    "CITECHECK_BULK_URL": "bulk_url",
    "CITECHECK_SOURCE": "sources",
    "CITECHECK_JUDGE": "judge",
    "CITECHECK_CLUSTER_PASSWORD": "cluster_password",
    "CITECHECK_LLM_URL": "llm_url",
    "CITECHECK_LLM_MODEL": "llm_model",
    "CITECHECK_LLM_KEY": "llm_key",
    "CITECHECK_LLM_MAX_REQUESTS": "llm_max_requests",
    "CITECHECK_LLM_MAX_TOKENS": "llm_max_tokens",
    "CITECHECK_LEDGER": "audit.ledger",
    "CITECHECK_NOTIFY": "audit.notify",
    "CITECHECK_HEARTBEAT_URL": "audit.heartbeat_url",
    "CITECHECK_OFFLINE": "offline",
}
"""The variables that are read, each with the setting it gives."""
_MOST_BYTES, _LONGEST_LINE = 1_000_000, 20_000
"""A key of many parts costs the TOML reader the square of its length."""
_EARLIEST = 1500
"""Before anything was printed that a source of studies could have."""
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def load_settings(
    flags: Mapping[str, Any],
    environment: Mapping[str, str],
    *,
    folder: Path,
    user_file: Path,
) -> Settings:
    """The settings of a run.

    `flags` holds only what the user gave. `folder` is where citecheck.toml or
    pyproject.toml is looked for, unless a flag `config` or CITECHECK_CONFIG names a file.
    Raises: ConfigError.
    """
    given = dict(flags)
    named = given.pop("config", None) or environment.get("CITECHECK_CONFIG") or None
    values: dict[str, Any] = {}
    project_file = Path(named) if named else None
    for source, layer, start in (
        (str(user_file), _toml(user_file) if _is_file(user_file) else {}, user_file.parent),
        (*_project_file(project_file, folder), project_file.parent if project_file else folder),
        ("the environment", _from_environment(environment), None),
        ("the command line", given, None),
    ):
        checked = _checked(layer, source, start)
        audit = {**values.get("audit", {}), **checked.get("audit", {})}
        values.update(checked, audit=audit)
    return Settings(**values)


def settings_of(values: Mapping[str, Any]) -> Settings:
    """The settings with these values, as a library caller gives them. Raises: ConfigError."""
    return Settings(**_checked(values, "the call"))


def _project_file(named: Path | None, folder: Path) -> tuple[str, dict[str, Any]]:
    if named is not None:
        if not _is_file(named):
            raise ConfigError(f"The configuration file {named} does not exist.")
        return str(named), _toml(named)
    own = folder / "citecheck.toml"
    if _is_file(own):
        return str(own), _toml(own)
    shared = folder / "pyproject.toml"
    if _is_file(shared):
        table = _toml(shared).get("tool", {})
        section = table.get("citecheck", {}) if isinstance(table, dict) else {}
        return f"[tool.citecheck] in {shared}", section
    return "", {}


def _is_file(path: Path) -> bool:
    """Whether it is there, as far as one may look: a home folder may be another user's."""
    try:
        return path.is_file()
    except OSError:
        return False


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES or any(len(line) > _LONGEST_LINE for line in data.split(b"\n")):
            raise ConfigError(
                f"The configuration file {path} is too big: at most {_MOST_BYTES:,} bytes are "
                f"read, and {_LONGEST_LINE:,} of a line."
            )
        return tomllib.loads(data.decode("utf-8").replace("\r\n", "\n"))
    except RecursionError as error:
        raise ConfigError(f"The configuration file {path} is nested too deeply.") from error
    except (OSError, ValueError) as error:
        raise ConfigError(f"The configuration file {path} cannot be read: {error}.") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for variable, name in ENVIRONMENT.items():
        text = environment.get(variable, "").strip()
        if not text:
            continue
        if name.startswith("audit."):
            audit = values.setdefault("audit", {})
            audit[name.removeprefix("audit.")] = text
        elif name == "offline":
            if text.lower() not in _TRUE + _FALSE:
                raise ConfigError(f"{variable} must be 1 or 0, not {text!r}.")
            values[name] = text.lower() in _TRUE
        else:
            values[name] = [text] if name == "sources" else text
    return values


def _checked(layer: Mapping[str, Any], where: str, folder: Path | None = None) -> dict[str, Any]:
    """The settings of one layer; paths to watch start at `folder`, that of a file."""
    if not isinstance(layer, Mapping):
        raise ConfigError(f"{where} must be a table of settings.")
    values = dict(layer)
    if "source" in values:
        one = values.pop("source")
        values["sources"] = [one] if isinstance(one, str) else one
    for name in ("sources", "fail_on"):
        if isinstance(values.get(name), str):
            values[name] = [part.strip() for part in values[name].split(",")]
    if "audit" in values:
        values["audit"] = audit_table(values["audit"], where)
    if isinstance(values.get("published_before"), datetime.date):
        values["published_before"] = values["published_before"].isoformat()
    if "watch" in values and folder is not None:
        values["watch"] = watches(values["watch"], where, folder)
    unknown = sorted(set(values) - set(Settings.model_fields))
    if unknown:
        raise ConfigError(f"{where} has an unknown setting: {shown(', '.join(unknown))}.")
    try:
        Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        name = shown(".".join(str(part) for part in first["loc"]))
        raise ConfigError(f"In {where}, {name}: {shown(first['msg'])}.") from error
    _check_words(values, where)
    return values


def _check_words(values: Mapping[str, Any], where: str) -> None:
    for word in values.get("fail_on", ()):
        if word not in FAIL_ON:
            raise ConfigError(
                f"In {where}, fail_on: {shown(word)!r} is none of {', '.join(FAIL_ON)}."
            )
    if "sources" in values and not values["sources"]:
        raise ConfigError(f"In {where}, sources: name at least one source.")
    date = values.get("published_before")
    if date is not None and not _is_day(date):
        raise ConfigError(
            f"In {where}, published_before: {shown(date)!r} is no date like 2019-12-31."
        )


def _is_day(text: str) -> bool:
    """Whether it is a day of this or the last centuries, written so that days sort as text."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day.year >= _EARLIEST
