"""How time and memory grow with the size of the work, and the pictures of it.

Each size is measured in a process of its own. An exponent of 1 is growth as the work itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.articles import STUDIES, article, claims, with_references, write_studies
from benchmarks.measure import Taken, alone, exponent, taken
from benchmarks.parts.report import report_of
from benchmarks.picture import Curve, picture
from benchmarks.pubmed_shape import write_folder
from citecheck.checker import Checker
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import load
from citecheck.documents.read import from_text
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.work import Inline
from citecheck.mirror.work import Work as Parsing
from citecheck.report.formats import FORMATS
from citecheck.report.view import View
from tools.pages.table import table

TIMES = (1, 10, 100)
_AMONG = 2_000
"""Studies in the file where references are looked up."""

Work = Callable[[], object]


class Kind(NamedTuple):
    """`ready` makes what is measured, and is not measured itself."""

    name: str
    smallest: int
    ready: Callable[[Path, int], Work]


def _seconds(took: Taken) -> float:
    return max(took.cpu_s, 1e-4)


def _memory(took: Taken) -> float:
    return took.peak_mb


class Drawn(NamedTuple):
    """A picture: its file, what stands on it, and what of each measurement it shows."""

    file: str
    title: str
    unit: str
    cost: Callable[[Taken], float]


PICTURES: Final = (
    Drawn("growth-time.svg", "Processor time as work grows", "processor seconds", _seconds),
    Drawn("growth-memory.svg", "Most memory as work grows", "MB of memory", _memory),
)


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


KINDS: Final[Mapping[str, Kind]] = {
    "sentences": Kind("finding claims, by sentences", 50, _extraction),
    "claims": Kind("checking claims, by claims", 10, _claims),
    "studies": Kind("opening a file and 10 claims, by studies", 200, _studies),
    "references": Kind("checking references, by references", 10, _references),
    "report": Kind("all formats, by claims", 5, _reports),
    "corpus": Kind("making an index, by records", 300, _corpus),
}


def lines(folder: Path, small: bool) -> Iterator[str]:
    """A table, and pictures in `folder`."""
    found = {name: list(_measured(name, folder, small)) for name in KINDS}
    yield from table(
        ("what grows", "sizes", "processor s", "exponent", "last step", "peak memory, MB"),
        (_row(KINDS[name], points) for name, points in found.items()),
    )
    for drawn in PICTURES:
        curves = [
            Curve(KINDS[name].name, [(size / points[0][0], drawn.cost(t)) for size, t in points])
            for name, points in found.items()
        ]
        (folder / drawn.file).write_text(picture(drawn.title, drawn.unit, curves), "utf-8")
    yield ""
    yield (
        "An exponent of 1 is growth as the work itself; below it, what is done once weighs more. "
        "The last step is from the second size to the third. Memory is of the whole process, what "
        "made its input included."
    )
    for drawn in PICTURES:
        yield ""
        yield (
            f"![{drawn.title}: curves of {drawn.unit} against the size of the work, both "
            f"logarithmic. The figures are those of the table above.](assets/{drawn.file})"
        )


def _measured(name: str, folder: Path, small: bool) -> Iterator[tuple[int, Taken]]:
    smallest = 1 if small else KINDS[name].smallest
    for times in TIMES[: 2 if small else None]:
        size = smallest * times
        yield size, _one(name, folder, size) if small else alone(_one, name, folder, size)


def _one(name: str, folder: Path, size: int) -> Taken:
    return taken(KINDS[name].ready(folder, size), 3)


def _row(kind: Kind, points: list[tuple[int, Taken]]) -> tuple[str, ...]:
    costs = [(float(size), took.cpu_s) for size, took in points]
    return (
        kind.name,
        " / ".join(f"{size:,}" for size, _ in points),
        " / ".join(f"{took.cpu_s:.3g}" for _, took in points),
        f"{exponent(costs):.2f}",
        f"{exponent(costs[-2:]):.2f}",
        " / ".join(f"{took.peak_mb:.0f}" for _, took in points),
    )
