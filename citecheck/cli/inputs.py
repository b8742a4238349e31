"""What the user names becomes documents and sentences."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from citecheck.documents.read import read
from citecheck.errors import ConfigError
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings
from citecheck.web.fetch import Fetcher

_COLUMNS = ("claim", "sentence", "text")


def read_origins(origins: Sequence[str], settings: Settings) -> Iterator[Document | Unreadable]:
    """Each origin as a document, or as the reason why it is none."""
    with Fetcher(timeout_s=settings.timeout_s) as fetcher:
        for origin in origins:
            stdin = _standard_input(settings) if origin == "-" else None
            yield read(origin, stdin=stdin, settings=settings, fetcher=fetcher)


def sentences_of(path: str) -> list[str]:
    """The sentences of a claims file: a line, a row's `claim` column, or an object's `claim` key.

    Raises: ConfigError if the file cannot be read or a row has no sentence.
    """
    text = text_of(path, "claims file")
    match Path(path).suffix.lower():
        case ".txt":
            found = text.splitlines()
        case ".csv":
            found = _from_csv(text, path)
        case ".jsonl":
            found = _from_jsonl(text, path)
        case other:
            raise ConfigError(f"A claims file is .txt, .csv or .jsonl, not {other or path!r}.")
    sentences = [s.strip() for s in found if s.strip()]
    if not sentences:
        raise ConfigError(f"The claims file {path} holds no sentence.")
    return sentences


def text_of(path: str, what: str) -> str:
    """All of a text file; `what` it is called. Raises: ConfigError if it cannot be read."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"The {what} {path} cannot be read: {why}.") from error


def _from_csv(text: str, path: str) -> list[str]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise ConfigError(f"The claims file {path} is no CSV: {error}.") from error
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    name = next((columns[c] for c in _COLUMNS if c in columns), None)
    if name is None:
        raise ConfigError(f"The claims file {path} needs a column named claim.")
    return [row[name] or "" for row in rows]


def _from_jsonl(text: str, path: str) -> list[str]:
    found: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"Line {number} of {path} is no JSON.") from error
        values = [row.get(c) for c in _COLUMNS] if isinstance(row, dict) else [row]
        sentence = next((v for v in values if isinstance(v, str)), None)
        if sentence is None:
            raise ConfigError(f"Line {number} of {path} has no claim.")
        found.append(sentence)
    return found


def _standard_input(settings: Settings) -> bytes:
    """At most one byte more than is allowed, which `read` then refuses."""
    return sys.stdin.buffer.read(settings.max_document_bytes + 1) if sys.stdin else b""
