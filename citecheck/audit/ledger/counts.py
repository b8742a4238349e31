"""How many pages and claims there are, by what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, case, exists, func, or_, select

from citecheck.audit.ledger.decisions import holding
from citecheck.audit.ledger.tables import (
    ClaimRow,
    DecisionRow,
    FailureRow,
    OccurrenceRow,
    PageRow,
    VerdictRow,
)
from citecheck.model.audit import PageCounts, PageTrouble, VerdictCounts


def page_counts(connection: Connection, run: int) -> PageCounts:
    """The pages as a run left them; true for the latest run only."""
    here = PageRow.gone_run.is_(None)
    asked = PageRow.asked_run == run
    changed = PageRow.changed_run == run
    readable = and_(here, asked, PageRow.failure.is_(None))
    conditions = {
        "watched": here,
        "asked": asked,
        "read": changed,
        "new": and_(changed, PageRow.first_run == run),
        "changed": and_(changed, PageRow.first_run < run),
        "unchanged": and_(readable, or_(PageRow.changed_run.is_(None), PageRow.changed_run < run)),
        "gone": PageRow.gone_run == run,
        "unreadable": PageRow.failure.is_not(None),
    }
    row = connection.execute(
        select(
            *(func.count(case((condition, 1))).label(n) for n, condition in conditions.items()),
            func.coalesce(func.sum(case((here, PageRow.bare_ignores), else_=0)), 0).label(
                "bare_ignores"
            ),
        )
    ).mappings()
    return PageCounts.model_validate(dict(row.one()))


STANDING: Final = ("outcome", "disputed", "failed", "decided", "ignored")
"""What is counted of a claim; see `claims_now`."""


def verdict_counts(connection: Connection, *, now: str) -> tuple[VerdictCounts, VerdictCounts]:
    """How the claims on pages stand: all of them, and those that are nobody's decision yet."""
    each = claims_now(now=now).subquery()
    columns = [each.c[name] for name in STANDING]
    rows = connection.execute(
        select(*columns, func.count().label("claims")).group_by(*columns)
    ).all()
    groups = [(row._asdict(), row.claims) for row in rows]
    return _counted(groups), _counted(g for g in groups if not (g[0]["decided"] or g[0]["ignored"]))


def claims_now(*, now: str) -> Select[Any]:
    """The claims that stand on pages now, by id and fingerprint, and how each stands.

    `outcome` is "" for one that cannot be checked and null for one without a verdict; `failed`
    says that the last check did; `decided` that a person's decision holds on this very outcome.
    """
    here = and_(OccurrenceRow.claim_id == ClaimRow.id, OccurrenceRow.until_run.is_(None))
    decided = exists().where(
        DecisionRow.fingerprint == ClaimRow.fingerprint,
        holding(now),
        or_(
            DecisionRow.on.is_(None),
            DecisionRow.on == func.coalesce(VerdictRow.verdict, "unchecked"),
        ),
    )
    ignored = ~exists().where(here, OccurrenceRow.ignored.is_(None))
    columns = (
        ClaimRow.id.label("claim"),
        ClaimRow.fingerprint.label("fingerprint"),
        case((VerdictRow.id.is_(None), None), else_=func.coalesce(VerdictRow.verdict, "")).label(
            "outcome"
        ),
        func.coalesce(VerdictRow.disputed, False).label("disputed"),
        VerdictRow.certainty.label("certainty"),
        VerdictRow.confirmed_at.label("confirmed_at"),
        FailureRow.id.is_not(None).label("failed"),
        decided.label("decided"),
        ignored.label("ignored"),
    )
    return (
        select(*columns)
        .select_from(ClaimRow)
        .outerjoin(
            VerdictRow, and_(VerdictRow.claim_id == ClaimRow.id, VerdictRow.until_run.is_(None))
        )
        .outerjoin(
            FailureRow, and_(FailureRow.claim_id == ClaimRow.id, FailureRow.until_run.is_(None))
        )
        .where(exists().where(here))
    )


def _counted(groups: Iterable[tuple[dict[str, object], int]]) -> VerdictCounts:
    found: Counter[str] = Counter()
    for group, claims in groups:
        found[str(group["outcome"]) if group["outcome"] else "unchecked"] += claims
        never = group["outcome"] is None and not (group["failed"] or group["decided"])
        found["waiting"] += claims if never else 0
        found["disputed"] += claims if group["disputed"] else 0
        found["stale"] += claims if group["failed"] and group["outcome"] is not None else 0
        found["decided"] += claims if group["decided"] else 0
        found["ignored"] += claims if group["ignored"] else 0
    return VerdictCounts.model_validate(dict(found))


def claims_on_pages(connection: Connection) -> int:
    """How many claims stand on pages now."""
    here = exists().where(OccurrenceRow.claim_id == ClaimRow.id, OccurrenceRow.until_run.is_(None))
    return connection.scalar(select(func.count()).select_from(ClaimRow).where(here)) or 0


def checked_in(connection: Connection, run: int) -> int:
    """How many claims a run checked, whatever came of it."""
    settled = select(func.count()).where(VerdictRow.confirmed_run == run)
    failed = select(func.count()).where(FailureRow.last_run == run)
    return (connection.scalar(settled) or 0) + (connection.scalar(failed) or 0)


def gone_pages(connection: Connection, run: int, *, most: int) -> list[str]:
    """The pages that went in a run."""
    query = select(PageRow.origin).where(PageRow.gone_run == run).order_by(PageRow.origin)
    return list(connection.execute(query.limit(most)).scalars())


def unreadable_pages(connection: Connection, *, most: int) -> list[PageTrouble]:
    """The pages whose last reading failed."""
    rows = connection.execute(
        select(PageRow.watch, PageRow.origin, PageRow.failure)
        .where(PageRow.failure.is_not(None))
        .order_by(PageRow.watch, PageRow.origin)
        .limit(most)
    )
    return [PageTrouble(watch=w, origin=o, reason=reason or "") for w, o, reason in rows]
