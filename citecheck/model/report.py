"""The report as DESIGN's JSON, `schema_version` "1"."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from citecheck.model.base import Frozen
from citecheck.model.claim import Claim
from citecheck.model.evidence import Evidence
from citecheck.model.search import Search, SourceInfo
from citecheck.model.study import Study
from citecheck.model.verdict import Certainty, Flag, Tally, Unchecked, VerdictWord


class ToolInfo(Frozen):
    name: str
    version: str


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


class Summary(Frozen):
    """Counts over all documents; `requests` counts what went over the network."""

    documents: int
    claims: int
    supported: int
    contradicted: int
    unfound: int
    unchecked: int
    disputed: int
    requests: int


DocumentStatus = Literal["read", "partial", "unreadable"]


class CheckedDocument(Frozen):
    """One document and its claims. `text_sha256` is of the text in UTF-8."""

    id: str
    title: str | None
    origin: str
    status: DocumentStatus
    reason: str | None
    text: str
    text_sha256: str
    claims: tuple[CheckedClaim, ...]
    references: tuple[dict[str, Any], ...] = ()


class Report(Frozen):
    """Everything that a run found; `exit_code` as `citecheck check` ends with it."""

    schema_version: Literal["1"] = "1"
    tool: ToolInfo
    generated_at: str
    exit_code: int
    sources: tuple[SourceInfo, ...]
    judge: ToolInfo
    rules_version: str
    summary: Summary
    documents: tuple[CheckedDocument, ...]


class ExtractedDocument(Frozen):
    """One document and what it claims, before any search."""

    id: str
    title: str | None
    origin: str
    status: DocumentStatus
    reason: str | None
    text: str
    text_sha256: str
    claims: tuple[Claim, ...]
    references: tuple[dict[str, Any], ...] = ()


class SearchListing(Frozen):
    """What was asked about one claim and which studies came back, before any judgement."""

    claim: Claim
    sources: tuple[SourceInfo, ...]
    searches: tuple[Search, ...]
    studies: tuple[Study, ...]
