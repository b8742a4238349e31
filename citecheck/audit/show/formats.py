"""Sections as text for a terminal, as Markdown; and every value as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.audit.show import parts
from citecheck.audit.show.parts import Section
from citecheck.audit.show.references import with_references
from citecheck.errors import UnknownFormat
from citecheck.model.audit import AuditDiff, AuditStatus, ClaimHistory, RunSummary
from citecheck.report import escape
from citecheck.report.json import dump
from citecheck.report.page import BLANK, RULE, Line, draw, line
from citecheck.report.view import View

Told = RunSummary | AuditDiff | AuditStatus | ClaimHistory
FORMATS: Final = ("terminal", "markdown", "json")


def require(name: str) -> str:
    """The name itself. Raises: UnknownFormat."""
    if name not in FORMATS:
        raise UnknownFormat(
            f"There is no format {name[:40]!r} here; there are terminal, markdown and json."
        )
    return name


def render(value: Told, name: str, view: View) -> str:
    """What is to be told, in one of `FORMATS`."""
    if require(name) == "json":
        return dump(value.model_dump(mode="json")) + "\n"
    title, sections = _sections(value)
    if name == "terminal":
        return draw(_terminal(title, sections), view)
    return "\n".join(_markdown(title, sections)) + "\n"


def _sections(value: Told) -> tuple[str, list[Section]]:
    match value:
        case RunSummary():
            title, found = parts.of_run(value)
            return title, with_references(value, found)
        case AuditDiff():
            title, found = parts.of_diff(value)
            return title, with_references(value, found)
        case AuditStatus():
            return parts.of_status(value)
        case ClaimHistory():
            return parts.of_history(value)


def _terminal(title: str, sections: Sequence[Section]) -> Iterator[Line]:
    yield line(title, "bold")
    yield RULE
    for section in sections:
        if section.title:
            yield BLANK
            yield line(f"{section.title} ({section.total:,})", "bold")
        for entry in section.entries:
            if section.title:
                yield BLANK
            yield line(entry.head)
            if entry.quote:
                yield Line(((entry.quote, ""),), 2, ("│ ", "dim"), barred=True)
            for detail in entry.details:
                yield line(detail, "dim", indent=2)
        if section.more:
            yield line(f"and {section.more:,} more", "dim")


def _markdown(title: str, sections: Sequence[Section]) -> Iterator[str]:
    yield f"# {escape.text(title)}"
    for section in sections:
        yield ""
        if section.title:
            yield f"## {escape.text(section.title)} ({section.total:,})"
            yield ""
        for entry in section.entries:
            yield f"- {escape.naming(entry.head, *entry.pages)}"
            if entry.quote:
                yield f"  > {escape.text(entry.quote)}"
                if entry.details:
                    yield ""
            for detail in entry.details:
                yield f"  - {escape.naming(detail, *entry.pages)}"
        if section.more:
            yield f"- and {section.more:,} more"
