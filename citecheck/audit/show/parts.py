"""What is to be said of an audit, in sections, whoever shows them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from citecheck.audit.show.alike import SHOWN, grouped, unread
from citecheck.model.audit import (
    AuditDiff,
    AuditStatus,
    Change,
    ChangeKind,
    ClaimHistory,
    Decision,
    HistoryEntry,
    PageTrouble,
    RetractedStudy,
    RunSummary,
    Standpoint,
    StudyChange,
    VerdictCounts,
)
from citecheck.report.wording import SIGNS, clipped, plural

LISTED: Final = 50
"""Entries of one section that are read; the JSON has more, the ledger all."""
_TITLES: Final[dict[ChangeKind, str]] = {
    "changed": "Changed",
    "new": "New",
    "updated": "Same verdict, other studies",
    "gone": "Gone",
    "unchecked": "Could not be checked",
}
_METHOD: Final = {
    "rules": "the verdict rules",
    "judge": "the judge",
    "source": "the source of studies",
    "limits": "the limits of the search",
}
NOT_CHECKED: Final = "not checked"


class Entry(NamedTuple):
    """One thing, and what is to be said of it, a line each. `quote` is words of a page.

    `things` says of how many that are alike it speaks; `pages` are those that it names.
    """

    head: str
    quote: str = ""
    details: tuple[str, ...] = ()
    things: int = 1
    pages: tuple[str, ...] = ()


class Section(NamedTuple):
    """A title and its entries; `more` things were left out."""

    title: str
    entries: tuple[Entry, ...]
    more: int = 0

    @property
    def total(self) -> int:
        """How many things it is about."""
        return sum(entry.things for entry in self.entries) + self.more


def of_run(summary: RunSummary) -> tuple[str, list[Section]]:
    """The title and the sections of a run."""
    pages, claims = summary.pages, summary.claims
    facts = [
        f"Pages: {pages.watched:,} watched, {pages.asked:,} asked for, {pages.read:,} read "
        f"({pages.new:,} new, {pages.changed:,} changed), {pages.unchanged:,} unchanged, "
        f"{pages.gone:,} gone, {pages.unreadable:,} unreadable.",
        f"Claims: {claims.checked:,} checked; {claims.new:,} new, {claims.changed:,} changed, "
        f"{claims.updated:,} with other studies, {claims.unchanged:,} unchanged, "
        f"{claims.gone:,} gone, {claims.unchecked:,} not to be checked now, "
        f"{claims.postponed:,} postponed.",
        _standing(summary.verdicts, summary.open),
        f"{plural(summary.requests, 'request')} to the sources of studies.",
    ]
    if summary.baseline:
        facts.append("This run is the baseline: nothing in it is reported as new.")
    if summary.resumed:
        facts.append(f"It was broken off and gone on with {plural(summary.resumed, 'time')}.")
    if pages.bare_ignores:
        facts.append(
            f"{plural(pages.bare_ignores, 'remark')} to ignore a sentence not heeded, for want of "
            "a reason or of a sentence."
        )
    sections = [Section("", tuple(Entry(fact) for fact in (*facts, *summary.notes)))]
    sections += [*_changes(summary.changes), *_retracted(summary.retracted)]
    sections.append(
        section("Pages gone", [Entry(page, pages=(page,)) for page in summary.gone_pages])
    )
    sections.append(section("Not read", _unread(summary.troubles)))
    if summary.omitted:
        sections.append(Section("", (Entry(f"{summary.omitted:,} more changes in the ledger."),)))
    title = f"Run {summary.run} of {summary.started_at[:16].replace('T', ' ')} UTC"
    return title, [each for each in sections if each.entries]


def of_diff(diff: AuditDiff) -> tuple[str, list[Section]]:
    """The title and the sections of a comparison of runs."""
    sections = [*_changes(diff.changes), *_retracted(diff.retracted)]
    found = [each for each in sections if each.entries]
    if diff.omitted:
        found.append(Section("", (Entry(f"{diff.omitted:,} more changes in the ledger."),)))
    return f"From run {diff.since} to run {diff.until}", found or [
        Section("", (Entry("Nothing changed."),))
    ]


def of_status(status: AuditStatus) -> tuple[str, list[Section]]:
    """The title and the sections of a ledger's state."""
    facts = [f"Format {status.format}; {plural(status.runs, 'run')}."]
    if status.last:
        facts.append(f"Last run: {status.last.run}, finished {status.last.finished_at}.")
    if status.unfinished:
        left = status.unfinished
        facts.append(
            f"Run {left.run} of {left.started_at} was broken off at {left.stage}, with "
            f"{left.left:,} left; citecheck audit run goes on with it."
        )
    facts.append(_standing(status.verdicts, status.open))
    watches = [
        Entry(
            f"{each.watch}: {plural(each.pages, 'page')}",
            "",
            (f"{each.unreadable:,} unreadable; read since {each.oldest_read_at or 'never'}.",),
        )
        for each in status.watches
    ]
    sections = [
        Section("", tuple(map(Entry, facts))),
        section("Watched", watches),
        section("Decisions", [_decided(each) for each in status.decisions]),
        section("Not read", _unread(status.troubles)),
    ]
    return status.ledger, [each for each in sections if each.entries]


