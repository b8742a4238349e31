"""Pages on disk: each whole or not at all, and none that an earlier dashboard left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from citecheck.errors import ConfigError
from citecheck.model import whole

GENERATOR: Final = "citecheck audit dashboard"
"""What every page of a dashboard says in its head, so that it can be told from others' files."""
INDEX: Final = "index.html"
CLAIMS: Final = "claims"
"""The folder of the claims' own pages."""
_OURS: Final = re.compile(r"(claims|pages)-[0-9]{1,6}\.html|[0-9a-f]{4,64}\.html")
_HEAD: Final = 4_096


def is_folder(target: Path) -> bool:
    """Whether a dashboard there is a folder of pages; a name in .html is one file."""
    return target.is_dir() or target.suffix.lower() not in (".html", ".htm")


def claim_file(fingerprint: str) -> str:
    """Where the page of a claim is, seen from the folder of the dashboard."""
    return f"{CLAIMS}/{fingerprint}.html"


def require(target: Path) -> None:
    """Raises: ConfigError where no dashboard can be put without harm to what is there."""
    with _told(target):
        if not is_folder(target):
            if not target.parent.is_dir():
                raise ConfigError(f"The folder {target.parent} does not exist.")
            return
        if target.exists() and not target.is_dir():
            raise ConfigError(f"{target} is a file; name a folder, or a file that ends in .html.")
    index = target / INDEX
    if index.exists() and not _is_ours(index):
        raise ConfigError(f"{index} is no dashboard of citecheck's; name another folder.")


def put(path: Path, parts: Iterable[str]) -> None:
    """A file of these parts, which are asked for one by one. Raises: ConfigError."""
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.put(path, parts)


def sweep(folder: Path, written: set[Path]) -> None:
    """Remove the pages of earlier dashboards that are not among the written ones."""
    for path in (*folder.glob("*.html"), *(folder / CLAIMS).glob("*.html")):
        if path not in written and _OURS.fullmatch(path.name) and _is_ours(path):
            with _told(path):
                path.unlink()


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return f'name="generator" content="{GENERATOR}"'.encode() in file.read(_HEAD)
    except OSError:
        return False


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ConfigError(f"{path} could not be written: {reason}.") from error
