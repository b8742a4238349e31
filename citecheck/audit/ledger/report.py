"""What changed, as a report that every format of `citecheck check` can show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from citecheck.audit.ledger.checked_references import references_on_pages
from citecheck.audit.ledger.occurrences import claim_of
from citecheck.audit.ledger.plain import of_json
from citecheck.audit.ledger.tables import (
    ClaimRow,
    EvidenceRow,
    FailureRow,
    OccurrenceRow,
    PageRow,
    SearchRow,
    StudyRow,
    TermRow,
    VerdictRow,
)
from citecheck.documents.assemble import identify
from citecheck.model.claim import Claim, Location
from citecheck.model.document import Document
from citecheck.model.evidence import Evidence
from citecheck.model.reference import CheckedReference
from citecheck.model.report import CheckedClaim, CheckedDocument
from citecheck.model.search import Search
from citecheck.model.verdict import Flag, Tally, Unchecked

MOST_CLAIMS: Final = 1_000
_NOTHING: Final = Tally(supports=0, contradicts=0, silent=0, excluded=0)


def documents_with(
    connection: Connection,
    fingerprints: Collection[str],
    references: Collection[str] = (),
    *,
    most: int = MOST_CLAIMS,
) -> list[CheckedDocument]:
    """The pages that these claims and cited works stand on now, with these alone.

    The ledger is no copy of the site: the text of each document is the sentences around the
    claims and then the references, a paragraph each. Lines and columns are those of the page.
    """
    names = sorted(fingerprints)[:most]
    rows = connection.execute(
        select(
            OccurrenceRow.claim_id,
            OccurrenceRow.text,
            OccurrenceRow.before,
            OccurrenceRow.after,
            OccurrenceRow.line,
            OccurrenceRow.column,
            PageRow.watch,
            PageRow.origin,
            PageRow.title,
            ClaimRow.fingerprint,
            ClaimRow.claim,
        )
        .join(PageRow, PageRow.id == OccurrenceRow.page_id)
        .join(ClaimRow, ClaimRow.id == OccurrenceRow.claim_id)
        .where(ClaimRow.fingerprint.in_(names), OccurrenceRow.until_run.is_(None))
        .order_by(PageRow.watch, PageRow.origin, OccurrenceRow.start)
    ).all()
    judged = checked_claims(
        connection, {row.claim_id: claim_of(row.fingerprint, row.claim) for row in rows}
    )
    pages: dict[tuple[str, str], _Page] = {}
    for row in rows:
        pages.setdefault((row.watch, row.origin), _Page(row.title, [], [])).claims.append(row)
    for each in references_on_pages(connection, sorted(references)[:most]):
        page = pages.setdefault((each.watch, each.origin), _Page(each.title, [], []))
        page.references.append(each.reference)
    return [_document(origin, page, judged) for (_, origin), page in sorted(pages.items())]


class _Page(NamedTuple):
    title: str | None
    claims: list[Any]
    references: list[CheckedReference]


def checked_claims(connection: Connection, claims: Mapping[int, Claim]) -> dict[int, CheckedClaim]:
    """Claims as they are judged now, at no place in particular; a stale verdict carries a flag."""
    verdicts = {
        row["claim_id"]: row
        for row in connection.execute(
            select(VerdictRow.__table__).where(
                VerdictRow.claim_id.in_(list(claims)), VerdictRow.until_run.is_(None)
            )
        ).mappings()
    }
    failures = {
        row.claim_id: row
        for row in connection.execute(
            select(FailureRow.claim_id, FailureRow.reason, FailureRow.detail).where(
                FailureRow.claim_id.in_(list(claims)), FailureRow.until_run.is_(None)
            )
        )
    }
    ids = [row["id"] for row in verdicts.values()]
    evidence, searches = _evidence(connection, ids), _searches(connection, ids)
    found = {}
    for claim, value in claims.items():
        row, failure = verdicts.get(claim), failures.get(claim)
        if row is None:
            why = (failure.reason, failure.detail) if failure else _NOT_YET
            unchecked = Unchecked.model_validate({"reason": why[0], "detail": why[1]})
            found[claim] = CheckedClaim.of(value, unchecked, tally=_NOTHING)
            continue
        flags = [Flag.model_validate(each) for each in of_json(row["flags"], list)]
        if failure is not None:
            flags.append(_stale(row["confirmed_at"], failure.detail))
        found[claim] = CheckedClaim.model_validate(
            dict(value)
            | {
                "verdict": row["verdict"],
                "unchecked": {"reason": row["unchecked"], "detail": row["why"]}
                if row["unchecked"]
                else None,
                "disputed": row["disputed"],
                "certainty": row["certainty"],
                "why": row["why"],
                "flags": flags,
                "tally": of_json(row["tally"], dict),
                "evidence": evidence.get(row["id"], ()),
                "nearest": (),
                "searches": searches.get(row["id"], ()),
            }
        )
    return found


_NOT_YET: Final = ("source-unavailable", "It is due, and was left for the next run.")


def _stale(checked_at: str, failure: str) -> Flag:
    message = f"The verdict is that of {checked_at[:10]}; the last check failed: {failure}"
    return Flag(code="stale", message=message)


def _evidence(connection: Connection, verdicts: Sequence[int]) -> dict[int, list[Evidence]]:
    rows = connection.execute(
        select(EvidenceRow.__table__, StudyRow.value)
        .join(StudyRow, StudyRow.id == EvidenceRow.study_id)
        .where(EvidenceRow.verdict_id.in_(verdicts))
        .order_by(EvidenceRow.verdict_id, EvidenceRow.rank)
    ).mappings()
    said = ("stance", "standing", "weight", "probability", "mixed", "why")
    found: dict[int, list[Evidence]] = {}
    for row in rows:
        values = of_json(row["value"], dict) | {name: row[name] for name in said}
        values["rationale"] = of_json(row["rationale"], list)
        found.setdefault(row["verdict_id"], []).append(Evidence.model_validate(values))
    return found


def _searches(connection: Connection, verdicts: Sequence[int]) -> dict[int, list[Search]]:
    rows = connection.execute(
        select(SearchRow.__table__, TermRow.value)
        .join(TermRow, TermRow.id == SearchRow.term_id)
        .where(SearchRow.verdict_id.in_(verdicts))
        .order_by(SearchRow.verdict_id, SearchRow.rank)
    ).mappings()
    own = ("source", "purpose", "count", "retrieved", "searched_at")
    found: dict[int, list[Search]] = {}
    for row in rows:
        values = of_json(row["value"], dict) | {name: row[name] for name in own}
        found.setdefault(row["verdict_id"], []).append(Search.model_validate(values))
    return found


def _document(origin: str, page: _Page, judged: Mapping[int, CheckedClaim]) -> CheckedDocument:
    text = ""
    claims: list[CheckedClaim] = []
    references: list[CheckedReference] = []
    for number, row in enumerate(page.claims, 1):
        text += "\n\n" if text else ""
        start = len(text) + len(row.before)
        text += row.before + row.text + row.after
        update = {
            "id": f"c{number}",
            "text": row.text,
            "start": start,
            "end": start + len(row.text),
            "location": Location(line=row.line, column=row.column) if row.line else None,
        }
        claims.append(judged[row.claim_id].model_copy(update=update))
    for number, each in enumerate(page.references, 1):
        text += "\n\n" if text else ""
        place = {"id": f"r{number}", "start": len(text), "end": len(text) + len(each.text)}
        references.append(each.model_copy(update=place))
        text += each.text
    document = Document(
        id=identify(origin),
        title=page.title,
        origin=origin,
        text=text,
        blocks=(),
        sentences=(),
        has_lines=False,
    )
    return CheckedDocument.read(document, claims, references)