def of_history(history: ClaimHistory) -> tuple[str, list[Section]]:
    """The title and the sections of one claim's history."""
    places = [
        Entry(
            each.origin + (f", line {each.line}" if each.line else ""),
            "",
            (f"Let stand by a remark: {each.ignored}",) if each.ignored else (),
            pages=(each.origin,),
        )
        for each in history.places
    ]
    now = [Entry(f"First seen in run {history.first_run}.", history.text)]
    if history.failure:
        now.append(Entry("The last check failed.", "", (history.failure,)))
    decisions = [_decided(each, withdrawn=each.withdrawn_at) for each in history.decisions]
    sections = [
        Section("", tuple(now)),
        section("Verdicts", [_past(each, history.gone_run) for each in history.entries]),
        section("Decisions", decisions),
        section("Stands on", places, beyond=history.places_total - len(places)),
    ]
    return f"Claim {history.fingerprint}", [each for each in sections if each.entries]


def verdict_of(standpoint: Standpoint | None) -> str:
    """ "✗ contradicted (low certainty, disputed)"."""
    if standpoint is None or standpoint.outcome is None:
        return NOT_CHECKED
    return f"{SIGNS[standpoint.outcome]} {verdict_words(standpoint)}"


def verdict_words(standpoint: Standpoint | None) -> str:
    """ "contradicted (low certainty, disputed)"."""
    if standpoint is None or standpoint.outcome is None:
        return NOT_CHECKED
    beside = [f"{standpoint.certainty} certainty"] if standpoint.certainty else []
    beside += ["disputed"] if standpoint.disputed else []
    beside += [standpoint.unchecked] if standpoint.unchecked else []
    return f"{standpoint.outcome} ({', '.join(beside)})" if beside else standpoint.outcome


def _changes(changes: Sequence[Change]) -> Iterator[Section]:
    """By kind; what the method moved stands apart from what the evidence moved."""
    for kind, title in _TITLES.items():
        same = [change for change in changes if change.kind == kind]
        evidence = [change for change in same if not change.method]
        if kind == "unchecked":
            yield section(title, [_failed(group) for group in grouped(evidence, _failure)])
        else:
            yield section(title, [_changed(change) for change in evidence])
        method = [_changed(change) for change in same if change.method]
        yield section(f"{title}, since citecheck judges otherwise", method)


def _failure(change: Change) -> tuple[str, str | None]:
    return verdict_of(change.after), change.after.failure if change.after else None


def _failed(changes: Sequence[Change]) -> Entry:
    """Checks that failed alike: all with the same verdict kept, for the same reason."""
    if len(changes) == 1:
        return _changed(changes[0])
    verdict, reason = _failure(changes[0])
    told = [f"{each.fingerprint} · {clipped(each.text, 120)}" for each in changes[:SHOWN]]
    left = f"and {len(changes) - SHOWN:,} more"
    head = f"{verdict}: {plural(len(changes), 'claim')}"
    return Entry(head, "", (reason or "", *told, left), len(changes))


def _unread(troubles: Sequence[PageTrouble]) -> list[Entry]:
    return [
        Entry(
            each.head,
            "",
            tuple(filter(None, (each.reason, each.some))),
            len(each.troubles),
            tuple(trouble.origin for trouble in each.troubles[:SHOWN]),
        )
        for each in unread(troubles)
    ]


