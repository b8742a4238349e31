"""The tables of the ledger, at the newest version of its format.

Times are UTC in ISO 8601 to the second, so that they sort as text and read the same in every
database. What is true of a span of runs has `from_run` and `until_run`: it holds from the one
until before the other, or until now where `until_run` is null; so that any past run can be asked
what it saw. Values that nobody searches by are JSON of the model's own.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from citecheck.audit.ledger.plain import PackedText, PlainText

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name of its own: migrations must be able to speak of it."""


class Table(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {str: PlainText}  # noqa: RUF012 - as SQLAlchemy asks for it


class Checked:
    """When and how a row was found, and for how long it holds. A later check that finds the same
    confirms it; `content` is a digest of all that was found."""

    from_run: Mapped[int]
    until_run: Mapped[int | None]
    confirmed_run: Mapped[int]
    checked_at: Mapped[str]
    confirmed_at: Mapped[str]
    method_id: Mapped[int] = mapped_column(ForeignKey("methods.id"))
    reason: Mapped[str]
    """Why it was due."""
    why: Mapped[str]
    content: Mapped[str]


class RunRow(Table):
    """One run; `stage` is where it is, `done` at its end. `summary` is a `RunSummary`."""

    __tablename__ = "runs"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[str]
    finished_at: Mapped[str | None]
    stage: Mapped[str]
    baseline: Mapped[bool]
    resumed: Mapped[int] = mapped_column(default=0)
    requests: Mapped[int] = mapped_column(default=0)
    tool_version: Mapped[str]
    troubles: Mapped[str] = mapped_column(default="[]")
    """What of the listing could not be had, as `PageTrouble`s."""
    notes: Mapped[str] = mapped_column(default="[]")
    """What failed in a stage that is done, a sentence each."""
    summary: Mapped[str | None]


class WorkRow(Table):
    """What the run under way has still to do, in order; done work leaves with its result."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str]
    subject: Mapped[int]
    """The page, study or claim by its id."""
    reason: Mapped[str]

    __table_args__ = (Index(None, "stage", "id"),)


class PageRow(Table):
    """One page of one watch, and what its last reading left.

    `asked_run` is the last run that asked for it, whatever came of that; `failure` is set while
    the last reading failed; `gone_run` while the page is gone.
    """

    __tablename__ = "pages"

    id: Mapped[int] = mapped_column(primary_key=True)
    watch: Mapped[str]
    origin: Mapped[str]
    listed_by: Mapped[str]
    modified: Mapped[str | None]
    listed_run: Mapped[int]
    first_run: Mapped[int]
    title: Mapped[str | None]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    content: Mapped[str | None]
    sha256: Mapped[str | None]
    partial: Mapped[str | None]
    tool_version: Mapped[str | None]
    read_at: Mapped[str | None]
    asked_run: Mapped[int | None]
    changed_run: Mapped[int | None]
    failure: Mapped[str | None]
    failed_run: Mapped[int | None]
    gone_run: Mapped[int | None]
    gone_reason: Mapped[str | None]
    bare_ignores: Mapped[int] = mapped_column(default=0)
    """Remarks that ask to ignore a sentence and give no reason, so that nothing is ignored."""

    __table_args__ = (
        UniqueConstraint("watch", "origin"),
        Index(None, "gone_run"),
        Index(None, "asked_run"),
    )


class ClaimRow(Table):
    """A claim by its fingerprint, wherever it stands.

    `claim` is the model's value as the first page in order (`from_origin`, `from_start`) has it,
    so that it does not depend on which page was read first.
    """

    __tablename__ = "claims"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    claim: Mapped[str]
    from_origin: Mapped[str]
    from_start: Mapped[int]
    first_run: Mapped[int]


class OccurrenceRow(Table):
    """A claim on a page. `nth` counts the same claim on one page; `start` is an offset there.

    `before` and `after` are the words around it in its sentence: the ledger is no copy of the
    site. `ignored` is the reason that a remark in the page gives for letting it stand.
    """

    __tablename__ = "occurrences"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    nth: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    line: Mapped[int | None]
    column: Mapped[int | None]
    text: Mapped[str]
    before: Mapped[str]
    after: Mapped[str]
    context: Mapped[str]
    ignored: Mapped[str | None]
    from_run: Mapped[int]
    until_run: Mapped[int | None]

    __table_args__ = (
        Index(None, "page_id", "until_run"),
        Index(None, "claim_id", "until_run"),
        Index(None, "from_run"),
        Index(None, "until_run"),
    )


class MethodRow(Table):
    """How verdicts were come by; `value` is a `Method`."""

    __tablename__ = "methods"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(unique=True)


class VerdictRow(Checked, Table):
    """What a check of a claim found.

    `verdict` is null where the claim cannot be checked, for the reason in `unchecked`; a check
    that failed is a `FailureRow`, never a verdict.
    """

    __tablename__ = "verdicts"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    verdict: Mapped[str | None]
    unchecked: Mapped[str | None]
    disputed: Mapped[bool]
    certainty: Mapped[str | None]
    flags: Mapped[str]
    tally: Mapped[str]

    __table_args__ = (
        Index(None, "claim_id", "until_run"),
        Index(None, "from_run"),
        Index(None, "confirmed_run"),
    )


class StudyRow(Table):
    """A study that was evidence for some claim, with its standing as it was last seen."""

    __tablename__ = "studies"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    standing: Mapped[str]
    seen_run: Mapped[int]
    value: Mapped[str]
    """The record's part of an `Evidence`."""


class StandingRow(Table):
    """The standing of a study changed; seen in this run."""

    __tablename__ = "standings"

    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"), primary_key=True)
    run: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[str]
    after: Mapped[str]


class EvidenceRow(Table):
    """What one study said of a claim in one verdict, by rank; standing and weight as they were."""

    __tablename__ = "evidence"

    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdicts.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("studies.id"))
    stance: Mapped[str]
    standing: Mapped[str]
    weight: Mapped[float]
    probability: Mapped[float]
    mixed: Mapped[bool]
    rationale: Mapped[str]
    why: Mapped[str]

    __table_args__ = (Index(None, "study_id"),)


