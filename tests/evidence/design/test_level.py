"""What kind of study a record is, and who was studied."""

from __future__ import annotations

from typing import Any

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.evidence.design.level import level_of, species_of
from citecheck.evidence.reading.study import ReadStudy, read_study
from citecheck.model.study import PublicationType
from tests.evidence.build import study


def _read(lexicon: Lexicon, title: str = "", abstract: Any = (), **fields: Any) -> ReadStudy:
    return read_study(study(title, abstract, **fields), lexicon)


@pytest.mark.parametrize(
    ("types", "level"),
    [
        (["Meta-Analysis", "Journal Article"], "synthesis"),
        (["Systematic Review"], "synthesis"),
        (["Randomized Controlled Trial"], "randomized"),
        (["Clinical Trial", "Randomized Controlled Trial"], "randomized"),
        (["Clinical Trial, Phase II"], "cohort"),
        (["Observational Study"], "observational"),
        (["Case Reports", "Letter"], "case"),
        (["Review"], "review"),
        (["Editorial"], "none"),
        (["Comment", "Letter"], "none"),
        (["News"], "none"),
        (["Clinical Trial Protocol"], "none"),
        (["Retraction of Publication"], "none"),
        (["Published Erratum"], "none"),
    ],
)
def test_publication_types_decide(lexicon: Lexicon, types: list[str], level: str) -> None:
    assert level_of(_read(lexicon, "Zinc and colds", "Colds were shorter.", types=types)) == level


def test_a_type_is_known_by_its_ui_under_another_name(lexicon: Lexicon) -> None:
    record = study("Zinc", "Colds were shorter.").model_copy(
        update={"publication_types": (PublicationType(name="Essai", ui="D016449"),)}
    )
    assert level_of(read_study(record, lexicon)) == "randomized"


@pytest.mark.parametrize(
    ("title", "abstract", "level"),
    [
        ("Zinc for colds: a systematic review and meta-analysis", "", "synthesis"),
        ("Zinc for colds: a randomised controlled trial", "", "randomized"),
        ("Zinc for colds: protocol for a randomised trial", "", "none"),
        ("Zinc and colds: a case-control study", "", "observational"),
        ("Zinc and taste: a case report", "", "case"),
        ("Zinc and colds", "Sixty adults were randomly assigned to zinc or placebo.", "randomized"),
        ("Zinc and colds", "We searched MEDLINE and Embase for trials of zinc.", "synthesis"),
        ("Zinc and colds", "We surveyed 200 adults by questionnaire.", "observational"),
        ("Zinc and colds", "We followed 900 adults in a prospective cohort.", "cohort"),
        ("Zinc and colds", "We report a woman who took zinc every day.", "case"),
        ("Zinc and colds", "This article reviews what is known of zinc.", "review"),
    ],
)
def test_the_text_decides_where_types_are_silent(
    lexicon: Lexicon, title: str, abstract: str, level: str
) -> None:
    assert level_of(_read(lexicon, title, abstract or "Adults took zinc.")) == level


def test_trials_that_are_asked_for_are_not_the_study(lexicon: Lexicon) -> None:
    text = "We asked 40 adults about zinc. Randomised controlled trials are needed."
    assert level_of(_read(lexicon, "Zinc and colds", text)) != "randomized"


def test_a_clinical_trial_that_was_randomised_is_known_by_its_text(lexicon: Lexicon) -> None:
    text = "Sixty adults were randomised to zinc or placebo."
    assert level_of(_read(lexicon, "Zinc", text, types=["Clinical Trial"])) == "randomized"


def test_a_trial_in_rats_is_preclinical(lexicon: Lexicon) -> None:
    read = _read(
        lexicon, "Zinc in rats", "Rats were randomly assigned to zinc.", types=["Journal Article"]
    )
    assert level_of(read) == "preclinical"


def test_a_title_alone_is_no_evidence(lexicon: Lexicon) -> None:
    assert level_of(_read(lexicon, "Zinc")) == "none"


def test_data_without_a_design_are_observational(lexicon: Lexicon) -> None:
    text = [("RESULTS", "Colds were shorter in those who took zinc.")]
    assert level_of(_read(lexicon, "Zinc", text)) == "observational"


@pytest.mark.parametrize(
    ("mesh", "species"),
    [
        (["Humans", "Adult"], "human"),
        (["Animals", "Rats"], "animal"),
        (["Humans", "Adult", "Animals"], "mixed"),
        (["Humans", "Cell Line"], "in-vitro"),
        (["Cells, Cultured"], "in-vitro"),
    ],
)
def test_mesh_says_who_was_studied(lexicon: Lexicon, mesh: list[str], species: str) -> None:
    assert species_of(_read(lexicon, "Zinc", "Zinc was given.", mesh=mesh)) == species


@pytest.mark.parametrize(
    ("text", "species"),
    [
        ("Zinc was given to sixty patients.", "human"),
        ("Zinc shortened infection in mice.", "animal"),
        ("Zinc stopped the virus in cell lines in vitro.", "in-vitro"),
        ("Zinc is a metal.", "unknown"),
    ],
)
def test_words_say_it_where_mesh_is_missing(lexicon: Lexicon, text: str, species: str) -> None:
    assert species_of(_read(lexicon, "Zinc", [("RESULTS", text)])) == species


def test_what_the_record_states_comes_first(lexicon: Lexicon) -> None:
    assert species_of(_read(lexicon, "Zinc in mice", species="human")) == "human"


def test_real_records_without_their_types_are_still_told_apart(
    lexicon: Lexicon, shared_data: Any
) -> None:
    """Of trials that PubMed calls randomised, the text alone must show three in four."""
    import gzip
    import json

    told = []
    with gzip.open(shared_data / "data" / "pubmed_union.jsonl.gz", "rt") as lines:
        for line in lines:
            if '"Randomized Controlled Trial"' not in line:
                continue
            row = json.loads(line)
            if row["abstract"] and "Animals" not in (row["mesh"] or ()):
                told.append(level_of(_read(lexicon, row["title"], row["abstract"])))
            if len(told) == 150:
                break
    assert told.count("randomized") >= 0.75 * len(told)
