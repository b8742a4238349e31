"""Files and folders of studies: which files they are, and the records in them."""

from __future__ import annotations

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import isal.igzip
import isal.isal_zlib

from citecheck.errors import BadSource, MalformedRecord
from citecheck.pubmed.medline import parse_medline
from citecheck.pubmed.parse import Deletion, parse_records
from citecheck.pubmed.records import Record
from citecheck.sources.jsonl import read_jsonl
from citecheck.sources.lines import text_lines

Form = Literal["jsonl", "xml", "medline"]

STUDY_FILES = "study JSONL, PubMed XML or MEDLINE text"
_SUFFIXES = frozenset({".jsonl", ".xml", ".txt", ".nbib"})
_NONE: Mapping[str, int] = MappingProxyType({})
_HEAD_BYTES = 4096
_PUBMED_XML = re.compile(rb"Pubmed(?:Article|BookArticle)")
_MEDLINE = re.compile(rb"\s*PMID ?- ")
_IGZIP: Any = isal.igzip
_ISAL: Any = isal.isal_zlib
DAMAGED = (gzip.BadGzipFile, EOFError, zlib.error, _ISAL.error)
"""What a gzip file raises that is cut or altered."""


def study_files(folder: Path, name: str) -> list[Path]:
    """The files below `folder` whose names could hold studies, in the order of their paths.

    Hidden files and folders, folders behind a link, and what is no file (a pipe, a device) are
    left out.

    Raises: BadSource if a folder below cannot be listed.
    """

    def refuse(error: OSError) -> None:
        raise BadSource(f"The folder {name!r} cannot be read: {error.strerror}.") from None

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [entry for entry in folders if not entry.startswith(".")]
        found += [Path(parent, entry) for entry in files if not entry.startswith(".")]
    return sorted(path for path in found if _suffix(path) in _SUFFIXES and _may_be_read(path))


def _may_be_read(path: Path) -> bool:
    """Whether it has an end; what leads nowhere, or may not be seen, is told when it is opened."""
    try:
        return path.is_file() or not path.exists()
    except OSError:
        return True


def read_file(
    path: Path, name: str, *, known: Mapping[str, int] = _NONE, skip_others: bool = False
) -> Iterator[Record | Deletion]:
    """The records of one file; `name` is what messages call it.

    Records that are `known` in this or a higher version may be passed over. A file of
    another kind has no records if `skip_others`, and is refused otherwise.

    Raises: BadSource if the file cannot be read or is broken.
    """
    with _told(path, name) as stream:
        form = _form(path, stream.peek(_HEAD_BYTES)[:_HEAD_BYTES])
        try:
            match form:
                case "jsonl":
                    yield from map(Record.of, read_jsonl(stream, name))
                case "xml":
                    yield from parse_records(stream, known=known)
                case "medline":
                    yield from map(Record.of, parse_medline(text_lines(stream, name)))
                case None if not skip_others:
                    raise BadSource(f"The file {name!r} is not {STUDY_FILES}.")
        except MalformedRecord as error:
            raise BadSource(f"{name}: {error}") from error


def _suffix(path: Path) -> str:
    return Path(path.name.lower().removesuffix(".gz")).suffix


def _form(path: Path, head: bytes) -> Form | None:
    """What the file holds, by its first bytes; a .jsonl file must be JSONL."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _suffix(path) == ".jsonl" or head.startswith(b"{"):
        return "jsonl"
    if head.startswith(b"<"):
        return "xml" if _PUBMED_XML.search(head) else None
    return "medline" if _MEDLINE.match(head) else None


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A buffered stream of the file's bytes, unpacked if it is gzip, whatever its name.

    Raises: OSError; while it is read, what `DAMAGED` names.
    """
    with path.open("rb") as raw:
        if raw.peek(2)[:2] != b"\x1f\x8b":
            yield raw
            return
        with _IGZIP.open(raw) as unpacked:
            yield unpacked


@contextmanager
def _told(path: Path, name: str) -> Iterator[Any]:
    """The same stream. Raises: BadSource."""
    try:
        with opened(path) as stream:
            yield stream
    except DAMAGED:
        raise BadSource(f"The file {name!r} is a damaged gzip file.") from None
    except OSError as error:
        raise BadSource(f"The file {name!r} cannot be read: {error.strerror or error}.") from None
