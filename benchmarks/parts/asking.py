"""How long ever larger mirrors take to answer, and what they find beside a plain reading."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.mirror_asking import COLUMNS, QUERIES, grown
from benchmarks.mirror_brute import Reader, read
from benchmarks.mirror_queries import Queries
from benchmarks.parts.mirror import PER_FILE
from benchmarks.pubmed_shape import write_file
from citecheck.concepts.lexicon import load
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.work import processes
from citecheck.pubmed.syntax import render
from citecheck.pubmed.vocabulary import parse_search
from tools.pages.table import table

GROWTH: Final = (20_000, 200_000, 2_000_000)
CHECKED: Final = 50_000


def lines(folder: Path, small: bool) -> Iterator[str]:
    """300 queries, written in PubMed's syntax and read back where what they find is compared."""
    sizes, per_file = ((20, 40, 80), 20) if small else (GROWTH, PER_FILE)
    yield from table(COLUMNS, grown(folder, per_file, sizes))
    yield ""
    yield from _compared(folder, 40 if small else CHECKED)


def _compared(folder: Path, checked: int) -> Iterator[str]:
    some, mirror = folder / "checked.xml.gz", folder / "mirror-checked"
    write_file(some, checked, 1)
    records = read([some], checked)
    shutil.rmtree(mirror, ignore_errors=True)
    with processes() as work:
        bring(Library(mirror), [some], work)
    lexicon = load()
    source, reader = MirrorSource(mirror, lexicon), Reader(records, lexicon)
    draw = Queries(records, lexicon, seed=8)
    equal = several = 0
    for _ in range(QUERIES):
        query = draw.query()
        expected = {records[place].pmid for place in reader.found(query)}
        found = source.search(parse_search(render(query), lexicon), limit=checked)
        several += bool(expected)
        if (found.count, set(map(int, found.keys))) == (len(expected), expected):
            equal += 1
        else:
            yield f"differs: {found.count} and not {len(expected)}: {render(query)}"
    yield (
        f"{equal} of {QUERIES} queries find the very records that reading {checked:,} records "
        f"one by one finds; {several} of them find any."
    )
