"""What an audit keeps of a claim, and what changed from one run to the next."""

from __future__ import annotations

from typing import Literal

from citecheck.model.base import Frozen
from citecheck.model.evidence import Stance
from citecheck.model.reference import Difference, Finding, needs_a_look
from citecheck.model.study import Notice, Standing
from citecheck.model.verdict import Certainty, Outcome, UncheckedReason

ChangeKind = Literal["new", "changed", "updated", "gone", "unchecked"]
"""`changed`: the verdict moved, or became disputed or undisputed. `updated`: the verdict stands,
but the studies that speak, or their standing, are others. `unchecked`: the check failed, and the
last known verdict is kept."""
MethodPart = Literal["rules", "judge", "source", "limits"]
Reason = Literal["new", "failed", "standing", "rules", "judge", "source", "limits", "age", "asked"]
"""Why a claim is due. `asked`: somebody asked for it by name."""
DecisionVerdict = Literal["accepted", "wrong", "not-a-claim"]
"""`accepted`: the finding is known and stays. `wrong`: citecheck is mistaken. `not-a-claim`: it is
not to be checked at all."""


class Method(Frozen):
    """How verdicts are come by: what makes two of them comparable."""

    rules_version: str
    judge: str
    sources: tuple[str, ...]
    max_studies: int
    published_before: str | None = None


class Speaking(Frozen):
    """A study that counted for or against a claim, or would have but for its standing."""

    key: str
    title: str
    stance: Stance
    standing: Standing
    weight: float


class Standpoint(Frozen):
    """Where a claim stood at the end of a run. `outcome` is None while nobody ever checked it.

    `speaking` has one entry a study. `failure` is set where the last check failed: the outcome is
    then the one of `checked_at`, or None.
    """

    outcome: Outcome | None
    disputed: bool = False
    certainty: Certainty | None = None
    why: str = ""
    checked_at: str | None = None
    method: Method | None = None
    speaking: tuple[Speaking, ...] = ()
    unchecked: UncheckedReason | None = None
    failure: str | None = None


class StudyChange(Frozen):
    """What is different about one study; stances are None where it did not speak."""

    key: str
    title: str
    what: Literal["new", "gone", "standing", "stance"]
    standing: Standing
    before: Stance | None
    after: Stance | None


class Decision(Frozen):
    """What a person decided about a claim; it holds wherever the same claim appears.

    `on` is the outcome that it was taken on: should the verdict change, the change is reported,
    with the decision beside it. `until` is an ISO date, the last day on which it holds.
    """

    fingerprint: str
    verdict: DecisionVerdict
    reason: str
    by: str
    at: str
    until: str | None
    on: Outcome | None


class Change(Frozen):
    """One claim that is not what it was. `pages` names some of the `pages_total` it stands on."""

    kind: ChangeKind
    fingerprint: str
    text: str
    pages: tuple[str, ...]
    pages_total: int
    before: Standpoint | None
    after: Standpoint | None
    studies: tuple[StudyChange, ...] = ()
    method: tuple[MethodPart, ...] = ()
    """What of the method differs: such a change is no change of the evidence."""
    decision: Decision | None = None
    ignored: bool = False
    """Whether remarks in all its pages let the claim stand."""


class RetractedStudy(Frozen):
    """A study whose standing was seen to change, and how many claims lean on it."""

    key: str
    title: str
    before: Standing
    after: Standing
    claims: int


ReferenceChangeKind = Literal["new", "changed", "gone", "unchecked"]
"""`changed`: another finding, another record, or a record of another standing. `unchecked`: the
look-up failed, and the last finding is kept."""


