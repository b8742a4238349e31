"""The section of docs/performance.md that `python -m benchmarks` writes, a block for each part."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from citecheck._version import __version__

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- python -m benchmarks: begin -->", "<!-- python -m benchmarks: end -->"
_SECTION = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}\n", re.DOTALL)
_BLOCK = re.compile(r"<!-- part (\w+) -->\n(.*?)\n<!-- end of \1 -->", re.DOTALL)
_HEAD = """## The program as its users meet it

`python -m benchmarks` writes this section and its pictures, `python -m benchmarks start judge`
parts of it (`pip install '.[bench]'` for the peers, which run together with what stands
beside them; CITECHECK_TEST_DATA names the folder of real records). The machine and its load stand
above each table. Rates and milliseconds go by processor time where they say so, else by the clock;
each figure is the median of several runs, or of one that takes seconds."""


def with_parts(page: str, made: Mapping[str, str], order: Mapping[str, str]) -> str:
    """The page with these parts anew, and the others as they are; `order` has all, with titles."""
    blocks = {name: text for name, text in parts_of(page).items() if name in order} | dict(made)
    told = "\n\n".join(
        f"### {title}\n\n<!-- part {name} -->\n{blocks[name]}\n<!-- end of {name} -->"
        for name, title in order.items()
        if name in blocks
    )
    section = f"{BEGIN}\n{_HEAD}\n\n{told}\n{END}\n"
    if _SECTION.search(page):
        return _SECTION.sub(lambda _: section, page)
    return f"{page.rstrip()}\n\n{section}"


def parts_of(page: str) -> dict[str, str]:
    """The text of each part in the section of a page, by name."""
    section = _SECTION.search(page)
    return dict(_BLOCK.findall(section[0])) if section else {}


def environment() -> str:
    """One line: the machine, its load now, and the versions of what does the work."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    names = ("lxml", "tantivy", "onnxruntime", "trafilatura", "pubmed-parser", "biopython", "pysbd")
    versions = ", ".join(f"{name} {found}" for name in names if (found := _version(name)))
    return (
        f"*{_processor()}, {os.cpu_count()} cores, load average {load}; Python "
        f"{platform.python_version()}, citecheck {__version__}, {versions}.*"
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text("utf-8")
        found = re.search(r"model name\s*:\s*(.+)", told)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()
