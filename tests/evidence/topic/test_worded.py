"""Which studies bear on a sentence that was given alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.checker import Checker, claims_as_given
from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.assess import BY_WORDS, Reader, assess, nearby
from citecheck.evidence.question.statement import Unit
from citecheck.evidence.reading.study import read_study
from citecheck.evidence.stance.rules import RulesJudge
from citecheck.evidence.topic.match import TopicMatch, match
from citecheck.evidence.topic.worded import Gate
from citecheck.evidence.words.rarity import telling
from citecheck.evidence.words.stems import root, stem
from citecheck.model.study import Study
from citecheck.sources.jsonl import read_jsonl
from citecheck.sources.source import LocalSource
from tests.evidence.build import study

EXAMPLES = Path(__file__).parents[3] / "examples"
WORDS = "Zorvatin slows the wilting of quillwort seedlings in mice."
ABSTRACT = [
    ("METHODS", "Seedlings of the quillwort were fed to mice."),
    ("RESULTS", "Zorvatin slowed their wilting."),
]


def _match(text: str, record: Study, lexicon: Lexicon) -> TopicMatch:
    _, [claim] = claims_as_given([text])
    return Gate(claim, lexicon).match(read_study(record, lexicon))


def test_a_study_that_says_most_of_the_words_bears_on_the_sentence(lexicon: Lexicon) -> None:
    found = _match(WORDS, study("Zorvatin in plants", ABSTRACT), lexicon)
    assert found.by_words
    assert found.on_topic


def test_words_far_apart_are_not_said_together(lexicon: Lexicon) -> None:
    named = ("Quillwort", "Wilting", "Zorvatin", "Seedlings")
    scattered = [("RESULTS", " ".join(f"{n} was seen. Nothing else was of note." for n in named))]
    assert not _match(WORDS, study("Plants", scattered), lexicon).on_topic


def test_the_rarest_word_must_be_there(lexicon: Lexicon) -> None:
    others = [(part, text.replace("Zorvatin", "It")) for part, text in ABSTRACT]
    text = "Zorvatin slows growth of seedlings in mice fed with leaves."
    record = [("RESULTS", "It slowed growth of seedlings in mice fed with leaves.")]
    assert not _match(text, study("Leaves", record), lexicon).on_topic
    assert not _match(WORDS, study("Plants", others), lexicon).on_topic


@pytest.mark.parametrize(
    ("title", "bears"),
    [
        ("Fluoxetine for zibbering in gout", True),
        ("Sertraline for zibbering in gout", False),
        ("Fluoxetine for zibbering in asthma", False),
    ],
)
def test_a_treatment_or_disease_by_another_name_never_stands_for_the_one_named(
    title: str, bears: bool, lexicon: Lexicon
) -> None:
    said = title.removeprefix("Fluoxetine ").removeprefix("Sertraline ")
    record = study(title, [("RESULTS", f"Quick relief of the zibbering was seen {said}.")])
    text = "Fluoxetine gives quick relief of zibbering for people with gout."
    assert _match(text, record, lexicon).on_topic is bears


def test_concepts_of_little_weight_do_not_make_a_topic(lexicon: Lexicon) -> None:
    text = "Protein is needed for glomping of the quazzle membrane by zimbling."
    record = study("Protein", [("RESULTS", "The membrane was full of protein.")])
    _, [claim] = claims_as_given([text])
    read = read_study(record, lexicon)
    if match(claim, read, lexicon).on_topic:
        assert Gate(claim, lexicon).match(read).faint
    assert not Gate(claim, lexicon).match(read).on_topic


@pytest.mark.parametrize(
    ("text", "found", "bears"),
    [
        ("Fluoxetine is safe.", "Fluoxetine kept nobody out of hospital.", False),
        ("Fluoxetine is safe.", "Fluoxetine was tolerated by nearly all.", True),
        ("Fluoxetine is safe.", "Fluoxetine raised no question of safety.", True),
        ("Fluoxetine is dangerous.", "Fluoxetine kept nobody out of hospital.", False),
        ("Fluoxetine is dangerous.", "No dose of fluoxetine was toxic.", True),
        ("Fluoxetine is safe for sleepers.", "Fluoxetine kept sleepers in hospital.", False),
        ("Fluoxetine is safe in gout.", "Fluoxetine did not shorten gout.", False),
        ("Fluoxetine is safe in gout.", "Fluoxetine was tolerated in gout.", True),
        ("Fluoxetine reduces hours of work.", "Fluoxetine kept nobody out of hospital.", False),
        ("Fluoxetine reduces hours of work.", "Fluoxetine changed no hours of work.", True),
        ("Zorvatin reduces hours of work.", "Zorvatin kept nobody out of hospital.", False),
        ("Zorvatin reduces hours of work.", "Zorvatin changed no hours of work.", True),
    ],
)
def test_a_study_must_name_more_than_the_one_concept_of_a_sentence(
    text: str, found: str, bears: bool, lexicon: Lexicon
) -> None:
    record = study(f"A trial of {text.split()[0].lower()}", [("RESULTS", found)])
    assert _match(text, record, lexicon).on_topic is bears


def test_a_sentence_that_names_one_concept_alone_asks_for_no_more(lexicon: Lexicon) -> None:
    record = study("Zorvatin in hospitals", [("RESULTS", "Zorvatin improved the stay.")])
    assert _match("Zorvatin is effective.", record, lexicon).on_topic


def test_a_claim_of_a_text_is_matched_by_concept_alone(lexicon: Lexicon) -> None:
    _, [claim] = claims_as_given([WORDS])
    of_text = claim.model_copy(update={"alone": False})
    read = read_study(study("Zorvatin in plants", ABSTRACT), lexicon)
    assert Gate(of_text, lexicon).match(read) == match(of_text, read, lexicon)
    assert not Gate(of_text, lexicon).match(read).on_topic


def test_what_was_matched_by_words_says_so(lexicon: Lexicon) -> None:
    _, [claim] = claims_as_given([WORDS])
    record = study("Zorvatin in plants", ABSTRACT)
    (found,) = assess(claim, [record], RulesJudge(lexicon), Reader(lexicon)).evidence
    assert found.by_words
    assert found.why.endswith(BY_WORDS)


def test_what_says_too_few_words_is_shown_as_near_with_the_reason(lexicon: Lexicon) -> None:
    _, [claim] = claims_as_given(["Zinc-1 protein binds the quazzle of neutrophils by zimbling."])
    near = nearby(claim, [study("Neutrophils", "Neutrophils were seen.")], Reader(lexicon))
    assert [each.stance for each in near] == ["silent"]
    assert near[0].why.startswith("Does not bear on the claim: it ")


def test_no_psychedelic_study_supports_mdma_in_cluster_headache_given_alone(
    lexicon: Lexicon,
) -> None:
    with (EXAMPLES / "studies.jsonl").open("rb") as stream:
        studies = tuple(read_jsonl(stream, "studies.jsonl"))
    with Checker(sources=[LocalSource(studies, lexicon, kind="file", detail="x")]) as checker:
        (found,) = checker.check_claims(
            ["MDMA aborts attacks of cluster headache and extends remission, as users report."]
        ).claims
    assert found.verdict == "unfound"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("activation", "activated", True),
        ("inflammation", "inflammatory", True),
        ("hemoglobin", "haemoglobin", True),
        ("tgfβ", "tgfbeta", True),
        ("depletion", "depleted", True),
        ("prednisone", "prednisolone", False),
        ("methylation", "methylphenidate", False),
    ],
)
def test_roots_agree_for_forms_of_one_word(one: str, other: str, same: bool) -> None:
    assert (root(stem(one)) == root(stem(other))) is same


def test_rare_words_tell_more_and_numbers_nothing() -> None:
    assert telling(["zorvatin"]) > telling([stem("receptors")]) > telling([stem("treatment")])
    assert telling(["2019"]) == telling([]) == 0.0


def test_long_studies_cost_no_hashing_of_what_the_claim_names(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, [claim] = claims_as_given([WORDS])
    gate = Gate(claim, lexicon)
    hashed: list[Unit] = []
    plain = Unit.__hash__

    def counted(unit: Unit) -> int:
        hashed.append(unit)
        return plain(unit)

    monkeypatch.setattr(Unit, "__hash__", counted)
    long = [(part, " ".join([text] * 50)) for part, text in ABSTRACT]
    assert gate.match(read_study(study("Zorvatin in plants", long), lexicon)).by_words
    assert not hashed
