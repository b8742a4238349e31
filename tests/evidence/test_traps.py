"""What real pages set as traps, with the studies that set them."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.claims.extract import extract, from_sentence
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text
from citecheck.evidence.assess import Reader, assess
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.model.evidence import Evidence
from citecheck.model.study import Study
from citecheck.sources.jsonl import read_jsonl

EXAMPLES = Path(__file__).parents[2] / "examples"
HELPS = (
    "MDMA relieves cluster headache.",
    "In clinical trials, MDMA has been found to provide relief from cluster headache attacks.",
    "MDMA reduces the frequency of cluster headache attacks.",
    "Ecstasy shortens cluster headache episodes.",
)


@pytest.fixture(scope="module")
def studies() -> tuple[Study, ...]:
    with (EXAMPLES / "studies.jsonl").open("rb") as stream:
        return tuple(read_jsonl(stream, "studies.jsonl"))


def _evidence(sentence: str, studies: tuple[Study, ...], lexicon: Lexicon) -> tuple[Evidence, ...]:
    asked = from_sentence(sentence, lexicon)
    return assess(asked, studies, RulesJudge(lexicon), Reader(lexicon)).evidence


@pytest.mark.parametrize("sentence", HELPS)
def test_nothing_supports_that_mdma_helps_cluster_headache(
    sentence: str, studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    assert not [e for e in _evidence(sentence, studies, lexicon) if e.stance == "supports"]


def test_the_psychedelic_studies_are_there_to_be_mistaken(
    studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    found = _evidence("Psilocybin reduces cluster headache attacks.", studies, lexicon)
    assert [e for e in found if e.stance == "supports"]


def test_no_claim_of_the_page_on_cluster_headache_is_supported(
    shared_data: Path, studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    page = (shared_data / "articles" / "mdma-cluster-headache.txt").read_text("utf-8")
    judge, reader = RulesJudge(lexicon), Reader(lexicon)
    asked = [
        claim
        for claim in extract(from_text(page), lexicon)
        if claim.kind in ("efficacy", "comparison")
        and claim.intervention
        and claim.intervention.concept_id == "D018817"
    ]
    assert len(asked) > 10
    for claim in asked:
        found = assess(claim, studies, judge, reader).evidence
        assert not [e.title for e in found if e.stance == "supports"], claim.text


def test_worsening_is_contradicted_by_the_trial_that_found_relief(
    studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    found = _evidence("Ketamine worsens OCD symptoms.", studies, lexicon)
    assert not [e.title for e in found if e.stance == "supports"]
    trials = [e for e in found if e.level == "randomized"]
    assert [e.stance for e in trials] == ["contradicts"]


def test_a_retracted_study_is_marked(studies: tuple[Study, ...], lexicon: Lexicon) -> None:
    found = _evidence("Ivermectin reduces symptoms of COVID-19.", studies, lexicon)
    assert {e.standing for e in found if e.stance == "supports"} == {"retracted"}


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Zinc shortens the common cold by one day.", "supports"),
        ("Zinc shortens the common cold by 150 days.", "silent"),
    ],
)
def test_a_study_of_another_size_is_no_support(
    sentence: str, stance: str, studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    assert {e.stance for e in _evidence(sentence, studies, lexicon)} == {stance}


def test_a_finding_in_some_people_does_not_contradict_what_is_said_of_all(
    studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    sentence = "Vitamin C does not prevent the common cold in the general population."
    assert "contradicts" not in {e.stance for e in _evidence(sentence, studies, lexicon)}


@pytest.mark.parametrize(
    "sentence",
    [
        "MDMA therapy beckons PTSD symptoms.",
        "Cranberries invite urinary tract infections.",
        "Melatonin robs people with sleep disorders of sleep.",
    ],
)
def test_no_study_answers_a_claim_that_goes_a_way_which_is_not_known(
    sentence: str, studies: tuple[Study, ...], lexicon: Lexicon
) -> None:
    found = _evidence(sentence, studies, lexicon)
    assert found
    assert {e.stance for e in found} == {"silent"}
