"""What a dashboard shows of the ledger: a bounded part of it, what is most worth a look first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final, Literal, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
)

from citecheck.audit.ledger.counts import claims_now
from citecheck.audit.ledger.decisions import holding
from citecheck.audit.ledger.tables import (
    ClaimRow,
    DecisionRow,
    FailureRow,
    OccurrenceRow,
    PageRow,
    RunRow,
    VerdictRow,
)
from citecheck.model.audit import Decision, RunSummary
from citecheck.model.verdict import Outcome

State = Literal["holds", "another verdict now", "expired", "withdrawn"]
_CANNOT: Final = ""
"""How `claims_now` calls a claim that cannot be checked."""


class ListedClaim(NamedTuple):
    """A claim on a page now; `checked_at` is when its verdict was last confirmed."""

    id: int
    fingerprint: str
    outcome: Outcome
    disputed: bool
    certainty: str | None
    checked_at: str | None
    failed: bool
    decided: bool
    ignored: bool


class FailedCheck(NamedTuple):
    """A claim whose last check failed: the verdict that is kept, if there ever was one."""

    claim: int
    outcome: Outcome | None
    checked_at: str | None
    since_run: int
    failed_at: str
    reason: str


class MadeDecision(NamedTuple):
    """A decision on a claim of the ledger, and whether it holds."""

    claim: int
    decision: Decision
    state: State
    withdrawn_at: str | None


class ListedPage(NamedTuple):
    """A watched page and how its claims stand; `trouble`: why it was not read, or not whole."""

    watch: str
    origin: str
    title: str | None
    read_at: str | None
    trouble: str | None
    claims: int
    supported: int
    contradicted: int
    unfound: int


class GonePage(NamedTuple):
    """A page that went in some run."""

    watch: str
    origin: str
    run: int
    reason: str | None


def newest_runs(connection: Connection, *, most: int) -> Iterator[RunSummary]:
    """The summaries of finished runs, the newest first, one in memory at a time."""
    rows = connection.execute(
        select(RunRow.summary)
        .where(RunRow.summary.is_not(None))
        .order_by(RunRow.id.desc())
        .limit(most)
        .execution_options(yield_per=1)
    )
    for text in rows.scalars():
        yield RunSummary.model_validate_json(text or "")


def finished_runs(connection: Connection) -> int:
    """How many runs have a summary."""
    query = select(func.count()).select_from(RunRow).where(RunRow.summary.is_not(None))
    return connection.scalar(query) or 0


def worth_a_look(connection: Connection, *, now: str, most: int) -> list[ListedClaim]:
    """Claims on pages: contradicted, disputed, not checked and undecided ones first."""
    each = claims_now(now=now).subquery()
    c = each.c
    is_open = ~or_(c.decided, c.ignored)
    rank = case(
        (and_(c.outcome == "contradicted", is_open), 0),
        (and_(c.disputed, is_open), 1),
        (and_(or_(c.failed, c.outcome.is_(None)), is_open), 2),
        (or_(c.decided, c.ignored), 3),
        (c.outcome == "unfound", 4),
        (c.outcome == _CANNOT, 5),
        else_=6,
    )
    rows = connection.execute(select(each).order_by(rank, c.fingerprint).limit(most))
    return [_listed(row._mapping) for row in rows]


def claims_named(
    connection: Connection, claims: Collection[int], *, now: str
) -> dict[int, ListedClaim]:
    """Those of the claims that stand on pages now."""
    query = claims_now(now=now).where(ClaimRow.id.in_(list(claims)))
    return {row.claim: _listed(row._mapping) for row in connection.execute(query)}


def ids_of(connection: Connection, fingerprints: Collection[str]) -> dict[str, int]:
    """The claims of these fingerprints, also those that are gone."""
    query = select(ClaimRow.fingerprint, ClaimRow.id)
    rows = connection.execute(query.where(ClaimRow.fingerprint.in_(list(fingerprints))))
    return {row.fingerprint: row.id for row in rows}


def pages_by_claim(connection: Connection, claims: Collection[int]) -> dict[int, int]:
    """On how many pages claims stand now."""
    rows = connection.execute(
        select(OccurrenceRow.claim_id, func.count(distinct(OccurrenceRow.page_id)).label("pages"))
        .where(OccurrenceRow.claim_id.in_(list(claims)), OccurrenceRow.until_run.is_(None))
        .group_by(OccurrenceRow.claim_id)
    )
    return {row.claim_id: row.pages for row in rows}


def verdicts_of(connection: Connection, claim: int) -> int:
    """How many verdicts a claim had."""
    query = select(func.count()).select_from(VerdictRow).where(VerdictRow.claim_id == claim)
    return connection.scalar(query) or 0


def failed_checks(connection: Connection, *, most: int) -> tuple[list[FailedCheck], int]:
    """Claims on pages whose last check failed, the oldest verdict first, and how many there are."""
    here = (
        select(OccurrenceRow.id)
        .where(OccurrenceRow.claim_id == FailureRow.claim_id, OccurrenceRow.until_run.is_(None))
        .exists()
    )
    failing = and_(FailureRow.until_run.is_(None), here)
    rows = connection.execute(
        select(
            FailureRow.claim_id,
            VerdictRow.id.label("verdict_id"),
            VerdictRow.verdict,
            VerdictRow.confirmed_at,
            FailureRow.from_run,
            FailureRow.failed_at,
            FailureRow.detail,
        )
        .outerjoin(VerdictRow, _current(VerdictRow.claim_id == FailureRow.claim_id))
        .where(failing)
        .order_by(VerdictRow.id.is_(None), VerdictRow.confirmed_at, FailureRow.claim_id)
        .limit(most)
    )
    found = [
        FailedCheck(
            row.claim_id,
            None if row.verdict_id is None else row.verdict or "unchecked",
            row.confirmed_at,
            row.from_run,
            row.failed_at,
            row.detail,
        )
        for row in rows
    ]
    total = connection.scalar(select(func.count()).select_from(FailureRow).where(failing))
    return found, total or 0


def decisions_made(
    connection: Connection, *, now: str, most: int, claim: int | None = None
) -> tuple[list[MadeDecision], int]:
    """Decisions (on one claim): those that hold first, the newest first; and how many there are."""
    stands = holding(now)
    verdict = func.coalesce(VerdictRow.verdict, "unchecked")
    applies = or_(DecisionRow.on.is_(None), DecisionRow.on == verdict)
    columns = [getattr(DecisionRow, name) for name in Decision.model_fields]
    whose = ClaimRow.id == claim if claim is not None else ClaimRow.id.is_not(None)
    rows = connection.execute(
        select(
            *columns,
            ClaimRow.id.label("claim"),
            DecisionRow.withdrawn_at,
            case((stands, 1), else_=0).label("stands"),
            case((applies, 1), else_=0).label("applies"),
        )
        .join(ClaimRow, ClaimRow.fingerprint == DecisionRow.fingerprint)
        .outerjoin(VerdictRow, _current(VerdictRow.claim_id == ClaimRow.id))
        .where(whose)
        .order_by(case((stands, 0), else_=1), DecisionRow.id.desc())
        .limit(most)
    ).mappings()
    found = [
        MadeDecision(
            row["claim"],
            Decision.model_validate({name: row[name] for name in Decision.model_fields}),
            _state(bool(row["stands"]), bool(row["applies"]), row["withdrawn_at"]),
            row["withdrawn_at"],
        )
        for row in rows
    ]
    count = select(func.count()).select_from(DecisionRow)
    count = count.join(ClaimRow, ClaimRow.fingerprint == DecisionRow.fingerprint).where(whose)
    return found, connection.scalar(count) or 0


def listed_pages(connection: Connection, *, most: int) -> tuple[list[ListedPage], int]:
    """Watched pages, unreadable ones and those with most contradicted claims first; all of them."""
    here = PageRow.gone_run.is_(None)

    def judged(word: str) -> ColumnElement[int]:
        return func.count(case((VerdictRow.verdict == word, 1)))

    contradicted = judged("contradicted")
    rows = connection.execute(
        select(
            PageRow.watch,
            PageRow.origin,
            PageRow.title,
            PageRow.read_at,
            func.coalesce(PageRow.failure, PageRow.partial),
            func.count(OccurrenceRow.id),
            judged("supported"),
            contradicted,
            judged("unfound"),
        )
        .outerjoin(
            OccurrenceRow,
            and_(OccurrenceRow.page_id == PageRow.id, OccurrenceRow.until_run.is_(None)),
        )
        .outerjoin(VerdictRow, _current(VerdictRow.claim_id == OccurrenceRow.claim_id))
        .where(here)
        .group_by(PageRow.id)
        .order_by(PageRow.failure.is_(None), contradicted.desc(), PageRow.watch, PageRow.origin)
        .limit(most)
    )
    total = connection.scalar(select(func.count()).select_from(PageRow).where(here))
    return [ListedPage(*row) for row in rows], total or 0


def pages_gone(connection: Connection, *, most: int) -> tuple[list[GonePage], int]:
    """The pages that went, the last first, and how many there are."""
    gone = PageRow.gone_run.is_not(None)
    rows = connection.execute(
        select(PageRow.watch, PageRow.origin, PageRow.gone_run, PageRow.gone_reason)
        .where(gone)
        .order_by(PageRow.gone_run.desc(), PageRow.watch, PageRow.origin)
        .limit(most)
    )
    total = connection.scalar(select(func.count()).select_from(PageRow).where(gone))
    return [GonePage(row[0], row[1], row[2] or 0, row[3]) for row in rows], total or 0


def verdicts_by_watch(connection: Connection) -> dict[str, Counter[str]]:
    """How the claims of each watch are judged; one on pages of two watches counts in both."""
    pairs = (
        select(PageRow.watch, OccurrenceRow.claim_id)
        .join(OccurrenceRow, OccurrenceRow.page_id == PageRow.id)
        .where(OccurrenceRow.until_run.is_(None))
        .distinct()
        .subquery()
    )
    verdict = func.coalesce(VerdictRow.verdict, "unchecked")
    rows = connection.execute(
        select(pairs.c.watch, verdict.label("outcome"), func.count().label("claims"))
        .outerjoin(VerdictRow, _current(VerdictRow.claim_id == pairs.c.claim_id))
        .group_by(pairs.c.watch, verdict)
    )
    found: dict[str, Counter[str]] = {}
    for row in rows:
        found.setdefault(row.watch, Counter())[row.outcome] = row.claims
    return found


def _current(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """The verdict that holds now."""
    return and_(whose, VerdictRow.until_run.is_(None))


def _state(stands: bool, applies: bool, withdrawn_at: str | None) -> State:
    if withdrawn_at is not None:
        return "withdrawn"
    if not stands:
        return "expired"
    return "holds" if applies else "another verdict now"


def _listed(row: RowMapping) -> ListedClaim:
    return ListedClaim(
        id=row["claim"],
        fingerprint=row["fingerprint"],
        outcome=row["outcome"] or "unchecked",
        disputed=bool(row["disputed"]),
        certainty=row["certainty"],
        checked_at=row["confirmed_at"],
        failed=bool(row["failed"]),
        decided=bool(row["decided"]),
        ignored=bool(row["ignored"]),
    )
