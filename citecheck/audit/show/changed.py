"""A report of what a run changed, for every format that `citecheck check` has."""

from __future__ import annotations

from citecheck._version import __version__
from citecheck.audit.ledger.open import Ledger
from citecheck.audit.ledger.report import documents_with
from citecheck.concepts.lexicon import load
from citecheck.judges.open import open_judge
from citecheck.model.audit import RunSummary
from citecheck.model.report import Limits, Report, ToolInfo
from citecheck.model.search import SourceInfo
from citecheck.model.settings import Settings
from citecheck.model.summary import summarise
from citecheck.verdict.rules import RULES_VERSION


def changed_report(ledger: Ledger, summary: RunSummary, settings: Settings) -> Report:
    """The pages with the claims and cited works that the run changed, as they are judged now.

    What went, pages, claims or citations, is in the summary alone.
    """
    names, cited = (
        {each.fingerprint for each in changes if each.kind != "gone"}
        for changes in (summary.changes, summary.reference_changes)
    )
    with ledger.reading() as connection:
        documents = documents_with(connection, names, cited)
    judge = open_judge(settings.judge, load(), settings)
    return Report(
        tool=ToolInfo(name="citecheck", version=__version__),
        generated_at=summary.finished_at or summary.started_at,
        exit_code=summary.exit_code,
        sources=tuple(SourceInfo(kind="audit", detail=each) for each in settings.sources),
        judge=ToolInfo(name=judge.name, version=judge.version),
        rules_version=RULES_VERSION,
        limits=Limits(max_studies=settings.max_studies, published_before=settings.published_before),
        summary=summarise(documents, summary.requests),
        documents=tuple(documents),
    )
