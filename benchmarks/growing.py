"""Works of any size, whose growth is measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.articles import STUDIES, article, claims, report_of, with_references, write_studies
from benchmarks.mirror_asking import QUERIES
from benchmarks.mirror_brute import read
from benchmarks.mirror_queries import Queries
from benchmarks.pubmed_shape import write_folder
from citecheck.checker import Checker
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import load
from citecheck.documents.read import from_text
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.source import MirrorSource
from citecheck.mirror.work import Inline
from citecheck.mirror.work import Work as Parsing
from citecheck.report.formats import FORMATS
from citecheck.report.view import View

_AMONG = 2_000
"""Studies in the file where references are looked up."""

Work = Callable[[], object]


class Kind(NamedTuple):
    """`ready` makes what is measured, and is not measured itself."""

    name: str
    smallest: int
    ready: Callable[[Path, int], Work]


def _extraction(folder: Path, size: int) -> Work:
    text, lexicon = article(size), load()
    return lambda: extract(from_text(text), lexicon)


def _claims(folder: Path, size: int) -> Work:
    checker, told = Checker(sources=[str(STUDIES)]), claims(size)
    return lambda: checker.check_claims(told)


def _studies(folder: Path, size: int) -> Work:
    path, told = write_studies(folder / f"studies-{size}.jsonl", size), claims(10)

    def work() -> None:
        with Checker(sources=[str(path)]) as checker:
            checker.check_claims(told)

    return work


def _references(folder: Path, size: int) -> Work:
    path = write_studies(folder / f"studies-{_AMONG}.jsonl", _AMONG)
    document = from_text(with_references(size, _AMONG))
    checker = Checker(sources=[str(path)])
    return lambda: checker.check_references(document)


def _reports(folder: Path, size: int) -> Work:
    report = report_of(size)
    return lambda: [each.render(report, View()) for each in FORMATS.values()]


def _corpus(folder: Path, size: int) -> Work:
    files, mirror = write_folder(folder / f"corpus-{size}", size, 5_000), folder / f"grown-{size}"

    def work() -> None:
        shutil.rmtree(mirror, ignore_errors=True)
        bring(Library(mirror), files, Parsing(Inline(), 1))

    return work


def _questions(folder: Path, size: int) -> Work:
    """The same questions, whose words stand in the first records, to ever larger indexes."""
    mirror = folder / f"grown-{size}"
    files = write_folder(folder / f"corpus-{size}", size, 5_000)
    if Library(mirror).current is None:
        bring(Library(mirror), files, Parsing(Inline(), 1))
    draw = Queries(read(files, 300), load(), seed=8)
    queries = [draw.query() for _ in range(QUERIES)]
    source = MirrorSource(mirror, load())
    return lambda: [source.search(query, limit=20) for query in queries]


KINDS: Final[Mapping[str, Kind]] = {
    "sentences": Kind("finding claims, by sentences", 50, _extraction),
    "claims": Kind("checking claims, by claims", 10, _claims),
    "studies": Kind("opening a file and 10 claims, by studies", 200, _studies),
    "references": Kind("checking references, by references", 10, _references),
    "report": Kind("all formats, by claims", 5, _reports),
    "corpus": Kind("making an index, by records", 300, _corpus),
    "queries": Kind(f"{QUERIES} searches of it, by records", 300, _questions),
}
