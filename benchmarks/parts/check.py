"""Whole checks of the articles in examples/, each in a process of its own."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.articles import STUDIES, example_articles
from benchmarks.measure import REPEATS, Taken, alone, command, taken
from citecheck.checker import Checker
from citecheck.concepts.lexicon import load
from citecheck.sources.collect import studies_of
from tests.eutils import EutilsServer
from tools.pages.table import table

_HEAD = ("article", "studies from", "claims", "seconds", "processor s", "peak MB", "requests/claim")
_KEY = "benchmark-key"


def lines(folder: Path, small: bool) -> Iterator[str]:
    """From a file, cold and warm; from a PubMed on loopback with its cache, cold and warm."""
    articles = example_articles()[: 1 if small else None]
    repeats = 1 if small else REPEATS
    yield from table(
        _HEAD,
        (row for article in articles for row in (*_file(article, repeats), *_pubmed(article))),
    )
    yield ""
    yield (
        "A cold check is a new process, a warm one is done again by the same `Checker`. The PubMed "
        "is that of the tests, on loopback, asked at most ten times a second; the second run "
        "finds all replies in the cache."
    )


def _file(article: Path, repeats: int) -> Iterator[tuple[str, ...]]:
    arguments = ("check", str(article), "--source", str(STUDIES), "--fail-on", "never", "--quiet")
    claims, warm = alone(_warm, article, repeats)
    yield _row(article, "a file, cold", claims, command(*arguments, repeats=repeats))
    yield _row(article, "a file, warm", claims, warm)


def _warm(article: Path, repeats: int) -> tuple[int, Taken]:
    with Checker(sources=[str(STUDIES)]) as checker:
        claims = checker.check(article).summary.claims
        return claims, taken(lambda: checker.check(article), repeats)


def _pubmed(article: Path) -> Iterator[tuple[str, ...]]:
    found = studies_of(STUDIES, "examples", load())
    studies = [each.model_copy(update={"demonstration": False}) for each in found if each.pmid]
    server = EutilsServer(studies, requests_per_second_with_key=None, api_keys=(_KEY,))
    with server, tempfile.TemporaryDirectory() as home:
        environment = {
            "HOME": home,
            "XDG_CACHE_HOME": home,
            "CITECHECK_CACHE_DIR": f"{home}/replies",
            "CITECHECK_EUTILS_URL": server.url,
            "NCBI_API_KEY": _KEY,
        }
        report = Path(home, "report.json")
        for state in ("cold", "warm"):
            took = command(
                "check", str(article), "--format", f"json={report}", "--fail-on", "never",
                "--quiet", environment=environment, repeats=1,
            )  # fmt: skip
            summary = json.loads(report.read_text("utf-8"))["summary"]
            yield _row(article, f"PubMed, {state}", summary["claims"], took, summary["requests"])


def _row(
    article: Path, source: str, claims: int, took: Taken, requests: int = 0
) -> tuple[str, ...]:
    each = f"{requests / max(1, claims):.2f}"
    figures = (f"{took.wall_s:.2f}", f"{took.cpu_s:.2f}", f"{took.peak_mb:.0f}")
    return (article.name, source, f"{claims}", *figures, each)
