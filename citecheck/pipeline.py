"""The stages in order: claims -> references -> queries -> studies -> evidence -> verdict.

    extract     the document's claims
    cited_works the works that it cites, looked up; a claim is judged against those it cites first
    _search     each claim's evidence searches, narrow first
    _read       the records of all claims, in one call for each source
    _judge      evidence for and against; a verdict, or why there is none
    _explain    for the unfound claims: counts that show why, and the nearest studies

A source that fails leaves its claim unchecked, with the reason; the others go on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import MappingProxyType
from typing import NamedTuple

from citecheck.citations import cited_works, reported, works_of
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import Lexicon
from citecheck.errors import SourceError, UncheckableClaim
from citecheck.evidence.assess import Reader, assess, nearby
from citecheck.model.claim import Claim
from citecheck.model.collector import collector_paused
from citecheck.model.document import Document
from citecheck.model.event import Event, OnEvent, ignore
from citecheck.model.evidence import StanceJudge
from citecheck.model.interrupt import until_interrupted
from citecheck.model.report import CheckedClaim, CheckedDocument, SearchListing
from citecheck.model.search import Handles, QueryPlan, Search
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.model.verdict import Unchecked, Verdict
from citecheck.queries.build import plan
from citecheck.quotation import quotation
from citecheck.studies.ask import ask, explain
from citecheck.studies.pool import StudyPool
from citecheck.verdict.conclude import Basis, cannot_check, conclude
from citecheck.verdict.weigh import tally, weighed

SEARCH_THREADS = 8
"""Enough to keep a source busy that allows ten requests a second."""


class Run(NamedTuple):
    """What every stage of a run needs: sources, judge, lexicon, settings, listener."""

    pool: StudyPool
    judge: StanceJudge
    lexicon: Lexicon
    settings: Settings
    on_event: OnEvent = ignore


class _Case(NamedTuple):
    """One claim on its way through the stages; `outcome` is set once it is settled."""

    claim: Claim
    plan: QueryPlan | None = None
    outcome: Verdict | Unchecked | None = None
    searches: tuple[Search, ...] = ()
    handles: Handles = ()
    basis: Basis = Basis(evidence=())
    nearest: Handles = ()
    cited: tuple[Study, ...] = ()
    """The studies that the text gives for the claim."""


def check_document(document: Document, run: Run) -> CheckedDocument:
    """One document with its claims checked."""
    with collector_paused():
        claims = extract(document, run.lexicon)
    run.on_event(Event(stage="extracted", document=document.id, done=0, total=len(claims)))
    return check_claims(document, claims, run)


def check_references(document: Document, run: Run) -> CheckedDocument:
    """One document with the works that it cites looked up, and no claim judged."""
    works = cited_works(document, run.pool)
    claims = extract(document, run.lexicon) if works else []
    found = reported(document, claims, works, Reader(run.lexicon))
    return CheckedDocument.read(document, (), found.references, found.searches)


def check_claims(document: Document, claims: Sequence[Claim], run: Run) -> CheckedDocument:
    """The given claims of a document checked, in their order, and the works that it cites."""
    works = cited_works(document, run.pool)
    cited = works_of(document, claims, works)
    checked = settle(claims, run, cited=cited, name=document.id)
    found = reported(document, claims, works, Reader(run.lexicon))
    return CheckedDocument.read(document, checked, found.references, found.searches)


def settle(
    claims: Sequence[Claim],
    run: Run,
    *,
    cited: Mapping[str, tuple[Study, ...]] = MappingProxyType({}),
    name: str = "claims",
) -> tuple[CheckedClaim, ...]:
    """The claims checked, in their order, whatever documents they are from.

    `cited` has the works that a text gives for a claim, by the claim's id; `name` is what
    events call the whole.
    """
    total = len(claims)
    reader = Reader(run.lexicon)
    with until_interrupted(ThreadPoolExecutor(SEARCH_THREADS)) as threads:
        cases = list(threads.map(lambda claim: _search(claim, run), claims))
        cases = [_with_cited(case, cited.get(case.claim.id, ()), run) for case in cases]
        cases = _read(cases, run)
        run.on_event(Event(stage="searched", document=name, done=total, total=total))
        for number, case in enumerate(cases):
            cases[number] = _judge(case, reader, run)
            run.on_event(Event(stage="judged", document=name, done=number + 1, total=total))
        cases = list(threads.map(lambda case: _explain(case, run), cases))
    with contextlib.suppress(SourceError):
        run.pool.read(handle for case in cases for handle in case.nearest)
    return tuple(_report(case, reader, run) for case in cases)


def search_only(claim: Claim, run: Run) -> SearchListing:
    """What is asked about a claim and which studies come back, before any judgement.

    Raises: SourceError if a source fails, UncheckableClaim if there is nothing to search.
    """
    stop = cannot_check(claim)
    if stop is not None:
        raise UncheckableClaim(stop.detail)
    asked = ask(plan(claim, run.lexicon, run.settings), run.pool)
    run.pool.read(asked.handles)
    studies, _ = _known_then(asked.handles, run)
    sources = tuple(source.info for source in run.pool.sources)
    return SearchListing(claim=claim, sources=sources, searches=asked.receipts, studies=studies)


def _search(claim: Claim, run: Run) -> _Case:
    stop = cannot_check(claim)
    if stop is not None:
        return _Case(claim, outcome=stop)
    todo = plan(claim, run.lexicon, run.settings)
    try:
        asked = ask(todo, run.pool)
    except SourceError as error:
        return _Case(claim, todo, outcome=_failed(error))
    return _Case(
        claim,
        todo,
        searches=asked.receipts,
        handles=asked.handles,
        basis=Basis(evidence=(), all_read=asked.all_read and bool(todo.evidence)),
    )


def _with_cited(case: _Case, studies: tuple[Study, ...], run: Run) -> _Case:
    """The case with the studies that the text gives for it, before all that was searched."""
    handles = [handle for study in studies for handle in run.pool.handles_of(study)]
    searched = case.handles if case.outcome is None else ()
    return case._replace(cited=studies, handles=tuple(dict.fromkeys((*handles, *searched))))


def _read(cases: Sequence[_Case], run: Run) -> list[_Case]:
    """Fetch all records at once; if that fails, claim by claim, to know whom it hits."""
    try:
        run.pool.read(handle for case in cases for handle in case.handles)
        return list(cases)
    except SourceError:
        return [_read_alone(case, run) for case in cases]


def _read_alone(case: _Case, run: Run) -> _Case:
    try:
        run.pool.read(case.handles)
    except SourceError as error:
        return case._replace(outcome=_failed(error))
    return case


def _judge(case: _Case, reader: Reader, run: Run) -> _Case:
    if case.outcome is not None:
        return case
    studies, missing = _known_then(case.handles, run)
    with collector_paused():
        assessment = assess(case.claim, studies, run.judge, reader)
    basis = case.basis.model_copy(
        update={
            "evidence": weighed(case.claim, assessment.evidence),
            "missing": missing,
            "unjudged": len(assessment.unjudged),
            "unjudged_because": next((each.reason for each in assessment.unjudged), ""),
            "demonstration": any(s.info.demonstration for s in run.pool.sources),
        }
    )
    return case._replace(basis=basis, outcome=conclude(case.claim, basis))


def _known_then(handles: Handles, run: Run) -> tuple[tuple[Study, ...], int]:
    """The studies that were surely published before the day of judgement; how many are missing.

    A source may go by a coarser date than the record that it gives.
    """
    studies, missing = run.pool.studies(handles)
    day = run.settings.published_before
    if day is None:
        return studies, missing
    return tuple(s for s in studies if s.published_by is not None and s.published_by < day), missing


def _explain(case: _Case, run: Run) -> _Case:
    unfound = isinstance(case.outcome, Verdict) and case.outcome.verdict == "unfound"
    if case.plan is None or not unfound:
        return case
    explained = explain(case.plan, run.pool)
    basis = case.basis.model_copy(update={"counts": explained.counts})
    return case._replace(
        outcome=conclude(case.claim, basis),
        basis=basis,
        searches=(*case.searches, *explained.receipts),
        nearest=explained.nearest,
    )


def _report(case: _Case, reader: Reader, run: Run) -> CheckedClaim:
    if case.outcome is None:
        raise AssertionError(f"claim {case.claim.id} left the stages without an outcome")
    studies, _ = _known_then(case.nearest, run)
    evidence = case.basis.evidence
    with collector_paused():
        return CheckedClaim.of(
            case.claim,
            case.outcome,
            beside=quotation(case.claim, case.cited, run.judge, reader),
            tally=tally(case.claim, evidence),
            evidence=evidence,
            nearest=nearby(case.claim, studies, reader),
            searches=case.searches,
        )


def _failed(error: SourceError) -> Unchecked:
    return Unchecked.model_validate({"reason": error.reason, "detail": str(error)})
