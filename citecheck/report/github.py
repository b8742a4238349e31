"""The report as workflow commands of GitHub Actions, which become annotations beside the lines.

A runner reads a command from each line of a step's log that begins with `::`. Words from outside
are put on one line here, and the characters that end a property or a command are escaped as
GitHub's toolkit does: percent sign and line ends everywhere, colon and comma in properties too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import reference_words, wording
from citecheck.report.accepted import sentence
from citecheck.report.findings import Found, findings
from citecheck.report.place import extent, file
from citecheck.report.rules import FindingLevel
from citecheck.report.safe import visible
from citecheck.report.view import View

Level = Literal["error", "warning", "notice"]

_LEVELS: Final[dict[FindingLevel, Level]] = {
    "error": "error",
    "warning": "warning",
    "note": "notice",
}
_LONGEST: Final = 1_000
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans(
    {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"},
)


def render(report: Report, view: View | None = None) -> str:
    """An annotation for each finding, errors first, and one that counts the verdicts.

    GitHub shows ten of each level for a step. A finding on a claim that an editor lets stand is a
    notice which says so.
    """
    view = view or View()
    lines = [
        (level, command)
        for document in report.documents
        for level, command in _annotations(document, view)
    ]
    order: tuple[Level, ...] = ("error", "warning", "notice")
    lines.sort(key=lambda each: order.index(each[0]))
    summary = _command("notice", _summary(report), title="citecheck")
    return "\n".join((*(command for _, command in lines), summary)) + "\n"


def _annotations(document: CheckedDocument, view: View) -> Iterator[tuple[Level, str]]:
    for found in findings(document):
        accepted = sentence(found.about, view) if isinstance(found.about, CheckedClaim) else None
        level = "notice" if accepted else _LEVELS[found.rule.level]
        said = f"{found.said} {accepted}" if accepted else found.said
        place = _place(document, found, view)
        yield level, _command(level, said, **place, title=found.rule.short)


def _place(document: CheckedDocument, found: Found, view: View) -> dict[str, object]:
    """The file from the repository's root; columns only within one line, as GitHub takes them."""
    path = file(document.origin, view)
    if path is None or path.is_absolute():
        return {}
    where = extent(found.about, document.text) if found.about else None
    if where is None:
        return {"file": path, "line": 1}
    lines = {"file": path, "line": where.start_line, "endLine": where.end_line}
    if where.start_line != where.end_line:
        return lines
    return lines | {"col": where.start_column, "endColumn": where.end_column}


def _summary(report: Report) -> str:
    if reference_words.alone(report):
        cited = [each for document in report.documents for each in document.references]
        return f"{reference_words.summary(cited)}. {reference_words.NO_ACCUSATION}"
    counts = wording.counts([c for document in report.documents for c in document.claims])
    said = ", ".join(f"{number:,} {word}" for word, number in counts)
    found = f"{reference_words.title(report)}: {said}" if said else reference_words.title(report)
    return f"{found}. {wording.NOT_ADVICE}"


def _command(level: Level, message: str, **properties: object) -> str:
    listed = ",".join(
        f"{name}={visible(str(value)).translate(_PROPERTY)}" for name, value in properties.items()
    )
    said = wording.clipped(visible(message), _LONGEST)
    return f"::{level} {listed}::{said.translate(_DATA)}"
