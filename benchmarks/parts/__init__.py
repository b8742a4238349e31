"""The parts of `python -m benchmarks`, each by name; a part gives the lines of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from benchmarks.parts import check, extract, growth, judge, mirror, report, start


class Part(NamedTuple):
    """`lines` takes a folder for its files and whether the smallest size will do."""

    title: str
    lines: Callable[[Path, bool], Iterator[str]]


PARTS: Final[Mapping[str, Part]] = MappingProxyType(
    {
        "start": Part("Start", start.lines),
        "extract": Part("Finding claims", extract.lines),
        "parse": Part("Reading records", mirror.parsing),
        "mirror": Part("Making a mirror", mirror.making),
        "asking": Part("Asking a mirror", mirror.asking),
        "cluster": Part("Asking a cluster", mirror.spread),
        "pages": Part("Articles on a mirror", mirror.pages),
        "check": Part("Checking an article", check.lines),
        "judge": Part("Judging", judge.lines),
        "report": Part("Reports", report.lines),
        "growth": Part("Growth", growth.lines),
    }
)
