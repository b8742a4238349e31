"""A claim beside the study that it cites."""

from __future__ import annotations

import pytest

from citecheck.checker import Checker
from citecheck.documents.read import from_text
from citecheck.model.query import Query
from citecheck.model.report import CheckedClaim
from citecheck.model.search import SearchResult
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, MeshHeading, PublicationType, Study
from citecheck.quotation import figures_not_in
from tests.fakes import FakeStudySource

TRIAL = Study(
    pmid="101",
    title="Ketamine for acute migraine: a randomized trial",
    authors=("Okoro AB",),
    journal="Headache",
    year=2019,
    abstract=(
        AbstractSection(
            section="RESULTS",
            text="In 240 adults with migraine, ketamine cut pain more than placebo (p < 0.001); "
            "62% were free of pain at two hours.",
        ),
        AbstractSection(
            section="CONCLUSIONS", text="Ketamine is effective in relieving acute migraine."
        ),
    ),
    publication_types=(PublicationType(name="Randomized Controlled Trial", ui="D016449"),),
    mesh=(
        MeshHeading(name="Humans", ui="D006801"),
        MeshHeading(name="Ketamine", ui="D007649", major=True),
        MeshHeading(name="Migraine Disorders", ui="D008881", major=True),
    ),
)


def checked(sentence: str, study: Study = TRIAL) -> CheckedClaim:
    with Checker(sources=[FakeStudySource([study])]) as checker:
        document = from_text(f"Ketamine at home\n\n{sentence}")
        [found] = checker.check_document(document).claims
    return found


def said(sentence: str, study: Study = TRIAL) -> dict[str, str]:
    codes = ("cited-study-silent", "cited-study-differs")
    return {f.code: f.message for f in checked(sentence, study).flags if f.code in codes}


def test_a_claim_that_its_study_bears_out_gets_no_flag() -> None:
    assert said("Ketamine relieves migraine (PMID 101).") == {}


def test_a_study_of_something_else_is_told_with_what_it_lacks() -> None:
    flags = said("Ketamine relieves asthma (PMID 101).")
    assert "not about Asthma" in flags["cited-study-differs"]


def test_another_design_than_the_text_says_is_told() -> None:
    flags = said("A meta-analysis found that ketamine relieves migraine (PMID 101).")
    assert "reads as a randomized trial" in flags["cited-study-differs"]


def test_a_study_that_speaks_against_the_claim_is_told() -> None:
    flags = said("Ketamine worsens migraine pain (PMID 101).")
    assert "speaks against" in flags["cited-study-differs"]


@pytest.mark.parametrize("animals", ["mice", "sheep", "a laboratory"])
def test_a_study_without_people_is_told_unless_the_claim_says_so(animals: str) -> None:
    study = TRIAL.model_copy(update={"species": "animal", "authors": ("Šimić Á",)})
    flags = said("Ketamine relieves migraine (PMID 101).", study)
    assert flags["cited-study-differs"] == "The cited study (Šimić 2019) was done in animals."
    silent = said(f"Ketamine relieves migraine in {animals} (PMID 101).", study)
    assert "was done in" not in silent.get("cited-study-differs", "")


def test_a_figure_that_the_abstract_lacks_is_not_called_false() -> None:
    flags = said("Ketamine relieves migraine in 91% of patients (PMID 101).")
    assert "Not in the abstract of the cited study: 91%" in flags["cited-study-silent"]
    assert said("Ketamine relieves migraine in 62% of patients (PMID 101).") == {}


class ByNumberOnly(FakeStudySource):
    """A source whose search finds nothing, and that gives a record to who has its number."""

    def search(self, query: Query, *, limit: int) -> SearchResult:
        found = super().search(query, limit=limit)
        return found.model_copy(update={"count": 0, "keys": ()})


def test_the_cited_study_is_evidence_even_where_no_search_finds_it() -> None:
    with Checker(sources=[ByNumberOnly([TRIAL])]) as checker:
        document = from_text("Ketamine at home\n\nKetamine relieves migraine (PMID 101).")
        [found] = checker.check_document(document).claims
    assert [e.pmid for e in found.evidence] == ["101"]


def test_a_study_published_after_the_day_of_judgement_is_no_evidence() -> None:
    settings = Settings(published_before="2015-01-01")
    with Checker(settings, sources=[ByNumberOnly([TRIAL])]) as checker:
        document = from_text("Ketamine at home\n\nKetamine relieves migraine (PMID 101).")
        [found] = checker.check_document(document).claims
    assert found.evidence == ()


@pytest.mark.parametrize(
    ("sentence", "missing"),
    [
        ("It helped 62 percent (n = 240, p<.001).", ()),
        ("It helped 62.0% of 240 people.", ()),
        ("It helped 63% of 1,240 people (p = 0.04).", ("63%", "1,240 people", "p = 0.04")),
        ("It was 2019, and 7 drugs were tried.", ()),
    ],
)
def test_figures_are_compared_by_value(sentence: str, missing: tuple[str, ...]) -> None:
    assert figures_not_in(sentence, TRIAL.abstract_text) == missing
