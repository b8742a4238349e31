"""Labelled rows from JSON Lines, plain or gzipped."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError


def read_rows(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its line number, from 1; blank lines are passed over.

    Raises: ConfigError naming the file, or the line that is no JSON object.
    """
    for number, line in enumerate(_text(file).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ConfigError(f"Line {number} of {file} is not JSON.") from error
        if not isinstance(row, dict):
            raise ConfigError(f"Line {number} of {file} is not a JSON object.")
        yield number, row


def _text(file: str) -> str:
    try:
        data = Path(file).read_bytes()
        return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"There is no file {file}.") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as JSON Lines.") from error
