"""Reports for tests, from the inside out; all studies in them are invented."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from citecheck.model.accepted import Accepted
from citecheck.model.claim import Claim, Location
from citecheck.model.evidence import Evidence
from citecheck.model.report import (
    CheckedClaim,
    CheckedDocument,
    ExtractedDocument,
    Report,
    Summary,
    ToolInfo,
)
from citecheck.model.search import SourceInfo
from citecheck.model.verdict import Tally
from tests import make

_CLAIM: Final[dict[str, Any]] = {
    "cue": "helps",
    "strength": 3,
    "intervention": make.concept("valerian", "D014631"),
    "condition": make.concept("insomnia", "D007319"),
}
_UNFOUND: Final[dict[str, Any]] = {
    "verdict": "unfound",
    "unchecked": None,
    "disputed": False,
    "certainty": None,
    "why": "No record names both valerian and insomnia.",
    "flags": (),
    "tally": Tally(supports=0, contradicts=0, silent=0, excluded=0),
    "evidence": (),
    "nearest": (),
    "searches": (),
}
_TRIAL: Final[dict[str, Any]] = {
    "title": "Valerian tea for restless nights: a randomized trial",
    "authors": ("Okoro AB", "Lind C", "Marsh D"),
    "journal": "Journal of Imagined Sleep",
    "year": 2021,
    "participants": 84,
    "stance": "supports",
    "weight": 2.025,
    "rationale": ({"section": "CONCLUSIONS", "text": "Valerian tea shortened sleep onset."},),
    "why": "The conclusion states the effect in the claim's direction.",
}


def evidence(pmid: str | None = "90000001", **changes: Any) -> Evidence:
    """What a small trial says for a claim about valerian, unless told otherwise."""
    identity = {"id": pmid or "local-1", "pmid": pmid}
    return make.evidence(**identity | _TRIAL | changes)


def claim(text: str, words: str, **changes: Any) -> Claim:
    """The claim that `words` make in `text`: valerian helps with insomnia."""
    return make.claim(**_place(text, words) | _CLAIM | changes)


def checked(text: str, words: str, **changes: Any) -> CheckedClaim:
    """The same claim, checked: unfound without evidence, unless told otherwise."""
    bare = claim(text, words).model_dump()
    return CheckedClaim.model_validate(bare | _UNFOUND | changes)


def _place(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    before = text[:start].split("\n")
    return {
        "id": f"c{start}",
        "fingerprint": hashlib.sha256(words.encode()).hexdigest()[:16],
        "text": words,
        "start": start,
        "end": start + len(words),
        "location": Location(line=len(before), column=len(before[-1]) + 1),
    }


def _read(text: str) -> dict[str, Any]:
    return {
        "id": "text",
        "title": None,
        "origin": "text",
        "status": "read",
        "reason": None,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
    }


def document(text: str, *claims: CheckedClaim, **changes: Any) -> CheckedDocument:
    """A text that was read, with its claims checked."""
    return CheckedDocument.model_validate(_read(text) | {"claims": claims} | changes)


def extracted(text: str, *claims: Claim, **changes: Any) -> ExtractedDocument:
    """A text that was read, with its claims unchecked."""
    return ExtractedDocument.model_validate(_read(text) | {"claims": claims} | changes)


def report(*documents: CheckedDocument, **changes: Any) -> Report:
    """A report on these documents, its summary counted."""
    claims = [claim for each in documents for claim in each.claims]
    values: dict[str, Any] = {
        "tool": ToolInfo(name="citecheck", version="0"),
        "generated_at": "2026-03-01T12:00:00Z",
        "exit_code": 0,
        "sources": (SourceInfo(kind="file", detail="studies.jsonl", records=82),),
        "judge": ToolInfo(name="rules", version="1"),
        "rules_version": "1",
        "documents": documents,
        "summary": Summary(
            documents=len(documents),
            claims=len(claims),
            supported=sum(claim.verdict == "supported" for claim in claims),
            contradicted=sum(claim.verdict == "contradicted" for claim in claims),
            unfound=sum(claim.verdict == "unfound" for claim in claims),
            unchecked=sum(claim.verdict is None for claim in claims),
            disputed=sum(claim.disputed for claim in claims),
            requests=0,
        ),
    }
    return Report.model_validate(values | changes)


def accepting(*lines: str) -> tuple[Accepted, ...]:
    """What an editor lets stand, each as its line in the settings."""
    return tuple(Accepted.model_validate(line) for line in lines)
