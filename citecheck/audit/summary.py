"""What a run did and what changed, from what it left in the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection

from citecheck.audit.ledger import cited, counts, past, runs, studies
from citecheck.audit.ledger.runs import Run
from citecheck.model.audit import (
    Change,
    ClaimCounts,
    ReferenceChange,
    ReferenceCounts,
    RunSummary,
)
from citecheck.model.verdict import Outcome

MOST_LISTED: Final = 1_000
"""Changes, pages and studies that a summary names, of each; the ledger has all of them."""


def summarise(
    connection: Connection,
    run: Run,
    *,
    name: str,
    now: str,
    requests: int,
    stopped: Sequence[str],
    fail_on: Sequence[str],
) -> RunSummary:
    """The summary of a run whose stages are done. `stopped` says why work was left to the next."""
    kept: list[Change] = []
    kinds: Counter[str] = Counter()
    news: Counter[Outcome | str] = Counter()
    for change in _changes(connection, run, now):
        kinds[change.kind] += 1
        news.update(findings(change))
        if len(kept) < MOST_LISTED:
            kept.append(change)
    works = _references(connection, run)
    news["reference"] = works.news
    postponed = runs.left(connection, "checking")
    every, still_open = counts.verdict_counts(connection, now=now)
    here = counts.claims_on_pages(connection)
    moved = sum(n for kind, n in kinds.items() if kind != "gone")
    pages = counts.page_counts(connection, run.number)
    troubles = runs.troubles(connection, run)
    failures = runs.notes(connection, run)
    summary = RunSummary(
        run=run.number,
        ledger=name,
        baseline=run.baseline,
        started_at=run.started_at,
        finished_at=now,
        resumed=run.resumed,
        requests=requests,
        pages=pages,
        claims=ClaimCounts(
            checked=counts.checked_in(connection, run.number),
            unchanged=max(0, here - moved - postponed),
            postponed=postponed,
            **kinds,
        ),
        verdicts=every,
        open=still_open,
        changes=tuple(kept),
        references=works.counts,
        reference_changes=tuple(works.told),
        retracted=tuple(
            studies.standing_changes(connection, run.number - 1, run.number, most=MOST_LISTED)
        ),
        gone_pages=tuple(counts.gone_pages(connection, run.number, most=MOST_LISTED)),
        troubles=(*troubles, *counts.unreadable_pages(connection, most=MOST_LISTED)),
        notes=(*failures, *stopped),
        omitted=sum(kinds.values()) - len(kept),
        omitted_references=works.omitted,
    )
    failed = bool(failures or troubles or pages.unreadable) or any_failed(summary)
    standing = still_open.model_dump() | {"reference": works.counts.look}
    return summary.model_copy(
        update={"exit_code": exit_code(fail_on, news, standing, failed=failed)}
    )


def _changes(connection: Connection, run: Run, now: str) -> Iterator[Change]:
    """What a run changed; nothing where it is the one that all others are held against."""
    if not run.baseline:
        yield from past.changes(connection, run.number - 1, run.number, now=now)


class _Works(NamedTuple):
    """How cited works stand, what of that is to be told and how much more there is, and how many
    of all are news."""

    counts: ReferenceCounts
    told: list[ReferenceChange]
    omitted: int
    news: int


def _references(connection: Connection, run: Run) -> _Works:
    kinds: Counter[str] = Counter()
    told: list[ReferenceChange] = []
    worth = news = 0
    found = iter(()) if run.baseline else cited.changes(connection, run.number - 1, run.number)
    for change in found:
        kinds[change.kind] += 1
        if cited.worth_telling(change):
            worth += 1
            news += _is_news(change)
            if len(told) < MOST_LISTED:
                told.append(change)
    postponed = runs.left(connection, "references")
    counted = cited.reference_counts(connection, run.number)
    counts = counted.model_copy(update={"postponed": postponed, **kinds})
    return _Works(counts, told, worth - len(told), news)


def _is_news(change: ReferenceChange) -> bool:
    """What `--fail-on new-reference` names: worth a look, and not so before."""
    before, after = change.before, change.after
    if change.kind not in ("new", "changed") or after is None or not after.needs_a_look:
        return False
    return before is None or not before.needs_a_look


def any_failed(summary: RunSummary) -> bool:
    """Whether the last check of any claim, or of any reference, failed."""
    claims = summary.claims.unchecked > 0 or summary.verdicts.stale > 0
    return claims or summary.references.failed > 0


def findings(change: Change) -> tuple[str, ...]:
    """What `--fail-on new-...` may name in a change: what the claim was not before, and is now.

    A claim that somebody decided on is no news, as long as the verdict is that of the decision.
    """
    after, before = change.after, change.before
    if change.kind not in ("new", "changed") or after is None:
        return ()
    decision = change.decision
    if change.ignored or (decision and decision.on in (None, after.outcome)):
        return ()
    found = [after.outcome] if before is None or before.outcome != after.outcome else []
    if after.disputed and not (before and before.disputed):
        found.append("disputed")  # type: ignore[arg-type]
    return tuple(each for each in found if each)


def exit_code(
    fail_on: Sequence[str], news: Mapping[str, int], standing: Mapping[str, int], *, failed: bool
) -> int:
    """1 for anything that `fail_on` names, else 3 where something failed, else 0."""
    for word in fail_on:
        new = word.removeprefix("new-")
        if news.get(new, 0) if new != word else standing.get(word, 0):
            return 1
    return 3 if failed else 0
