"""The folder of recorded PubMed files, opened as one source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citecheck.concepts.lexicon import Lexicon
from citecheck.model.query import And, Mesh, Not, PubType, Query, Words
from citecheck.model.search import StudySource
from citecheck.model.study import Study
from citecheck.pubmed.filters import filter_query
from citecheck.sources.open import open_source

ANIMALS = Mesh(ui="D000818", name="Animals")
HUMANS = Mesh(ui="D006801", name="Humans")


@pytest.fixture(scope="module")
def source(shared_data: Path, lexicon: Lexicon) -> StudySource:
    return open_source(str(shared_data / "pubmed"), lexicon)


@pytest.fixture(scope="module")
def studies(source: StudySource, shared_data: Path) -> list[Study]:
    pmids: set[str] = set()
    for path in (shared_data / "pubmed").rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            own = r"<(?:MedlineCitation|BookDocument)[^>]*>\s*<PMID[^>]*>([0-9]+)|^PMID- ([0-9]+)"
            pmids |= {one or other for one, other in re.findall(own, text, re.MULTILINE)}
    fetched = source.fetch(sorted(pmids))
    assert fetched.missing == ()
    return list(fetched.studies)


def test_every_pmid_of_every_file_is_there_once(source: StudySource, studies: list[Study]) -> None:
    assert source.info.records == len(studies) > 1000


def test_nearly_every_heading_that_came_by_name_got_its_ui(studies: list[Study]) -> None:
    headings = [heading for study in studies for heading in study.mesh]
    known = sum(heading.ui is not None for heading in headings)
    assert known > 0.97 * len(headings)


@pytest.mark.parametrize("word", ["insulin", "phthalate", "headache", "placebo"])
def test_a_word_is_counted_exactly(source: StudySource, studies: list[Study], word: str) -> None:
    def has(study: Study) -> bool:
        text = " ".join((study.title, study.abstract_text, *study.keywords)).lower()
        return re.search(rf"(?<![^\W_]){word}(?![^\W_])", text) is not None

    found = source.search(Words(text=word), limit=len(studies))
    expected = {study.key for study in studies if has(study)}
    assert set(found.keys) == expected and found.count == len(expected) > 0


def test_an_exploded_heading_reaches_what_is_below_it(
    source: StudySource, studies: list[Study], lexicon: Lexicon
) -> None:
    def below(study: Study, broad: str) -> bool:
        return any(lexicon.covers(broad, heading.ui or "-") for heading in study.mesh)

    diabetes = Mesh(ui="D003920", name="Diabetes Mellitus")
    expected = {study.key for study in studies if below(study, diabetes.ui)}
    found = source.search(diabetes, limit=len(studies))
    assert set(found.keys) >= expected and len(expected) > 20
    narrow = source.search(diabetes.model_copy(update={"explode": False}), limit=0)
    assert 0 < narrow.count < found.count


def test_a_clinical_trial_may_be_of_any_kind(source: StudySource) -> None:
    def count(query: Query) -> int:
        return source.search(query, limit=0).count

    every = count(PubType(name="Clinical Trial"))
    randomized = count(PubType(name="Randomized Controlled Trial"))
    both = count(
        And(parts=(PubType(name="Clinical Trial"), PubType(name="Randomized Controlled Trial")))
    )
    assert 0 < randomized == both < every


def test_the_humans_filter_drops_what_is_indexed_as_animals_only(
    source: StudySource, studies: list[Study]
) -> None:
    everyone = source.search(filter_query("humans"), limit=0).count
    animals = source.search(Not(keep=ANIMALS, drop=HUMANS), limit=0).count
    assert everyone + animals == len(studies)
    assert animals > 50 and everyone > 500
