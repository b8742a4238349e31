"""Records/s of PubMed's XML, beside lxml alone, pubmed_parser and Bio.Entrez."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from benchmarks import mirror


def lines(folder: Path, small: bool) -> Iterator[str]:
    """The part `parse` of `python -m benchmarks.mirror`."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        mirror.parse_part(folder, 20 if small else mirror.PEER_RECORDS)
    yield from printed.getvalue().strip().splitlines()
