"""What a run hands to its workers and gets back: plain values that travel between processes."""

from __future__ import annotations

from typing import Literal

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.reference import Difference, Finding, Reference
from citecheck.model.report import CheckedClaim
from citecheck.model.study import Notice, Standing
from citecheck.model.watch import Listed, Validators, Watch


class PageTask(Frozen):
    """One page to read; `validators` and `sha256` are of its last reading, if there was one."""

    page: int
    listed: Listed
    watch: Watch
    validators: Validators | None = None
    sha256: str | None = None


class FoundClaim(Frozen):
    """A claim where it stands, with the words around it in its sentence.

    `ignored` is the reason that a remark in the page gives for letting it stand.
    """

    claim: Claim
    before: str
    after: str
    ignored: str | None = None


class PageRead(Frozen):
    """What came of reading one page.

    `unchanged`: the page, or all that is taken from it, is what it was. `sha256` is of that: the
    text, the title, the remarks that let sentences stand, and the cited works.
    `reason` says why a page is gone, unreadable, or was read in part only. `bare_ignores` counts
    remarks that let nothing stand, for want of a reason or a sentence.
    """

    page: int
    outcome: Literal["read", "unchanged", "gone", "unreadable"]
    reason: str | None = None
    validators: Validators | None = None
    title: str | None = None
    sha256: str | None = None
    claims: tuple[FoundClaim, ...] = ()
    references: tuple[Reference, ...] = ()
    bare_ignores: int = 0


class Spent(Frozen):
    """How many requests one worker's sources have made so far in this run."""

    worker: str
    requests: int


class CheckTask(Frozen):
    """Claims to check together; `allowance` bounds the requests, None is without bound."""

    claims: tuple[Claim, ...]
    allowance: int | None = None


class CheckResult(Frozen):
    """The claims in the order asked; None for one that the allowance did not suffice for."""

    found: tuple[CheckedClaim | None, ...]
    spent: Spent


class ReferenceTask(Frozen):
    """Works to look up together; `allowance` bounds the requests, None is without bound."""

    references: tuple[Reference, ...]
    allowance: int | None = None


class ReferenceFound(Frozen):
    """What became of one reference; `record` is what it leads to, `candidates` are keys."""

    finding: Finding
    why: str
    record: Evidence | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


class ReferenceResult(Frozen):
    """In the order asked; None for one that the allowance did not suffice for."""

    found: tuple[ReferenceFound | None, ...]
    spent: Spent


class LookupTask(Frozen):
    """Studies whose standing is to be looked up, by key; `allowance` bounds the requests."""

    keys: tuple[str, ...]
    allowance: int | None = None


class LookupResult(Frozen):
    """The standing of each study that a source still has.

    `failure` says why there is none; `cut`, that the allowance did not suffice.
    """

    standings: dict[str, Standing]
    spent: Spent
    failure: str | None = None
    cut: bool = False
