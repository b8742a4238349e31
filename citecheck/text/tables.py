"""Word lists and rules that are shipped as TOML beside the code that reads them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_table(package: str, name: str) -> dict[str, Any]:
    """The file `name` of a package, parsed. Who asks often keeps the answer."""
    return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))