class TermRow(Table):
    """What a source was asked, once however often; `value` has term, translation and address."""

    __tablename__ = "terms"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str] = mapped_column(PackedText)


class SearchRow(Table):
    """The receipt of one search of a verdict, in the order in which they were made."""

    __tablename__ = "searches"

    verdict_id: Mapped[int] = mapped_column(ForeignKey("verdicts.id"), primary_key=True)
    rank: Mapped[int] = mapped_column(primary_key=True)
    term_id: Mapped[int] = mapped_column(ForeignKey("terms.id"))
    source: Mapped[str]
    purpose: Mapped[str]
    count: Mapped[int]
    retrieved: Mapped[int]
    searched_at: Mapped[str]


class FailureRow(Table):
    """A check of a claim that failed in one run, until a later one cleared it."""

    __tablename__ = "failures"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claims.id"))
    from_run: Mapped[int]
    until_run: Mapped[int | None]
    last_run: Mapped[int]
    failed_at: Mapped[str]
    reason: Mapped[str]
    detail: Mapped[str]

    __table_args__ = (Index(None, "claim_id", "until_run"), Index(None, "last_run"))


class ReferenceRow(Table):
    """A work as pages cite it, wherever they do; `value` is a `Reference` at no place.

    `failure` is set while the last look-up failed; a finding from before is kept.
    """

    __tablename__ = "cited_works"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]
    first_run: Mapped[int]
    failure: Mapped[str | None]
    failed_run: Mapped[int | None] = mapped_column(index=True)


class CitationRow(Table):
    """A page cites a work; `start` is where it first does."""

    __tablename__ = "citations"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("pages.id"))
    reference_id: Mapped[int] = mapped_column(ForeignKey("cited_works.id"))
    start: Mapped[int]
    end: Mapped[int]
    from_run: Mapped[int]
    until_run: Mapped[int | None]

    __table_args__ = (
        Index(None, "page_id", "until_run"),
        Index(None, "reference_id", "until_run"),
        Index(None, "from_run"),
        Index(None, "until_run"),
    )


class FindingRow(Checked, Table):
    """What became of a reference; `candidates` are keys of studies."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference_id: Mapped[int] = mapped_column(ForeignKey("cited_works.id"))
    finding: Mapped[str]
    study_id: Mapped[int | None] = mapped_column(ForeignKey("studies.id"))
    standing: Mapped[str | None]
    differences: Mapped[str]
    candidates: Mapped[str]
    notices: Mapped[str]

    __table_args__ = (
        Index(None, "reference_id", "until_run"),
        Index(None, "from_run"),
        Index(None, "confirmed_run"),
        Index(None, "study_id"),
    )


class DecisionRow(Table):
    """What a person decided about a claim; the newest that was not withdrawn holds."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(index=True)
    verdict: Mapped[str]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[str]
    until: Mapped[str | None]
    on: Mapped[str | None]
    withdrawn_at: Mapped[str | None]
