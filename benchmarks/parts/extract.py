"""How fast articles are read and claims are found, beside libraries that do one of its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.articles import article, web_page
from benchmarks.measure import taken
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import load
from citecheck.documents.read import from_text, read
from citecheck.model.settings import Settings
from tools.pages.table import table

_HEAD = ("work on the same article", "sentences/s", "processor ms", "claims/s")


def lines(folder: Path, small: bool) -> Iterator[str]:
    """An article as text and as HTML; rates are by processor time."""
    count = 20 if small else 1_000
    text, page = article(count), folder / "page.html"
    page.write_text(web_page(count), "utf-8")
    document, lexicon = from_text(text), load()
    sentences, claims = len(document.sentences), len(extract(document, lexicon))
    works: tuple[tuple[str, Callable[[], object], int], ...] = (
        ("citecheck: text into sentences", lambda: from_text(text), 0),
        ("pysbd: text into sentences", lambda: _pysbd(text), 0),
        ("citecheck: claims of the sentences", lambda: extract(document, lexicon), claims),
        ("citecheck: HTML into sentences", lambda: read(str(page), settings=Settings()), 0),
        ("trafilatura: HTML into text", lambda: _trafilatura(page), 0),
    )
    rows = []
    for name, work, found in works:
        try:
            cpu = max(taken(work).cpu_s, 1e-6)
        except ModuleNotFoundError:
            rows.append((name, "not installed", "", ""))
            continue
        rate = f"{found / cpu:,.0f}" if found else ""
        rows.append((name, f"{sentences / cpu:,.0f}", f"{1e3 * cpu:,.1f}", rate))
    yield f"One article of {sentences:,} sentences, {claims:,} of them claims."
    yield ""
    yield from table(_HEAD, rows)


def _pysbd(text: str) -> object:
    import pysbd

    return pysbd.Segmenter(language="en", clean=False).segment(text)


def _trafilatura(page: Path) -> object:
    import trafilatura

    return trafilatura.extract(page.read_text("utf-8"))
