"""NLM's folders of bulk files as their server lists them."""

from __future__ import annotations

import re
from typing import NamedTuple

from citecheck.errors import MirrorError
from citecheck.mirror.names import Place, place_of
from citecheck.mirror.transfer import Transfer

BASELINE, UPDATES = "baseline/", "updatefiles/"
_LIST_BYTES = 10_000_000
# An Apache or nginx index: a link, and after it the size, "37M" or in plain bytes.
_ROW = re.compile(
    r'href="(?:[^"]*/)?(?P<name>pubmed[0-9]{2}n[0-9]{4,6}\.xml\.gz)"[^>]*>'
    r"(?:[^<\n]{0,100}</a>(?P<rest>[^\n<]{0,120}))?"
)
_SIZE = re.compile(r"\s([0-9]+(?:\.[0-9]+)?)([KMG]?)\s*$")
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000, "G": 1_000_000_000}


class RemoteFile(NamedTuple):
    """A bulk file on the server; `size` in bytes, None where the list does not say."""

    place: Place
    folder: str
    size: int | None

    @property
    def name(self) -> str:
        """The file's name."""
        return self.place.name


def bulk_files(transfer: Transfer) -> list[RemoteFile]:
    """The files of the newest baseline and the updates that belong to it, in their order.

    Raises: MirrorError if there is no baseline; SourceUnavailable if the server does not answer.
    """
    baseline = _listed(transfer, BASELINE)
    if not baseline:
        raise MirrorError(f"{transfer.base_url} lists no baseline of PubMed.")
    year = max(file.place.year for file in baseline)
    files = {file.place: file for file in baseline if file.place.year == year}
    for file in _listed(transfer, UPDATES):
        if file.place.year == year:
            files.setdefault(file.place, file)
    return [files[place] for place in sorted(files)]


def _listed(transfer: Transfer, folder: str) -> list[RemoteFile]:
    page = transfer.text(folder, _LIST_BYTES)
    found = []
    for row in _ROW.finditer(page):
        place = place_of(row["name"])
        if place is not None:
            found.append(RemoteFile(place, folder, _size(row["rest"] or "")))
    return found


def _size(rest: str) -> int | None:
    found = _SIZE.search(rest)
    return int(float(found[1]) * _UNITS[found[2]]) if found else None
