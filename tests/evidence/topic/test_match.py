"""Which studies bear on a claim."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.reading.study import read_study
from citecheck.evidence.topic.match import TopicMatch, match
from tests.evidence.build import claim, study

MDMA: dict[str, str] = {"intervention": "MDMA", "condition": "cluster headache"}


def _match(lexicon: Lexicon, parts: dict[str, str], *record: Any, **fields: Any) -> TopicMatch:
    return match(claim(lexicon, **parts), read_study(study(*record, **fields), lexicon), lexicon)


def test_both_concepts_in_the_title_are_enough(lexicon: Lexicon) -> None:
    found = _match(lexicon, MDMA, "Ecstasy in cluster headache", "Nothing more is known.")
    assert found.on_topic
    assert [m.where for m in found.concepts] == [("title",), ("title",)]
    assert found.concepts[0].words == ("Ecstasy",)


def test_mesh_headings_are_enough(lexicon: Lexicon) -> None:
    mesh = [("N-Methyl-3,4-methylenedioxyamphetamine", True), "Cluster Headache"]
    found = _match(lexicon, MDMA, "A drug for headache", "It was given.", mesh=mesh)
    assert [m.where for m in found.concepts] == [("major mesh",), ("mesh",)]


def test_a_missing_concept_is_named(lexicon: Lexicon) -> None:
    found = _match(lexicon, MDMA, "MDMA for posttraumatic stress disorder", "It helped.")
    assert not found.on_topic
    assert [m.role for m in found.missing] == ["condition"]


@pytest.mark.parametrize(
    ("claimed", "studied", "bears"),
    [
        ("selective serotonin reuptake inhibitors", "Fluoxetine", True),
        ("fluoxetine", "Selective serotonin reuptake inhibitors", False),
        ("statins", "Simvastatin", True),
        ("simvastatin", "Statins", False),
    ],
)
def test_narrower_bears_and_broader_does_not(
    lexicon: Lexicon, claimed: str, studied: str, bears: bool
) -> None:
    parts = {"intervention": claimed, "condition": "depression"}
    assert _match(lexicon, parts, f"{studied} in depression").on_topic is bears


def test_cluster_headache_is_not_migraine(lexicon: Lexicon) -> None:
    parts = {"intervention": "sumatriptan", "condition": "migraine"}
    assert not _match(lexicon, parts, "Sumatriptan in cluster headache").on_topic
    assert _match(lexicon, parts, "Sumatriptan in migraine without aura").on_topic


@pytest.mark.parametrize(
    "abstract",
    [
        [("BACKGROUND", "MDMA has been used by some patients."), ("RESULTS", "LSD helped.")],
        [("METHODS", "LSD was given. Users of MDMA were excluded.")],
        [("RESULTS", "Unlike MDMA, LSD aborted attacks.")],
        [("METHODS", "We asked about cannabis, cocaine, heroin, LSD and MDMA.")],
    ],
)
def test_a_drug_that_is_merely_mentioned_was_not_studied(
    lexicon: Lexicon, abstract: list[tuple[str, str]]
) -> None:
    found = _match(lexicon, MDMA, "LSD in cluster headache", abstract)
    assert not found.on_topic
    assert [m.role for m in found.missing] == ["intervention"]
    assert found.missing[0].where == ("mention",)


def test_a_disease_of_the_background_is_not_what_the_patients_have(lexicon: Lexicon) -> None:
    abstract = [
        ("BACKGROUND", "Cluster headache is a painful disease."),
        ("RESULTS", "MDMA raised the body temperature of healthy volunteers."),
    ]
    assert not _match(lexicon, MDMA, "MDMA in volunteers", abstract).on_topic


def test_an_abbreviation_means_what_the_study_says_it_means(lexicon: Lexicon) -> None:
    parts = {"intervention": "ketamine", "condition": "obsessive-compulsive disorder"}
    defined = "Ketamine in obsessive-compulsive disorder (OCD). Ketamine eased OCD."
    other = "Ketamine in osteochondritis dissecans (OCD). Ketamine eased OCD."
    assert _match(lexicon, parts, "An infusion", [("RESULTS", defined)]).on_topic
    assert not _match(lexicon, parts, "An infusion", [("RESULTS", other)]).on_topic


def test_a_part_without_a_concept_matches_by_its_words(lexicon: Lexicon) -> None:
    parts = {"intervention": "glimmering lamp method", "condition": "migraine"}
    assert _match(lexicon, parts, "The glimmering-lamp method in migraine").on_topic
    assert not _match(lexicon, parts, "The glimmering method in migraine").on_topic


def test_a_bare_measure_needs_its_condition(lexicon: Lexicon) -> None:
    parts = {"kind": "harm", "intervention": "MDMA", "condition": "cluster headache"}
    record = ("MDMA for stress", [("RESULTS", "The quirkiness of MDMA was noted.")])
    assert not _match(lexicon, {**parts, "outcome": "quirkiness"}, *record).on_topic


def test_a_claim_that_lacks_a_part_is_never_on_topic(lexicon: Lexicon) -> None:
    found = _match(lexicon, {"intervention": "MDMA"}, "MDMA in cluster headache")
    assert found.incomplete
    assert not found.on_topic


def test_a_harm_may_stand_once_in_a_review(lexicon: Lexicon) -> None:
    parts = {"kind": "harm", "intervention": "ketamine", "outcome": "cystitis"}
    abstract = [("BACKGROUND", "Ketamine has many effects, cystitis among them.")]
    assert _match(lexicon, parts, "Ketamine use: a review", abstract).on_topic
