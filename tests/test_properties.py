"""What holds for a whole check, whatever the text and whatever the sources do."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.checker import Checker
from citecheck.errors import (
    BudgetSpent,
    IncompleteResults,
    MalformedRecord,
    NotCached,
    QueryRejected,
    SourceUnavailable,
)
from citecheck.model.report import Report
from citecheck.model.study import AbstractSection, PublicationType, Study
from citecheck.report.json import load, render
from tests.fakes import FakeStudySource

FAILURES = (
    SourceUnavailable, QueryRejected, IncompleteResults, NotCached, MalformedRecord, BudgetSpent,
)  # fmt: skip
pieces = st.sampled_from(
    [
        "Ketamine relieves migraine.",
        "A trial found that zinc shortens the common cold.",
        "It does not prevent colds in adults [1].",
        "Ketamine is not better than placebo for migraine.",
        "Statins cause muscle pain.",
        "- “Melatonin improves sleep,” said Dr. Smith (2019).",
        "# Zinc and colds\n",
        "[1]: https://doi.org/10.1000/j.1",
        "References\n1. Smith J. Zinc. J Snow. 2019;1:2-3.",
        "💊 Čas\u00a0— café e\u0301.",
        *("\r\n", "\n\n", "\u2028", "\t", "\ufeff", "😀😀"),
    ]
)
texts = st.lists(pieces, max_size=12).map(lambda some: " ".join(["Zinc shortens colds.", *some]))
studies = st.lists(
    st.builds(
        lambda number, drug, result, standing: Study.model_validate(
            {
                "pmid": str(number),
                "title": f"{drug}: a randomized trial",
                "abstract": [AbstractSection(section="RESULTS", text=result)],
                "publication_types": [PublicationType(name="Randomized Controlled Trial")],
                "standing": standing,
                "participants": 200,
            }
        ),
        st.integers(90_000_000, 90_000_009),
        st.sampled_from(["Ketamine for migraine", "Zinc for the common cold"]),
        st.sampled_from(
            [
                "Ketamine reduced migraine pain more than placebo (p < 0.001). 💊 Good.",
                "Zinc shortened the common cold by 2 days. No harm was seen.",
                "There was no difference in migraine between ketamine and placebo.",
            ]
        ),
        st.sampled_from(["current", "retracted", "concern"]),
    ),
    max_size=4,
    unique_by=lambda study: study.key,
)


def checked(text: str, *found: Study, **source: Any) -> Report:
    with Checker(sources=[FakeStudySource(found, **source)]) as checker:
        return checker.check(text)


@settings(max_examples=40)
@given(texts, studies)
def test_every_quote_stands_where_the_report_says_and_the_report_reads_back(
    text: str, found: list[Study]
) -> None:
    report = checked(text, *found)
    [document] = report.documents
    said = {study.key: study for study in found}
    for claim in document.claims:
        assert document.text[claim.start : claim.end] == claim.text
        for note in claim.context:
            assert document.text[note.start : note.end] == note.text
        for evidence in (*claim.evidence, *claim.nearest):
            for quote in evidence.rationale:
                study = said[evidence.id]
                assert quote.text in (study.title, *study.abstract_text.split("\n")) or any(
                    quote.text in section.text for section in study.abstract
                )
    for reference in document.references:
        assert document.text[reference.start : reference.end] == reference.text
    assert load(render(report)) == report


@settings(max_examples=25)
@given(texts, studies, st.sampled_from(FAILURES))
def test_a_failed_search_never_yields_a_verdict(
    text: str, found: list[Study], failure: Any
) -> None:
    report = checked(text, *found, failing=failure("The source failed.", source="fake"))
    for document in report.documents:
        for claim in document.claims:
            assert claim.verdict is None
            assert claim.certainty is None
            assert claim.unchecked is not None
            assert claim.unchecked.detail


@settings(max_examples=25)
@given(texts, studies, st.data())
def test_records_that_get_lost_leave_the_verdict_or_none(
    text: str, found: list[Study], data: st.DataObject
) -> None:
    lost = data.draw(st.sets(st.sampled_from([study.key for study in found] or ["none"])))
    whole, lossy = checked(text, *found), checked(text, *found, missing=lost)
    for before, after in zip(whole.documents[0].claims, lossy.documents[0].claims, strict=True):
        assert after.verdict in (before.verdict, None)
