"""What is to be said of the works that pages cite, in sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from citecheck.audit.show.alike import SHOWN, grouped
from citecheck.audit.show.parts import Entry, Section, section
from citecheck.model.audit import (
    AuditDiff,
    ReferenceChange,
    ReferenceChangeKind,
    ReferenceCounts,
    ReferenceStandpoint,
    RunSummary,
)
from citecheck.report.wording import clipped, plural

_TITLES: Final[dict[ReferenceChangeKind, str]] = {
    "changed": "References: changed",
    "new": "References: new, and worth a look",
    "unchecked": "References: could not be looked up",
}


def line_of(counts: ReferenceCounts) -> str:
    """How the works that pages cite stand, in one line."""
    failed = f", {counts.failed:,} not to be looked up now" if counts.failed else ""
    return (
        f"References: {counts.cited:,} on pages, {counts.checked:,} looked up; {counts.new:,} new, "
        f"{counts.changed:,} changed, {counts.gone:,} gone, {counts.postponed:,} postponed. "
        f"{counts.resolved:,} resolved, {counts.look:,} worth a look{failed}."
    )


def sections(changes: Sequence[ReferenceChange]) -> Iterator[Section]:
    """What became of them, by kind; nothing of a kind that there is none of."""
    for kind, title in _TITLES.items():
        entries = _of_kind(changes, kind)
        if entries:
            yield section(title, entries)


def entries_of(changes: Sequence[ReferenceChange]) -> list[Entry]:
    """What became of them, one after another, what changed first."""
    return [entry for kind in _TITLES for entry in _of_kind(changes, kind)]


def _of_kind(changes: Sequence[ReferenceChange], kind: ReferenceChangeKind) -> list[Entry]:
    same = [each for each in changes if each.kind == kind]
    if kind == "unchecked":
        return [_failed(group) for group in grouped(same, _failure)]
    return [_changed(each) for each in same]


def with_references(value: RunSummary | AuditDiff, others: Sequence[Section]) -> list[Section]:
    """The sections of a run or of a comparison of runs, with those on references behind them."""
    own = list(sections(value.reference_changes))
    if value.omitted_references:
        more = f"{plural(value.omitted_references, 'more reference')} in the ledger."
        own.append(Section("", (Entry(more),)))
    if isinstance(value, AuditDiff):
        nothing_else = not (value.changes or value.retracted)
        return own if own and nothing_else else [*others, *own]
    facts, *rest = others
    entries = (*facts.entries, Entry(line_of(value.references))) if value.references.cited else ()
    return [facts._replace(entries=entries or facts.entries), *rest, *own]


def _failure(change: ReferenceChange) -> tuple[str, str | None]:
    return _said(change.after), change.after.failure if change.after else None


def _failed(changes: Sequence[ReferenceChange]) -> Entry:
    """Look-ups that failed alike: all with the same finding kept, for the same reason."""
    if len(changes) == 1:
        return _changed(changes[0])
    said, reason = _failure(changes[0])
    told = [clipped(each.text, 120) for each in changes[:SHOWN]]
    left = f"and {len(changes) - SHOWN:,} more"
    head = f"{said}: {plural(len(changes), 'reference')}"
    return Entry(head, "", (reason or "", *told, left), len(changes))


def _changed(change: ReferenceChange) -> Entry:
    before, after = change.before, change.after
    head = _said(after)
    if change.kind == "changed":
        head = f"{_said(before)} → {head}"
    details = []
    if after is not None:
        if after.failure:
            age = f" The finding is that of {after.checked_at}." if after.checked_at else ""
            details.append(f"{after.failure}{age}")
        details += [after.why, *(f"{note.kind}: {note.text}" for note in after.notices)]
        if after.key:
            details.append(f"{after.key}: {clipped(after.title or '', 120)}")
    more = change.pages_total - len(change.pages)
    details.append(", ".join(change.pages) + (f" and {more:,} more" if more > 0 else ""))
    return Entry(head, clipped(change.text, 300), tuple(each for each in details if each))


def _said(standpoint: ReferenceStandpoint | None) -> str:
    """ "resolved, retracted"."""
    if standpoint is None or standpoint.finding is None:
        return "not looked up"
    beside = standpoint.standing if standpoint.standing != "current" else None
    return f"{standpoint.finding}, {beside}" if beside else standpoint.finding