def _changed(change: Change) -> Entry:
    before, after = verdict_of(change.before), verdict_of(change.after)
    heads = {"changed": f"{before} → {after}", "gone": f"was {before}", "new": after}
    head = heads.get(change.kind, after)
    details = (*because(change), f"{change.fingerprint} · {where(change)}")
    return Entry(head, change.text, details, pages=change.pages)


def because(change: Change) -> tuple[str, ...]:
    """What is to be said of a change beside the verdicts, the words and the pages."""
    details = []
    if change.after and change.kind != "gone":
        if change.after.failure:
            details.append(f"{change.after.failure} {_age(change.after)}".strip())
        details.append(change.after.why)
    details += differing(change)
    if change.decision:
        details.append(decided(change.decision))
    if change.ignored:
        details.append("Let stand by a remark in the page.")
    return tuple(each for each in details if each)


def differing(change: Change | HistoryEntry) -> list[str]:
    """What of the method and of the studies differs."""
    parts = " and ".join(_METHOD[part] for part in change.method)
    method = [f"Another than before: {parts}."] if parts else []
    return [*method, *map(_study, change.studies)]


def where(change: Change) -> str:
    """The pages that a changed claim is on."""
    more = change.pages_total - len(change.pages)
    return ", ".join(change.pages) + (f" and {more:,} more" if more > 0 else "")


def _age(standpoint: Standpoint) -> str:
    return f"The verdict is that of {standpoint.checked_at}." if standpoint.checked_at else ""


def _study(change: StudyChange) -> str:
    what = {
        "new": f"speaks now ({change.after})",
        "gone": f"speaks no more ({change.before})",
        "standing": f"now {change.standing}",
        "stance": f"{change.before} → {change.after}",
    }[change.what]
    beside = "" if change.what == "standing" or change.standing == "current" else change.standing
    return f"{change.key}: {what}{', ' + beside if beside else ''}. {clipped(change.title, 120)}"


def _retracted(studies: Sequence[RetractedStudy]) -> Iterator[Section]:
    entries = [
        Entry(
            f"{each.key}: {each.before} → {each.after}",
            "",
            (each.title, f"{plural(each.claims, 'claim')} with it among the evidence."),
        )
        for each in studies
    ]
    yield section("Studies whose standing changed", entries)


def lasted(entry: HistoryEntry, gone_run: int | None) -> str:
    """How long a verdict held; `gone_run` is that of its claim."""
    if entry.until_run:
        return f"until run {entry.until_run}"
    return f"until the claim went in run {gone_run}" if gone_run else "to this day"


def _past(entry: HistoryEntry, gone_run: int | None) -> Entry:
    details = [
        entry.standpoint.why,
        f"Checked {entry.checked_at} ({entry.reason}), last confirmed {entry.confirmed_at}.",
    ]
    details += differing(entry)
    until = lasted(entry, gone_run)
    head = f"{verdict_of(entry.standpoint)}, from run {entry.from_run} {until}"
    return Entry(head, "", tuple(details))


def _decided(decision: Decision, withdrawn: str | None = None) -> Entry:
    beside = (f"Withdrawn {withdrawn}.",) if withdrawn else ()
    return Entry(decision.fingerprint, "", (decided(decision), *beside))


def decided(decision: Decision) -> str:
    """Who decided what, when, how long and why."""
    until = f", until {decision.until}" if decision.until else ""
    on = f" when it was {decision.on}" if decision.on else ""
    return (
        f"Decided {decision.verdict}{on} by {decision.by} on {decision.at[:10]}{until}: "
        f"{decision.reason}"
    )


def _standing(every: VerdictCounts, still_open: VerdictCounts) -> str:
    parts = [
        f"{getattr(every, word):,} {word}"
        for word in ("supported", "contradicted", "unfound", "unchecked", "disputed")
    ]
    said = f"Now on pages: {', '.join(parts)}."
    if every.waiting:
        said += f" Of the unchecked, {every.waiting:,} not reached yet."
    if every.stale:
        said += f" {every.stale:,} with an older verdict, since the last check failed."
    known = every.contradicted - still_open.contradicted
    if known:
        said += f" Of the contradicted, {known:,} decided on or let stand."
    return said


def section(title: str, entries: Sequence[Entry], beyond: int = 0) -> Section:
    """A section of at most `LISTED` entries; `beyond` things are not even among them."""
    left = sum(entry.things for entry in entries[LISTED:])
    return Section(title, tuple(entries[:LISTED]), left + max(0, beyond))
