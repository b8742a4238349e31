"""The stages together: what a failing, lossy or hostile source does to a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from citecheck.checker import Checker
from citecheck.documents.read import from_text
from citecheck.errors import (
    IncompleteResults,
    JudgeError,
    NotCached,
    QueryRejected,
    SourceError,
    SourceUnavailable,
)
from citecheck.model.claim import Claim
from citecheck.model.event import Event
from citecheck.model.evidence import Judgement, Rationale
from citecheck.model.query import Query
from citecheck.model.report import CheckedClaim
from citecheck.model.search import SearchResult
from citecheck.model.settings import Settings
from citecheck.model.study import AbstractSection, MeshHeading, PublicationType, Study
from tests.fakes import FakeStudySource

CLAIM = "Ketamine relieves migraine."
ARTICLE = (
    "Ketamine and migraine\n\n"
    "Researchers found that ketamine relieves migraine in adults. "
    "In a clinical trial, melatonin was found to improve sleep in people with insomnia.\n"
)


def trial(pmid: str, result: str, *, standing: str = "current", species: str = "Humans") -> Study:
    return Study.model_validate(
        {
            "pmid": pmid,
            "title": "Ketamine for migraine: a randomized trial",
            "abstract": [
                AbstractSection(section="METHODS", text="We randomized 200 adults with migraine."),
                AbstractSection(section="RESULTS", text=result),
            ],
            "publication_types": [PublicationType(name="Randomized Controlled Trial")],
            "mesh": [MeshHeading(name=species), MeshHeading(name="Ketamine", ui="D007649")],
            "standing": standing,
            "participants": 200,
        }
    )


RELIEF = "Ketamine reduced migraine pain significantly more than placebo (p < 0.001)."
NOTHING = "There was no significant difference in migraine pain between ketamine and placebo."


def check(*studies: Study, **source: Any) -> CheckedClaim:
    with Checker(sources=[FakeStudySource(studies, **source)]) as checker:
        return checker.check_claims([CLAIM]).claims[0]


def verdict(*studies: Study, **source: Any) -> str | None:
    return check(*studies, **source).verdict


def test_a_trial_that_found_relief_supports_and_is_quoted_word_for_word() -> None:
    claim = check(trial("1", RELIEF))
    assert claim.verdict == "supported"
    [evidence] = claim.evidence
    assert RELIEF in [quote.text for quote in evidence.rationale]
    assert evidence.weight == pytest.approx(3 * evidence.probability)


def test_a_null_trial_contradicts() -> None:
    assert verdict(trial("1", NOTHING)) == "contradicted"


def test_a_retracted_trial_never_supports() -> None:
    claim = check(trial("1", RELIEF, standing="retracted"))
    assert claim.verdict == "unfound"
    assert "retracted-evidence" in {f.code for f in claim.flags}


def test_a_trial_in_rats_never_supports_a_claim_about_people() -> None:
    assert verdict(trial("1", RELIEF, species="Rats")) == "unfound"


def test_studies_of_another_drug_or_condition_never_decide() -> None:
    other = trial("1", RELIEF.replace("Ketamine", "Sumatriptan")).model_copy(
        update={"title": "Sumatriptan for migraine", "mesh": (MeshHeading(name="Humans"),)}
    )
    claim = check(other)
    assert claim.verdict == "unfound"
    assert claim.evidence == ()
    assert [e.id for e in claim.nearest] == ["1"]


WORDED = "Zorvatin is found along the quillwort tract of lampreys."


def lampreys(result: str) -> Study:
    return Study.model_validate(
        {
            "id": "lamprey",
            "title": "Zorvatin in lampreys",
            "abstract": [
                AbstractSection(section="METHODS", text="Quillworts were fed to lampreys."),
                AbstractSection(section="RESULTS", text=result),
            ],
        }
    )


def test_a_sentence_whose_parts_are_no_concepts_is_checked_by_its_words_and_says_so() -> None:
    study = lampreys(WORDED.replace(" is ", " was "))
    with Checker(sources=[FakeStudySource([study])]) as checker:
        claim = checker.check_claims([WORDED]).claims[0]
    assert claim.verdict == "supported"
    assert "by the sentence's words, not by concept" in claim.why
    assert "by the claim's words, not by concept" in claim.evidence[0].why
    assert claim.certainty == "very low"


def test_a_sentence_that_is_searched_by_its_words_alone_says_nothing_of_study_types() -> None:
    text = f"A randomized trial found that {WORDED[0].lower()}{WORDED[1:]}"
    with Checker(sources=[FakeStudySource([lampreys("Nothing was seen.")])]) as checker:
        claim = checker.check_claims([text]).claims[0]
    assert claim.verdict == "unfound"
    assert claim.searches
    assert "no-such-study-type" not in {f.code for f in claim.flags}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (SourceUnavailable("no answer"), "source-unavailable"),
        (QueryRejected("refused"), "query-rejected"),
        (IncompleteResults("cut short"), "incomplete-results"),
        (NotCached("offline"), "not-cached"),
    ],
)
def test_a_failed_search_is_unchecked_with_its_reason_and_never_unfound(
    error: SourceError, reason: str
) -> None:
    with Checker(sources=[FakeStudySource([trial("1", RELIEF)], failing=error)]) as checker:
        report = checker.report([checker.check_claims([CLAIM])])
    [claim] = report.documents[0].claims
    assert claim.verdict is None
    assert claim.unchecked is not None
    assert claim.unchecked.reason == reason
    assert report.exit_code == 3


def test_one_claim_whose_search_fails_does_not_keep_the_others_from_a_verdict() -> None:
    class Moody(FakeStudySource):
        def search(self, query: Query, *, limit: int) -> SearchResult:
            if "insomnia" in query.model_dump_json().lower():
                raise SourceUnavailable("no answer")
            return super().search(query, limit=limit)

    with Checker(sources=[Moody([trial("1", RELIEF)])]) as checker:
        ketamine, melatonin = checker.check_document(from_text(ARTICLE)).claims
    assert ketamine.verdict == "supported"
    assert melatonin.unchecked is not None


def test_a_record_that_does_not_come_back_leaves_the_claim_unchecked() -> None:
    claim = check(trial("1", RELIEF), trial("2", RELIEF), missing=["2"])
    assert claim.verdict is None
    assert claim.unchecked is not None
    assert claim.unchecked.reason == "incomplete-results"


def test_a_missing_record_that_could_not_change_the_verdict_is_passed_over() -> None:
    many = [trial(str(n), RELIEF) for n in range(1, 5)]
    assert verdict(*many, missing=["4"]) == "supported"


class StubbornJudge:
    """Fails on the second study."""

    name, version = "stubborn", "1"

    def judge(self, claim: Claim, studies: Sequence[Study]) -> list[Judgement | Exception]:
        said = Judgement(
            stance="supports", probability=0.9, rationale=(Rationale(section="", text=RELIEF),)
        )
        return [said if n != 1 else JudgeError("no answer") for n in range(len(studies))]


def test_a_pair_that_cannot_be_judged_is_judge_failed_and_never_guessed() -> None:
    source = FakeStudySource([trial("1", RELIEF), trial("2", RELIEF)])
    with Checker(sources=[source], judge=StubbornJudge()) as checker:
        report = checker.report([checker.check_claims([CLAIM])])
    [claim] = report.documents[0].claims
    assert claim.unchecked is not None
    assert claim.unchecked.reason == "judge-failed"
    assert report.judge and report.judge.name == "stubborn"


def test_sources_are_closed_and_progress_is_told() -> None:
    source = FakeStudySource([trial("1", RELIEF)])
    events: list[Event] = []
    with Checker(sources=[source], on_event=events.append) as checker:
        checker.check(ARTICLE)
    assert source.closed
    assert [e.stage for e in events] == ["read", "extracted", "searched", "judged", "judged"]
    assert (events[-1].done, events[-1].total) == (2, 2)


def test_a_probe_that_fails_only_leaves_its_count_out() -> None:
    class NoProbes(FakeStudySource):
        def search(self, query: Query, *, limit: int) -> SearchResult:
            if limit == 5:
                raise SourceUnavailable("no answer")
            return super().search(query, limit=limit)

    with Checker(sources=[NoProbes([])]) as checker:
        claim = checker.check_claims([CLAIM]).claims[0]
    assert claim.verdict == "unfound"
    assert claim.nearest == ()


@pytest.mark.parametrize(
    ("published", "counts"),
    [("2019-06-29", True), ("2019-06-30", False), ("2019-05", True), ("2019", False)],
)
def test_a_text_is_judged_by_what_was_surely_published_before_its_day(
    published: str, counts: bool
) -> None:
    study = trial("1", RELIEF).model_copy(update={"published": published, "year": 2019})
    settings = Settings(published_before="2019-06-30")
    with Checker(settings, sources=[Coarse([study])]) as checker:
        claim = checker.check_claims([CLAIM]).claims[0]
    assert [e.pmid for e in claim.evidence] == (["1"] if counts else [])
    assert claim.verdict == ("supported" if counts else "unfound")


class Coarse(FakeStudySource):
    """A source that takes a year for its first day, as PubMed does."""

    def search(self, query: Query, *, limit: int) -> SearchResult:
        found = super().search(query, limit=limit)
        return found.model_copy(update={"keys": tuple(self.studies), "count": len(self.studies)})
