"""Labelled rows from JSON Lines, plain or gzipped."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from citecheck.errors import ConfigError

_Row = TypeVar("_Row")


def read_rows(file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its line number, from 1; blank lines are passed over.

    Raises: ConfigError naming the file, or the line that is no JSON object.
    """
    for number, line in enumerate(_text(file).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"Line {number} of {file} is not JSON.") from error
        if not isinstance(row, dict):
            raise ConfigError(f"Line {number} of {file} is not a JSON object.")
        yield number, row


def rows_to_score(file: str) -> list[tuple[int, dict[str, Any]]]:
    """`read_rows`, of a file that has some: no rows have no score.

    Raises: ConfigError as `read_rows`, and for a file without a row.
    """
    return some_rows(read_rows(file), file)


def some_rows(rows: Iterable[_Row], file: str) -> list[_Row]:
    """The rows of `file`. Raises: ConfigError if there are none."""
    found = list(rows)
    if not found:
        raise ConfigError(f"{file} has no rows to score.")
    return found


def _text(file: str) -> str:
    try:
        data = Path(file).read_bytes()
        return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8")
    except FileNotFoundError as error:
        raise ConfigError(f"There is no file {file}.") from error
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read as JSON Lines.") from error
