"""Verdicts end to end: labelled claims, searched in a corpus and judged as `check` does it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from citecheck.checker import claims_as_given
from citecheck.errors import SourceError
from citecheck.evaluation.corpus import corpus_checker, names_of
from citecheck.evaluation.labelled import LabelledClaim, labelled_claims
from citecheck.evaluation.loading import load_all
from citecheck.evaluation.rows import rows_to_score
from citecheck.evaluation.stance import Label, score
from citecheck.evidence.assess import Reader, assess
from citecheck.model.claim import Claim
from citecheck.model.report import CheckedClaim
from citecheck.model.settings import Settings
from citecheck.model.study import Study
from citecheck.model.verdict import Unchecked, VerdictWord
from citecheck.pipeline import Run, settle
from citecheck.queries.build import plan
from citecheck.studies.ask import ask
from citecheck.studies.pool import StudyPool
from citecheck.verdict.conclude import Basis, cannot_check, conclude
from citecheck.verdict.weigh import weighed

AT_ONCE = 50
"""Claims settled together, so that what was read for them need not all stay in memory."""
_LABEL_OF: Mapping[VerdictWord | None, Label | None] = {
    "supported": "SUPPORT",
    "contradicted": "CONTRADICT",
    "unfound": "NEUTRAL",
    None: None,
}


def score_verdicts(file: str, settings: Settings) -> dict[str, Any]:
    """The figures of `stance` for verdicts on the claims of `file`, over the settings' sources.

    The rows of one claim are one claim (`labelled_claims`). A claim left unchecked is an
    answer missed, never NEUTRAL; `abstained` is their share, `unchecked` says how many for
    which reason and `checked` scores the others alone. `retrieval_recall` is the share of
    the studies labelled SUPPORT or CONTRADICT that were read for their claim, None if none
    is named. `oracle` has the same claims judged on the studies of their rows alone.
    Raises: ConfigError if the file, a source or the judge cannot be used.
    """
    rows = rows_to_score(file)
    labelled, left_out = labelled_claims(rows, file)
    with corpus_checker(settings) as checker:
        load_all(checker.lexicon, settings)
        elapsed_s = 0.0
        found: list[CheckedClaim] = []
        oracle: list[Label | None] = []
        read: list[float] = []
        for start in range(0, len(labelled), AT_ONCE):
            part = labelled[start : start + AT_ONCE]
            _, claims = claims_as_given([each.text for each in part], whole=True)
            pool = StudyPool(checker.sources)
            run = Run(pool, checker.judge, checker.lexicon, settings)
            began = perf_counter()
            settled = settle(claims, run)
            elapsed_s += perf_counter() - began
            found += settled
            read += _recall(part, settled, run)
            oracle += _oracle(part, claims, run)
        judge = {"name": checker.judge.name, "version": checker.judge.version}
    labels = [each.label for each in labelled]
    called = [_LABEL_OF[claim.verdict] for claim in found]
    reasons = Counter(claim.unchecked.reason for claim in found if claim.unchecked)
    return {
        "kind": "verdicts",
        "file": Path(file).name,
        "rows": len(rows),
        "claims": len(labelled),
        "left_out": left_out,
        "judge": judge,
        **score(labels, called),
        "abstained": called.count(None) / max(len(called), 1),
        "unchecked": dict(sorted(reasons.items())),
        "checked": _checked(labels, called),
        "retrieval_recall": sum(read) / len(read) if read else None,
        "oracle": score(labels, oracle) if any(_given(each) for each in labelled) else None,
        "ms_per_row": elapsed_s * 1000 / max(len(rows), 1),
        "ms_per_claim": elapsed_s * 1000 / max(len(labelled), 1),
    }


def _checked(labels: Sequence[Label], called: Sequence[Label | None]) -> dict[str, Any]:
    pairs = [(label, call) for label, call in zip(labels, called, strict=True) if call]
    figures = score([label for label, _ in pairs], [call for _, call in pairs])
    kept = ("accuracy", "macro_f1", "false_support")
    return {"claims": len(pairs), **{name: figures[name] for name in kept}}


def _recall(
    part: Sequence[LabelledClaim], settled: Sequence[CheckedClaim], run: Run
) -> Iterable[float]:
    """For each study that bears on its claim 1.0 if it was read for it, else 0.0."""
    for labelled, claim in zip(part, settled, strict=True):
        read: set[str] = set()
        if labelled.bearing and claim.searches:
            for study in studies_found(claim, run):
                read |= names_of(study)
        yield from (float(name in read) for name in labelled.bearing)


def studies_found(claim: Claim, run: Run) -> tuple[Study, ...]:
    """What the claim's own searches find, in the order in which it is read."""
    handles = ask(plan(claim, run.lexicon, run.settings), run.pool).handles
    run.pool.read(handles)
    return run.pool.studies(handles)[0]


def _given(labelled: LabelledClaim) -> bool:
    return bool(labelled.named or labelled.shown)


def _oracle(
    part: Sequence[LabelledClaim], claims: Sequence[Claim], run: Run
) -> Iterable[Label | None]:
    """The verdict on each claim from the studies of its rows, by the rule of `check`."""
    reader = Reader(run.lexicon)
    for labelled, claim in zip(part, claims, strict=True):
        if cannot_check(claim) is not None:
            yield None
            continue
        studies = (*_named(labelled.named, run.pool), *labelled.shown)
        assessment = assess(claim, studies, run.judge, reader)
        evidence = weighed(claim, assessment.evidence)
        outcome = conclude(claim, Basis(evidence=evidence, unjudged=len(assessment.unjudged)))
        yield None if isinstance(outcome, Unchecked) else _LABEL_OF[outcome.verdict]


def _named(names: Sequence[str], pool: StudyPool) -> tuple[Study, ...]:
    handles = [(number, name) for number in range(len(pool.sources)) for name in names]
    try:
        pool.read(handles)
    except SourceError:
        return ()
    return pool.studies(handles)[0]
