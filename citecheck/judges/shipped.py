"""The network that ships with the package, checked before it is used."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError


def shipped_folder() -> Path:
    """Where the shipped network lies."""
    return Path(str(resources.files("citecheck.judges") / "data"))


def manifest(folder: Path) -> dict[str, Any]:
    """Version and checksums of a shipped network. Raises: ConfigError if there is none."""
    try:
        return tomllib.loads((folder / "manifest.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError("This installation holds no trained judge; use --judge rules.") from error


def verify(folder: Path) -> str:
    """The version of an intact network.

    Raises: ConfigError that names the first file which is missing or is not what was shipped.
    """
    table = manifest(folder)
    for name, expected in table["sha256"].items():
        try:
            with (folder / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ConfigError(f"The trained judge is incomplete: {name} is missing.") from error
        if found != expected:
            raise ConfigError(f"The trained judge is damaged: {name} is not the file that ships.")
    version: str = table["version"]
    return version
