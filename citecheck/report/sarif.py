"""The report as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import wording
from citecheck.report.accepted import reason
from citecheck.report.findings import findings
from citecheck.report.json import dump
from citecheck.report.place import artifact, region
from citecheck.report.reference_findings import fingerprint
from citecheck.report.rules import FindingLevel, Rule, index, rules
from citecheck.report.safe import visible
from citecheck.report.view import View

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
MOST: Final = 25_000
"""Results of one run that GitHub takes; further ones are left out, the mildest first."""
_CLAIM: Final = "citecheckClaim/v1"
_REFERENCE: Final = "citecheckReference/v1"
_SEVERITY: Final[dict[str, int]] = {"error": 0, "warning": 1, "note": 2}
_LONGEST: Final = 1_000

Result = dict[str, Any]


def render(report: Report, view: View | None = None) -> str:
    """A result for every finding.

    One on a claim that the view names as accepted is suppressed, with the reason that was given.
    """
    view = view or View()
    results = [result for document in report.documents for result in _results(document, view)]
    kept = _most_severe(results)
    run = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The root of the repository."}}},
        "invocations": [_invocation(report, len(results) - len(kept))],
        "artifacts": [{"location": artifact(each.origin, view)} for each in report.documents],
        "results": kept,
        "properties": {
            "rulesVersion": report.rules_version,
            "judge": report.judge.model_dump() if report.judge else None,
        },
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


def _driver(report: Report) -> dict[str, Any]:
    return {
        "name": visible(report.tool.name) or "citecheck",
        "version": visible(report.tool.version),
        "rules": [_descriptor(rule) for rule in rules()],
    }


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notes: list[tuple[FindingLevel, str]] = []
    warning = wording.demonstration(report)
    if warning:
        notes.append(("warning", warning))
    if left_out:
        notes.append(("warning", f"{left_out:,} milder results are left out of {MOST:,} allowed."))
    unread = any(document.status == "unreadable" for document in report.documents)
    return {
        "executionSuccessful": report.exit_code in (0, 1),
        "exitCode": report.exit_code,
        "endTimeUtc": report.generated_at,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": _text(said)}} for level, said in notes
        ],
        "properties": {"allDocumentsRead": not unread},
    }


def _results(document: CheckedDocument, view: View) -> Iterator[Result]:
    where = artifact(document.origin, view)
    for rule, said, about in findings(document):
        place = {"startLine": 1} if about is None else region(about, document.text)
        physical = {"artifactLocation": where, "region": place}
        yield {
            "ruleId": rule.id,
            "ruleIndex": index()[rule.id],
            "level": rule.level,
            "message": {"text": _text(said)},
            "locations": [{"physicalLocation": physical}],
            "suppressions": _suppressions(about, view),
        } | _prints(about)


def _prints(about: CheckedClaim | CheckedReference | None) -> Result:
    match about:
        case None:
            return {}
        case CheckedClaim():
            return {"partialFingerprints": {_CLAIM: about.fingerprint}}
        case _:
            return {"partialFingerprints": {_REFERENCE: fingerprint(about)}}


def _text(said: str) -> str:
    """Plain words: in a SARIF message, brackets could make a link and braces a placeholder."""
    plain = visible(said).translate(_MARKUP)
    return wording.clipped(plain, _LONGEST) or "-"


_MARKUP: Final = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})


def _suppressions(
    about: CheckedClaim | CheckedReference | None, view: View
) -> list[dict[str, str]]:
    why = reason(about, view) if isinstance(about, CheckedClaim) else None
    if why is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": why}]


def _descriptor(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.short}."},
        "fullDescription": {"text": rule.full},
        "help": {"text": f"{rule.full} {wording.NOT_ADVICE}"},
        "defaultConfiguration": {"level": rule.level},
        "properties": {"tags": ["health", "evidence"], "precision": "medium"},
    }


def _most_severe(results: list[Result]) -> list[Result]:
    if len(results) <= MOST:
        return results
    order = sorted(range(len(results)), key=lambda n: (_SEVERITY[results[n]["level"]], n))
    return [results[n] for n in sorted(order[:MOST])]
