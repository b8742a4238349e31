"""The parts of `python -m benchmarks`, each by name; a part gives the lines of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from benchmarks.parts import (
    asking,
    check,
    cluster,
    extract,
    growth,
    judge,
    mirror,
    pages,
    parse,
    report,
    start,
)


class Part(NamedTuple):
    """`lines` takes a folder for its files and whether the smallest size will do."""

    title: str
    lines: Callable[[Path, bool], Iterator[str]]


PARTS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "start": Part("Start", start.lines),
        "extract": Part("Finding claims", extract.lines),
        "parse": Part("Reading records", parse.lines),
        "mirror": Part("Making a mirror", mirror.lines),
        "asking": Part("Asking a mirror", asking.lines),
        "cluster": Part("Asking a cluster", cluster.lines),
        "pages": Part("Articles on a mirror", pages.lines),
        "check": Part("Checking an article", check.lines),
        "judge": Part("Judging", judge.lines),
        "report": Part("Reports", report.lines),
        "growth": Part("Growth", growth.lines),
    }
)
