"""The first page: how the ledger stands, how it came to that, and what needs a person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

from sqlalchemy import URL, Connection

from citecheck.audit.dashboard.picture_time import Plot, Point, days_since, plot
from citecheck.audit.ledger import look, overview
from citecheck.audit.ledger.claims import claims_of
from citecheck.audit.ledger.overview import FailedCheck, GonePage, MadeDecision
from citecheck.audit.show.alike import Unread, unread
from citecheck.audit.show.parts import Entry
from citecheck.audit.show.references import entries_of, line_of
from citecheck.model.audit import AuditStatus, Change, ChangeKind, RetractedStudy, RunSummary
from citecheck.model.verdict import Outcome
from citecheck.report.context import restored
from citecheck.report.wording import OUTCOMES, SIGNS

RUNS: Final = 180
"""Runs that are drawn: half a year of nights."""
CHANGES: Final = 100
LISTED: Final = 100
"""Entries of any other list of the first page."""
_FIRST: Final[tuple[ChangeKind, ...]] = ("changed", "new", "updated", "gone", "unchecked")


class Numbers(NamedTuple):
    """What one run counted, without its changes."""

    run: RunSummary
    changed: int


class Late(NamedTuple):
    """What changed in one run; `more` were left out."""

    run: RunSummary
    changes: tuple[Change, ...]
    more: int


class LateReferences(NamedTuple):
    """What became in one run of the works that pages cite; `more` were left out."""

    run: RunSummary
    changes: tuple[Entry, ...]
    more: int


class Kept(NamedTuple):
    """A claim whose last check failed, with its words and how old the kept verdict is."""

    check: FailedCheck
    fingerprint: str
    text: str
    days: int | None


class Decided(NamedTuple):
    """A decision with the words of its claim."""

    made: MadeDecision
    text: str


class WatchRow(NamedTuple):
    """One watch: its pages, how many cannot be read, and how its claims are judged."""

    name: str
    pages: int
    unreadable: int
    oldest_read_at: str | None
    outcomes: tuple[tuple[Outcome, int], ...]


class Front(NamedTuple):
    """All that the first page shows; `more_...` count what was left out of a list."""

    name: str
    now: str
    status: AuditStatus
    counts: tuple[tuple[Outcome, str, int], ...]
    age_days: int | None
    watches: tuple[WatchRow, ...]
    more_watches: int
    runs: tuple[Numbers, ...]
    more_runs: int
    plots: tuple[Plot, ...]
    late: tuple[Late, ...]
    references: str
    late_references: tuple[LateReferences, ...]
    failed: tuple[Kept, ...]
    more_failed: int
    decisions: tuple[Decided, ...]
    more_decisions: int
    troubles: tuple[Unread, ...]
    more_troubles: int
    retracted: tuple[RetractedStudy, ...]
    gone: tuple[GonePage, ...]
    more_gone: int

    @property
    def mentioned(self) -> tuple[str, ...]:
        """The fingerprints of the claims that it speaks of, each once."""
        names = [change.fingerprint for each in self.late for change in each.changes]
        names += [each.fingerprint for each in self.failed]
        names += [each.made.decision.fingerprint for each in self.decisions]
        return tuple(dict.fromkeys(names))


def front(connection: Connection, url: URL, *, now: str) -> Front:
    """The first page of the ledger at this address."""
    name = public_name(url)
    status = look.status_of(connection, name, now=now)
    runs, late, late_references, retracted = _runs(connection)
    failed, failing = overview.failed_checks(connection, most=LISTED)
    made, decisions = overview.decisions_made(connection, now=now, most=LISTED)
    words = claims_of(connection, {each.claim for each in failed} | {each.claim for each in made})
    gone, went = overview.pages_gone(connection, most=LISTED)
    last = status.last
    troubles = unread(dict.fromkeys((*(last.troubles if last else ()), *status.troubles)))
    return Front(
        name=name,
        now=now,
        status=status,
        counts=tuple((word, SIGNS[word], getattr(status.verdicts, word)) for word in OUTCOMES),
        age_days=days_since(last.finished_at, now) if last else None,
        watches=tuple(_watches(connection, status)[:LISTED]),
        more_watches=max(0, len(status.watches) - LISTED),
        runs=tuple(runs),
        more_runs=overview.finished_runs(connection) - len(runs),
        plots=_plots(runs),
        late=tuple(late),
        references=line_of(last.references) if last and last.references.cited else "",
        late_references=tuple(late_references),
        failed=tuple(
            Kept(
                each,
                words[each.claim].fingerprint,
                restored(words[each.claim].text),
                days_since(each.checked_at, now),
            )
            for each in failed
        ),
        more_failed=failing - len(failed),
        decisions=tuple(Decided(each, restored(words[each.claim].text)) for each in made),
        more_decisions=decisions - len(made),
        troubles=tuple(troubles)[:LISTED],
        more_troubles=sum(len(each.troubles) for each in troubles[LISTED:]),
        retracted=tuple(retracted[:LISTED]),
        gone=tuple(gone),
        more_gone=went - len(gone),
    )


def public_name(url: URL) -> str:
    """What to call a ledger where anybody may read: neither folder, server nor user."""
    return PurePath(url.database or "").name or "ledger"


def _runs(
    connection: Connection,
) -> tuple[list[Numbers], list[Late], list[LateReferences], list[RetractedStudy]]:
    """The runs to draw, the oldest first; what changed in the newest, of claims and of cited works;
    studies that moved in them.

    A run's list of changes is let go as soon as it was looked at.
    """
    numbers: list[Numbers] = []
    late: list[Late] = []
    retracted: list[RetractedStudy] = []
    cited: list[LateReferences] = []
    room = room_cited = CHANGES
    for summary in overview.newest_runs(connection, most=RUNS):
        total = len(summary.changes) + summary.omitted
        bare = summary.model_copy(
            update={
                "changes": (),
                "reference_changes": (),
                "retracted": (),
                "gone_pages": (),
                "troubles": (),
            }
        )
        numbers.append(Numbers(bare, total))
        if total and room > 0 and not summary.baseline:
            shown = tuple(sorted(summary.changes, key=_worth))[:room]
            late.append(Late(bare, shown, total - len(shown)))
            room -= len(shown)
        if summary.reference_changes and room_cited > 0:
            named = entries_of(summary.reference_changes)
            total = sum(each.things for each in named) + summary.omitted_references
            cut = tuple(named[:room_cited])
            cited.append(LateReferences(bare, cut, total - sum(each.things for each in cut)))
            room_cited -= len(cut)
        if len(retracted) < LISTED:
            retracted += summary.retracted
    return numbers[::-1], late, cited, retracted


def _worth(change: Change) -> tuple[int, bool]:
    """What a person should see first: what moved, and of that what is contradicted."""
    after = change.after.outcome if change.after else None
    return _FIRST.index(change.kind), after != "contradicted"


def _watches(connection: Connection, status: AuditStatus) -> list[WatchRow]:
    judged = defaultdict(Counter[str], overview.verdicts_by_watch(connection))
    return [
        WatchRow(
            each.watch,
            each.pages,
            each.unreadable,
            each.oldest_read_at,
            tuple((word, judged[each.watch][word]) for word in OUTCOMES),
        )
        for each in status.watches
    ]


_Read = Callable[[Numbers], int]
_LINES: Final[Sequence[tuple[str, str, _Read]]] = (
    ("Contradicted", "contradicted", lambda each: each.run.verdicts.contradicted),
    ("Supported", "supported", lambda each: each.run.verdicts.supported),
    ("Unfound", "unfound", lambda each: each.run.verdicts.unfound),
    ("Unchecked", "unchecked", lambda each: each.run.verdicts.unchecked),
    ("Disputed", "plain", lambda each: each.run.verdicts.disputed),
    ("Older verdicts kept", "plain", lambda each: each.run.verdicts.stale),
)
_BARS: Final[Sequence[tuple[str, str, _Read]]] = (
    ("Changes in each run", "plain", lambda each: each.changed),
    ("Pages that could not be read", "plain", lambda each: each.run.pages.unreadable),
)


def _plots(runs: Collection[Numbers]) -> tuple[Plot, ...]:
    made = []
    for bars, plotted in ((False, _LINES), (True, _BARS)):
        for name, kind, read in plotted:
            points = [Point(each.run.started_at, each.run.run, read(each)) for each in runs]
            made.append(plot(name, kind, points, bars=bars))
    return tuple(each for each in made if each)
