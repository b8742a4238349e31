"""The stages in order: claims -> queries -> studies -> evidence -> verdict.

    extract     the document's claims
    _search     each claim's evidence searches, narrow first
    pool.read   the records of all claims, in one call for each source
    _judge      evidence for and against; a verdict, or why there is none
    _explain    for an unfound claim: counts that show why, and the nearest studies

A source that fails leaves its claim unchecked, with the reason; the others go on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import SourceError, UncheckableClaim
from citecheck.evidence.assess import Reader, assess, nearby
from citecheck.model.claim import Claim
from citecheck.model.document import Document, Unreadable
from citecheck.model.event import Event, OnEvent, ignore
from citecheck.model.evidence import Evidence, StanceJudge
from citecheck.model.report import CheckedClaim, CheckedDocument, SearchListing
from citecheck.model.search import Search
from citecheck.model.settings import Settings
from citecheck.model.verdict import Counts, Tally, Unchecked, Verdict
from citecheck.queries.build import QueryPlan, plan
from citecheck.studies.pool import StudyPool
from citecheck.verdict.conclude import Findings, cannot_check, conclude, weighed

SEARCH_THREADS = 8
"""Enough to keep a source busy that allows ten requests a second."""


class Run(NamedTuple):
    """What every stage of a run needs: sources, judge, lexicon, settings, listener."""

    pool: StudyPool
    judge: StanceJudge
    lexicon: Lexicon
    settings: Settings
    on_event: OnEvent = ignore


class _Searched(NamedTuple):
    claim: Claim
    plan: QueryPlan | None = None
    receipts: tuple[Search, ...] = ()
    handles: tuple[tuple[int, str], ...] = ()
    all_read: bool = True
    unchecked: Unchecked | None = None


def check_document(document: Document, run: Run) -> CheckedDocument:
    """One document with its claims checked."""
    claims = extract(document, run.lexicon)
    run.on_event(Event(stage="extracted", document=document.id, done=0, total=len(claims)))
    return check_claims(document, claims, run)


def check_claims(document: Document, claims: Sequence[Claim], run: Run) -> CheckedDocument:
    """The given claims of a document checked, in their order."""
    with ThreadPoolExecutor(SEARCH_THREADS) as threads:
        searched = list(threads.map(lambda claim: _search(claim, run), claims))
    searched = _read_records(searched, run)
    run.on_event(Event(stage="searched", document=document.id, done=len(claims), total=len(claims)))
    reader = Reader(run.lexicon)
    checked = []
    for number, item in enumerate(searched, 1):
        checked.append(_judge(item, reader, run))
        run.on_event(Event(stage="judged", document=document.id, done=number, total=len(claims)))
    return as_read(document, checked)


def search_only(claim: Claim, run: Run) -> SearchListing:
    """What is asked about a claim and which studies come back, before any judgement.

    Raises: SourceError if a source fails, UncheckableClaim if there is nothing to search.
    """
    stop = cannot_check(claim)
    if stop is not None:
        raise UncheckableClaim(stop.detail)
    receipts, handles, _ = _ask(plan(claim, run.lexicon, run.settings), run)
    run.pool.read(handles)
    studies, _ = run.pool.studies(handles)
    sources = tuple(source.info for source in run.pool.sources)
    return SearchListing(claim=claim, sources=sources, searches=receipts, studies=studies)


def as_read(document: Document, claims: Sequence[CheckedClaim] = ()) -> CheckedDocument:
    """The report's entry for a document that was read."""
    return CheckedDocument(
        id=document.id,
        title=document.title,
        origin=document.origin,
        status="partial" if document.partial else "read",
        reason=document.partial,
        text=document.text,
        text_sha256=_sha256(document.text),
        claims=tuple(claims),
    )


def unreadable(document: Unreadable) -> CheckedDocument:
    """The report's entry for a document that could not be read."""
    return CheckedDocument(
        id=document.id,
        title=None,
        origin=document.origin,
        status="unreadable",
        reason=document.reason,
        text="",
        text_sha256=_sha256(""),
        claims=(),
    )


def _search(claim: Claim, run: Run) -> _Searched:
    unchecked = cannot_check(claim)
    if unchecked is not None:
        return _Searched(claim, unchecked=unchecked)
    todo = plan(claim, run.lexicon, run.settings)
    try:
        receipts, handles, all_read = _ask(todo, run)
    except SourceError as error:
        return _Searched(claim, todo, unchecked=_failed(error))
    return _Searched(claim, todo, receipts, handles, all_read)


