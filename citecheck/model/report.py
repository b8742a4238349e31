"""The report as DESIGN's JSON, `schema_version` "1"."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Literal, Self

from pydantic import model_validator

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.cost import JudgeCost
from citecheck.model.document import Document, Unreadable
from citecheck.model.evidence import Evidence
from citecheck.model.reference import CheckedReference, ExtractedReference
from citecheck.model.search import Search, SharedSearch, SourceInfo
from citecheck.model.study import Study
from citecheck.model.verdict import Certainty, Flag, Tally, Unchecked, Verdict, VerdictWord


class ToolInfo(Frozen):
    name: str
    version: str


class Limits(Frozen):
    """What a run was told that another has to be told to find the same.

    `published_before` is an ISO date, None where studies of any date were read.
    """

    max_studies: int
    published_before: str | None = None


class CheckedClaim(Claim):
    """A claim with its verdict, or with the reason why it has none."""

    verdict: VerdictWord | None
    unchecked: Unchecked | None
    disputed: bool
    certainty: Certainty | None
    why: str
    flags: tuple[Flag, ...]
    tally: Tally
    evidence: tuple[Evidence, ...]
    nearest: tuple[Evidence, ...]
    searches: tuple[Search, ...]

    @model_validator(mode="after")
    def _verdict_or_reason(self) -> Self:
        if (self.verdict is None) == (self.unchecked is None):
            raise ValueError("a claim has either a verdict or the reason why it is unchecked")
        if self.certainty is not None and self.verdict in (None, "unfound"):
            raise ValueError("only a supported or contradicted claim has a certainty")
        return self

    @classmethod
    def of(
        cls,
        claim: Claim,
        outcome: Verdict | Unchecked,
        *,
        tally: Tally,
        evidence: tuple[Evidence, ...] = (),
        nearest: tuple[Evidence, ...] = (),
        searches: tuple[Search, ...] = (),
        beside: tuple[Flag, ...] = (),
    ) -> CheckedClaim:
        """The claim with what became of it; `beside` are flags that no verdict depends on."""
        found = outcome if isinstance(outcome, Verdict) else None
        return cls(
            **dict(claim),
            verdict=found.verdict if found else None,
            unchecked=outcome if isinstance(outcome, Unchecked) else None,
            disputed=found.disputed if found else False,
            certainty=found.certainty if found else None,
            why=outcome.why if isinstance(outcome, Verdict) else outcome.detail,
            flags=(*(found.flags if found else ()), *beside),
            tally=tally,
            evidence=evidence,
            nearest=nearest,
            searches=searches,
        )


class Summary(Frozen):
    """Counts over all documents; `requests` counts those to the sources of studies."""

    documents: int
    claims: int
    supported: int
    contradicted: int
    unfound: int
    unchecked: int
    disputed: int
    requests: int


DocumentStatus = Literal["read", "partial", "unreadable"]


class DocumentEntry(Frozen):
    """A document as it was read, or why it was not. `text_sha256` is of the text in UTF-8."""

    id: str
    title: str | None
    origin: str
    status: DocumentStatus
    reason: str | None
    text: str
    text_sha256: str


class CheckedDocument(DocumentEntry):
    """One document and its claims.

    `searches` are those made for its references, each once: one request looks for many.
    """

    claims: tuple[CheckedClaim, ...]
    references: tuple[CheckedReference, ...] = ()
    searches: tuple[SharedSearch, ...] = ()

    @classmethod
    def read(
        cls,
        document: Document,
        claims: Sequence[CheckedClaim] = (),
        references: Sequence[CheckedReference] = (),
        searches: Sequence[SharedSearch] = (),
    ) -> CheckedDocument:
        """The entry of a document that was read."""
        return cls(
            **_entry(document),
            claims=tuple(claims),
            references=tuple(references),
            searches=tuple(searches),
        )

    @classmethod
    def unread(cls, document: Unreadable) -> CheckedDocument:
        """The entry of a document that could not be read."""
        return cls(**_entry(document), claims=())


class Report(Frozen):
    """Everything that a run found; `exit_code` as its command ends with it.

    `judge` is None where references alone were checked: no claim was judged. `judge_cost` is
    None for a judge that asks no server. `limits` is None in reports of before they were kept.
    """

    schema_version: Literal["1"] = "1"
    tool: ToolInfo
    generated_at: str
    exit_code: int
    sources: tuple[SourceInfo, ...]
    judge: ToolInfo | None
    judge_cost: JudgeCost | None = None
    rules_version: str
    limits: Limits | None = None
    summary: Summary
    documents: tuple[CheckedDocument, ...]


class ExtractedDocument(DocumentEntry):
    """One document, what it claims and what it cites, before any search.

    `searches` is empty, and there because every document of a report has them.
    """

    claims: tuple[Claim, ...]
    references: tuple[ExtractedReference, ...] = ()
    searches: tuple[SharedSearch, ...] = ()

    @classmethod
    def of(
        cls,
        document: Document | Unreadable,
        claims: Sequence[Claim] = (),
        references: Sequence[ExtractedReference] = (),
    ) -> ExtractedDocument:
        """The entry of a document, which has neither claims nor references if it was not read."""
        return cls(**_entry(document), claims=tuple(claims), references=tuple(references))


class SearchListing(Frozen):
    """What was asked about one claim and which studies came back, before any judgement."""

    claim: Claim
    sources: tuple[SourceInfo, ...]
    searches: tuple[Search, ...]
    studies: tuple[Study, ...]


def _entry(document: Document | Unreadable) -> dict[str, Any]:
    """The fields of a `DocumentEntry`."""
    known: dict[str, Any] = {"id": document.id, "origin": document.origin}
    if isinstance(document, Unreadable):
        known |= {"title": None, "status": "unreadable", "reason": document.reason, "text": ""}
    else:
        status = "partial" if document.partial else "read"
        known |= {"title": document.title, "status": status, "reason": document.partial}
        known |= {"text": document.text}
    digest = hashlib.sha256(known["text"].encode("utf-8", "surrogatepass"))
    return known | {"text_sha256": digest.hexdigest()}
