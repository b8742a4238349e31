"""The report as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from citecheck.model.claim import Claim
from citecheck.model.report import CheckedClaim, CheckedDocument, Report
from citecheck.report import sarif_references as references
from citecheck.report import wording
from citecheck.report.accepted import reason
from citecheck.report.json import dump
from citecheck.report.safe import visible
from citecheck.report.sarif_place import Placed, artifact, region
from citecheck.report.sarif_rules import SarifLevel, descriptor, index, rules
from citecheck.report.view import View

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
MOST: Final = 25_000
"""Results of one run that GitHub takes; further ones are left out, the mildest first."""
_FINGERPRINT: Final = "citecheckClaim/v1"
_SEVERITY: Final[dict[str, int]] = {"error": 0, "warning": 1, "note": 2}
_LONGEST: Final = 1_000

Result = dict[str, Any]


def render(report: Report, view: View | None = None) -> str:
    """A result for every claim that is contradicted, unfound, disputed or unchecked, and each flag.

    What is supported and carries no flag is no finding; neither is a reference that is resolved
    and stands. A claim that the view names as
    accepted is there, suppressed, with the reason that was given.
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
        "rules": [descriptor(rule) for rule in rules()],
    }


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notes: list[tuple[SarifLevel, str]] = []
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
    if document.status == "unreadable":
        said = f"The document could not be read: {document.reason or 'no reason given'}"
        place = {"physicalLocation": {"artifactLocation": where, "region": {"startLine": 1}}}
        yield _result("unreadable", said) | {"locations": [place], "suppressions": []}
        return
    for claim in document.claims:
        located = _located(where, claim, document.text)
        prints = {"partialFingerprints": {_FINGERPRINT: claim.fingerprint}}
        suppressed = {"suppressions": _suppressions(claim, view)}
        for rule, said in _findings(claim):
            yield _result(rule, said) | located | suppressed | prints
    for each in document.references:
        located = _located(where, each, document.text)
        prints = {"partialFingerprints": {references.FINGERPRINT: references.fingerprint(each)}}
        for rule, said in references.findings(each):
            yield _result(rule, said) | located | {"suppressions": []} | prints


def _located(where: dict[str, str], each: Placed, text: str) -> Result:
    place = {"artifactLocation": where, "region": region(each, text)}
    return {"locations": [{"physicalLocation": place}]}


def _findings(claim: CheckedClaim) -> Iterator[tuple[str, str]]:
    word = wording.outcome(claim)
    if word != "supported":
        yield word, f"{word.capitalize()}: {claim.why} {_quoted(claim)}"
    if claim.disputed:
        yield "disputed", f"{claim.why} {_quoted(claim)}"
    for flag in claim.flags:
        if flag.code != "demonstration-data" and flag.code not in wording.RESTATED:
            yield f"flag/{flag.code}", f"{flag.message} {_quoted(claim)}"


def _quoted(claim: Claim) -> str:
    return f"“{wording.clipped(visible(claim.text), 300)}”"


def _result(rule: str, said: str) -> Result:
    place = index()[rule]
    return {
        "ruleId": rule,
        "ruleIndex": place,
        "level": rules()[place].level,
        "message": {"text": _text(said)},
    }


def _text(said: str) -> str:
    """Plain words: in a SARIF message, brackets could make a link and braces a placeholder."""
    plain = visible(said).translate(_MARKUP)
    return wording.clipped(plain, _LONGEST) or "-"


_MARKUP: Final = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")"})


def _suppressions(claim: CheckedClaim, view: View) -> list[dict[str, str]]:
    why = reason(claim, view)
    if why is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": why}]


def _most_severe(results: list[Result]) -> list[Result]:
    if len(results) <= MOST:
        return results
    order = sorted(range(len(results)), key=lambda n: (_SEVERITY[results[n]["level"]], n))
    return [results[n] for n in sorted(order[:MOST])]
