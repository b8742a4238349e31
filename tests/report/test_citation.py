from __future__ import annotations

from typing import Any

import pytest

from citecheck.model.study import Study
from citecheck.report import citation
from tests.reports import evidence


@pytest.mark.parametrize(
    ("authors", "who"),
    [
        (("Okoro AB",), "Okoro"),
        (("Okoro, A. B.", "de la Peña C"), "Okoro and de la Peña"),
        (("Lind C", "Okoro AB", "Poe E"), "Lind et al."),
        (("The Tea Group",), "The Tea Group"),
        (("Durand É",), "Durand"),
        (("Marsh, Dora",), "Marsh"),
        (("李 明",), "李 明"),
    ],
)
def test_a_citation_names_who_when_and_where(authors: tuple[str, ...], who: str) -> None:
    cited = evidence(authors=authors, year=2021, journal="Sleep Lore")
    assert citation.citation(cited) == f"{who} 2021, Sleep Lore"


@pytest.mark.parametrize(
    ("study", "shown"),
    [
        (Study(pmid="1"), "No title"),
        (Study(pmid="1", title="On tea"), "“On tea”"),
        (Study(pmid="1", title="On tea", year=2020, journal="J"), "“On tea” 2020, J"),
        (Study(pmid="1", title="On tea", journal="J"), "“On tea” J"),
        (Study(pmid="1", title="On tea", authors=("Poe E",), journal="J"), "Poe, J"),
    ],
)
def test_a_citation_makes_do_with_what_the_record_has(study: Study, shown: str) -> None:
    assert citation.citation(study) == shown


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Tea: a trial", "Tea: a trial"),
        ("Valerian tea before bed in people with insomnia: " + "a trial " * 5,
         "Valerian tea before bed in people with insomnia…"),
        ("Does valerian tea help before bed? " + "A trial " * 5,
         "Does valerian tea help before bed?…"),
        ("Tea: " + "a trial of tea " * 6,
         "Tea: a trial of tea a trial of tea a trial of tea a trial of tea a…"),
    ],
)  # fmt: skip
def test_a_long_title_is_cut_at_its_subtitle_where_that_leaves_enough(
    title: str, short: str
) -> None:
    assert citation.citation(Study(pmid="1", title=title)) == f"“{short}”"


@pytest.mark.parametrize(
    ("study", "name", "page"),
    [
        (Study(pmid="12", doi="10.5555/x"), "PMID 12", "https://pubmed.ncbi.nlm.nih.gov/12/"),
        (Study(doi="10.5555/x(1)<y>", pmcid="PMC1"), "doi 10.5555/x(1)<y>",
         "https://doi.org/10.5555/x%281%29%3Cy%3E"),
        (Study(doi="javascript:alert(1)"), "doi javascript:alert(1)", None),
        (Study(doi="10.5555/x y"), "doi 10.5555/x y", None),
        (Study(pmcid="PMC12"), "PMC12", "https://pmc.ncbi.nlm.nih.gov/articles/PMC12/"),
        (Study(id="local-1"), "local-1", None),
        (Study(pmid="1) [x](http://evil.example"), "PMID 1) [x](http://evil.example", None),
        (Study(pmcid="PMC1/../../evil"), "PMC1/../../evil", None),
        (Study(pmid="12\n"), "PMID 12", None),
    ],
)  # fmt: skip
def test_only_a_real_identifier_is_linked(study: Study, name: str, page: str | None) -> None:
    assert citation.identifier(study) == name
    assert citation.link(study) == page


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"participants": None}, "randomized trial"),
        ({"participants": 1}, "randomized trial, 1 participant"),
        ({"participants": 12345}, "randomized trial, 12,345 participants"),
        ({"species": "animal", "participants": 8}, "randomized trial in animals, 8 animals"),
        ({"species": "animal", "level": "preclinical", "participants": None},
         "animal or laboratory study"),
        ({"species": "in-vitro", "participants": None}, "randomized trial in vitro"),
    ],
)  # fmt: skip
def test_a_design_says_what_kind_of_study_on_how_many(changes: dict[str, Any], shown: str) -> None:
    assert citation.design(evidence(**changes)) == shown