def _ask(todo: QueryPlan, run: Run) -> tuple[tuple[Search, ...], tuple[tuple[int, str], ...], bool]:
    """Receipts, handles by rank, and whether every match of the widest search was read."""
    receipts: list[Search] = []
    handles: list[tuple[int, str]] = []
    all_read = False
    for planned in todo.evidence:
        answer = run.pool.ask(planned.query, limit=planned.limit, purpose=planned.purpose)
        receipts += answer.receipts
        handles += answer.handles
        all_read = all(r.count <= planned.limit for r in answer.receipts)
        if not all_read:
            break
    return tuple(receipts), tuple(dict.fromkeys(handles)), all_read


def _read_records(searched: Sequence[_Searched], run: Run) -> list[_Searched]:
    """Fetch all records at once; if that fails, claim by claim, to know whom it hits."""
    try:
        run.pool.read(handle for item in searched for handle in item.handles)
        return list(searched)
    except SourceError:
        return [_read_own(item, run) for item in searched]


def _read_own(item: _Searched, run: Run) -> _Searched:
    try:
        run.pool.read(item.handles)
    except SourceError as error:
        return item._replace(unchecked=_failed(error))
    return item


def _judge(item: _Searched, reader: Reader, run: Run) -> CheckedClaim:
    claim = item.claim
    if item.unchecked is not None or item.plan is None:
        return _checked(claim, item.unchecked, item.receipts)
    studies, missing = run.pool.studies(item.handles)
    assessment = assess(claim, studies, run.judge, reader)
    evidence = weighed(claim, assessment.evidence)
    findings = Findings(
        evidence=evidence,
        missing=missing,
        unjudged=len(assessment.unjudged),
        all_read=item.all_read,
        demonstration=any(source.info.demonstration for source in run.pool.sources),
    )
    outcome = conclude(claim, findings)
    receipts, nearest = item.receipts, tuple[Evidence, ...]()
    if isinstance(outcome, Verdict) and outcome.verdict == "unfound":
        counts, receipts, nearest = _explain(item, item.plan, reader, run)
        outcome = conclude(claim, findings.model_copy(update={"counts": counts}))
    return _checked(claim, outcome, receipts, evidence, nearest)


def _explain(
    item: _Searched, todo: QueryPlan, reader: Reader, run: Run
) -> tuple[Counts, tuple[Search, ...], tuple[Evidence, ...]]:
    """How many records name what, and the nearest studies.

    These only illustrate a search that worked: where one of them fails, what came before
    is kept and the verdict stands.
    """
    receipts = list(item.receipts)
    counted: dict[str, int] = {}
    handles: list[tuple[int, str]] = []
    try:
        for probe in todo.probes:
            answer = run.pool.ask(probe.query, limit=0, purpose=probe.purpose)
            receipts += answer.receipts
            counted[_COUNT_FIELDS[probe.purpose]] = answer.count
        for near in todo.nearest:
            answer = run.pool.ask(near.query, limit=near.limit, purpose=near.purpose)
            receipts += answer.receipts
            handles += answer.handles
        run.pool.read(handles)
    except SourceError:
        handles = []
    studies, _ = run.pool.studies(handles)
    return Counts(**counted), tuple(receipts), nearby(item.claim, studies, reader)


_COUNT_FIELDS = {
    "count-intervention": "intervention",
    "count-condition": "condition",
    "count-both": "both",
    "count-type": "claimed_type",
}


def _checked(
    claim: Claim,
    outcome: Verdict | Unchecked | None,
    searches: tuple[Search, ...],
    evidence: tuple[Evidence, ...] = (),
    nearest: tuple[Evidence, ...] = (),
) -> CheckedClaim:
    verdict = outcome if isinstance(outcome, Verdict) else None
    unchecked = outcome if isinstance(outcome, Unchecked) else None
    return CheckedClaim(
        **dict(claim),
        verdict=verdict.verdict if verdict else None,
        unchecked=unchecked,
        disputed=verdict.disputed if verdict else False,
        certainty=verdict.certainty if verdict else None,
        why=verdict.why if verdict else (unchecked.detail if unchecked else ""),
        flags=verdict.flags if verdict else (),
        tally=verdict.tally if verdict else Tally(supports=0, contradicts=0, silent=0, excluded=0),
        evidence=evidence,
        nearest=nearest,
        searches=searches,
    )


def _failed(error: SourceError) -> Unchecked:
    return Unchecked.model_validate({"reason": error.reason, "detail": str(error)})


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
