"""Files and folders of studies: which files they are, and the studies in them."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

from citecheck.errors import BadSource
from citecheck.model.study import Study
from citecheck.sources.jsonl import read_jsonl

Form = Literal["jsonl", "xml", "medline"]

_FORMS: dict[str, Form] = {
    ".jsonl": "jsonl",
    ".xml": "xml",
    ".txt": "medline",
    ".nbib": "medline",
}


def form_of(path: Path) -> Form | None:
    """The form that the name promises, or None; a final `.gz` does not count."""
    name = path.name.lower().removesuffix(".gz")
    return _FORMS.get(Path(name).suffix)


def study_files(folder: Path) -> list[Path]:
    """The files below `folder` whose names promise studies, in the order of their paths."""
    found: list[Path] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    return sorted(path for path in found if form_of(path))


def read_file(path: Path, name: str) -> Iterator[Study]:
    """The studies of one file; `name` is what messages call it.

    Raises: BadSource if it cannot be read or is not what its name promises.
    """
    form = form_of(path)
    with _opened(path, name) as stream:
        if form == "jsonl":
            yield from read_jsonl(stream, name)
        else:
            raise BadSource(f"{name} is neither study JSONL, PubMed XML nor MEDLINE text.")


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if packed:
                with gzip.open(raw) as unpacked:
                    yield cast("IO[bytes]", unpacked)
            else:
                yield raw
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise BadSource(f"{name} is a damaged gzip file.") from None
    except OSError as error:
        raise BadSource(f"{name} cannot be read: {error.strerror or error}.") from None
