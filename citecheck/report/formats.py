"""The formats a report can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol, TypeVar, runtime_checkable

from citecheck.errors import UnknownFormat
from citecheck.model.report import Report
from citecheck.report import (
    claimreview,
    csl_json,
    csv,
    github,
    html,
    json,
    jsonl,
    markdown,
    ris,
    sarif,
    terminal,
)
from citecheck.report.view import View

_T = TypeVar("_T")


@runtime_checkable
class Reporter(Protocol):
    """Anything that makes text of a report; `suffix` is what its files are called by (".md")."""

    @property
    def name(self) -> str: ...

    @property
    def suffix(self) -> str: ...

    def render(self, report: Report, view: View) -> str: ...


class _Format(NamedTuple):
    name: str
    suffix: str
    function: Callable[[Report, View], str]

    def render(self, report: Report, view: View) -> str:
        return self.function(report, view)


_ALL: Final = (
    _Format("terminal", ".txt", terminal.render),
    _Format("json", ".json", lambda report, _: json.render(report)),
    _Format("jsonl", ".jsonl", lambda report, _: jsonl.render(report)),
    _Format("markdown", ".md", markdown.render),
    _Format("html", ".html", html.render),
    _Format("csv", ".csv", csv.render),
    _Format("sarif", ".sarif", sarif.render),
    _Format("github", ".github", github.render),
    _Format("claimreview", ".jsonld", claimreview.render),
    _Format("ris", ".ris", lambda report, _: ris.render(report)),
    _Format("csl-json", ".csl.json", lambda report, _: csl_json.render(report)),
)
FORMATS: Final[Mapping[str, Reporter]] = MappingProxyType({each.name: each for each in _ALL})
"""Every format that citecheck knows, in the order of its help."""


def reporter(name: str) -> Reporter:
    """The reporter of this name. Raises: UnknownFormat, which names those that exist."""
    return pick(name, FORMATS)


def pick(name: str, known: Mapping[str, _T]) -> _T:
    """The entry of this name. Raises: UnknownFormat, which names those that exist."""
    if name in known:
        return known[name]
    *most, last = known
    raise UnknownFormat(
        f"There is no format {name[:40]!r} here; there are {', '.join(most)} and {last}."
    )