class ReferenceStandpoint(Frozen):
    """How a cited work stood at the end of a run. `finding` is None while nobody looked it up.

    `key` and `title` are of the record; `candidates` are keys. `failure` is set where the last
    look-up failed: the finding is then the one of `checked_at`, or None.
    """

    finding: Finding | None = None
    standing: Standing | None = None
    key: str | None = None
    title: str | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    why: str = ""
    checked_at: str | None = None
    failure: str | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether `--fail-on reference` names it."""
        return needs_a_look(self.finding, self.standing)


class ReferenceChange(Frozen):
    """One reference that is not what it was. `pages` names some of the `pages_total` that cite."""

    kind: ReferenceChangeKind
    fingerprint: str
    text: str
    pages: tuple[str, ...]
    pages_total: int
    before: ReferenceStandpoint | None
    after: ReferenceStandpoint | None


class ReferenceCounts(Frozen):
    """The works that pages cite now, each once, and what a run did with them.

    `look` are mismatched, not found or retracted; `failed` could not be looked up last time.
    """

    cited: int = 0
    resolved: int = 0
    look: int = 0
    failed: int = 0
    checked: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    unchecked: int = 0
    postponed: int = 0


class PageTrouble(Frozen):
    """A page, or a part of a listing, that could not be read."""

    watch: str
    origin: str
    reason: str


class PageCounts(Frozen):
    """Pages of a run: those watched at its end, those that it asked for, and what became of these.

    `read` have a text that the ledger did not know: a new page or a changed one. `unchanged` are
    what they were when they were read last. `gone` went in this run, `unreadable` fail now.
    """

    watched: int = 0
    asked: int = 0
    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    unreadable: int = 0
    bare_ignores: int = 0
    """Remarks that ask to ignore a sentence, and are not heeded for want of a reason."""


class ClaimCounts(Frozen):
    """Claims of a run by what became of them; those checked; those due that the next run gets."""

    checked: int = 0
    new: int = 0
    changed: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    unchecked: int = 0
    postponed: int = 0


class VerdictCounts(Frozen):
    """How the claims that stand on pages now are judged; each claim counts once."""

    supported: int = 0
    contradicted: int = 0
    unfound: int = 0
    unchecked: int = 0
    waiting: int = 0
    """Of the unchecked, those that no check came to yet: of a broken-off run, or postponed."""
    disputed: int = 0
    stale: int = 0
    """Whose last check failed, so that an older verdict is shown."""
    decided: int = 0
    """On which a person's decision holds."""
    ignored: int = 0
    """Which remarks in every page let stand."""


class RunSummary(Frozen):
    """What one run did and what changed. Lists are cut at a bound.

    `omitted` counts the changes of claims that were left out, `omitted_references` those of works.
    """

    schema_version: Literal["1"] = "1"
    run: int
    ledger: str
    baseline: bool
    started_at: str
    finished_at: str | None
    resumed: int
    requests: int
    pages: PageCounts
    claims: ClaimCounts
    verdicts: VerdictCounts
    open: VerdictCounts
    """Only those that nobody decided on and no remark lets stand."""
    changes: tuple[Change, ...]
    references: ReferenceCounts = ReferenceCounts()
    reference_changes: tuple[ReferenceChange, ...] = ()
    """Those that changed, could not be looked up, or are new and worth a look."""
    retracted: tuple[RetractedStudy, ...]
    gone_pages: tuple[str, ...]
    troubles: tuple[PageTrouble, ...]
    notes: tuple[str, ...]
    omitted: int = 0
    omitted_references: int = 0
    exit_code: int = 0


class AuditDiff(Frozen):
    """What changed from the end of one run to the end of another; cut as `RunSummary` is."""

    schema_version: Literal["1"] = "1"
    ledger: str
    since: int
    until: int
    changes: tuple[Change, ...]
    reference_changes: tuple[ReferenceChange, ...] = ()
    retracted: tuple[RetractedStudy, ...]
    omitted: int = 0
    omitted_references: int = 0


class WatchStatus(Frozen):
    """The pages of one watch as the ledger has them."""

    watch: str
    pages: int
    unreadable: int
    oldest_read_at: str | None


class Unfinished(Frozen):
    """A run that was broken off: where, and how much its stage has left."""

    run: int
    stage: str
    started_at: str
    left: int


class AuditStatus(Frozen):
    """How the ledger stands. `last` is the newest run that was finished."""

    schema_version: Literal["1"] = "1"
    ledger: str
    format: str
    runs: int
    last: RunSummary | None
    unfinished: Unfinished | None
    watches: tuple[WatchStatus, ...]
    verdicts: VerdictCounts
    open: VerdictCounts
    decisions: tuple[Decision, ...]
    troubles: tuple[PageTrouble, ...]


class HistoryEntry(Frozen):
    """One verdict of a claim, for as long as it held, and what was different from the one before.

    `until_run` is None for the verdict that holds now; `confirmed_at` is its last check.
    """

    from_run: int
    until_run: int | None
    checked_at: str
    confirmed_at: str
    reason: Reason
    standpoint: Standpoint
    studies: tuple[StudyChange, ...]
    method: tuple[MethodPart, ...]


class PastDecision(Decision):
    """A decision that was made, also one that holds no longer."""

    withdrawn_at: str | None


class Place(Frozen):
    """Where a claim stands. `line` and `column` are those of a file that has lines."""

    watch: str
    origin: str
    line: int | None
    column: int | None
    text: str
    ignored: str | None


class ClaimHistory(Frozen):
    """All that the ledger knows of a claim, the newest first.

    `gone_run` is set where no page has it any more: the run that found so.
    """

    schema_version: Literal["1"] = "1"
    ledger: str
    fingerprint: str
    text: str
    first_run: int
    gone_run: int | None
    places: tuple[Place, ...]
    places_total: int
    failure: str | None
    entries: tuple[HistoryEntry, ...]
    decisions: tuple[PastDecision, ...]
