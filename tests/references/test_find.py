"""Where texts cite, and which entry a mention means."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from citecheck.documents.read import from_text, read
from citecheck.model.document import Document
from citecheck.model.reference import Reference
from citecheck.model.settings import Settings
from citecheck.references.find import find_references
from citecheck.references.kinds import kind_of
from citecheck.references.mentions import named

LIST = """
## References

1. Okoro A, et al. Tea and sleep: a trial. Sleep. 2019;1:2-9.
2. Diaz B. Milk and sleep: a trial. Sleep. 2020;1:2-9.
3. Brandt C, Ito D. Honey and sleep: a trial. Sleep. 2021;1:2-9.
"""
DATA = files("citecheck.references")
KINDS = tomllib.loads(DATA.joinpath("kinds.toml").read_text("utf-8"))["kinds"]
MENTIONS = tomllib.loads(DATA.joinpath("mentions.toml").read_text("utf-8"))


def mentioned(text: str) -> dict[str, list[str]]:
    """The label or text of each work, and the words that mention it."""
    document = from_text(text)
    return {
        work.label or work.text: [m.of(document.text) for m in work.mentions]
        for work in find_references(document)
    }


def test_numbers_ranges_and_superscripts_mean_entries() -> None:
    found = mentioned(f"# T\n\nTea helps [1]. Milk does too [2-3]. Both do.1,3 All do.²\n{LIST}")
    assert found == {"1": ["[1]", "1,3"], "2": ["[2-3]", "²"], "3": ["[2-3]", "1,3"]}


def test_authors_and_year_mean_the_entry_that_has_them() -> None:
    found = mentioned(f"# T\n\nTea helps (Okoro et al., 2019; Diaz, 2020).\n{LIST}")
    assert found["1"] == ["Okoro et al., 2019"]
    assert found["2"] == ["Diaz, 2020"]
    assert len(found) == 3


def test_footnotes_of_markdown_are_entries() -> None:
    found = mentioned("# T\n\nTea helps.[^a]\n\n[^a]: https://doi.org/10.1000/abc\n")
    assert found == {"a": ["[^a]"]}


def test_two_addresses_of_one_work_are_one_reference() -> None:
    text = "Tea (https://doi.org/10.1000/abc) and again doi:10.1000/ABC."
    [work] = find_references(from_text(text))
    assert work.cited.doi == "10.1000/abc"
    assert len(work.mentions) == 2


def test_a_page_links_to_works_and_numbers_its_list(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    filler = "Sleep is what people do at night, and many would like to do it better than now. " * 3
    page.write_text(
        f"<html><body><article><h1>Tea</h1><p>{filler}</p><p>Tea helps sleep in adults, says "
        '<a href="https://pubmed.ncbi.nlm.nih.gov/123456/">a trial of last year</a>. Milk helps '
        "too.<sup>1</sup> So it goes on.</p><h2>References</h2><ol><li>Diaz B. Milk and sleep: a "
        'trial. Sleep. 2020;1:2-9. <a href="https://doi.org/10.1000/abc">full text</a></li></ol>'
        "</article></body></html>"
    )
    document = read(str(page), settings=Settings())
    assert isinstance(document, Document)
    works = find_references(document)
    assert [w.cited.pmid for w in works] == ["123456", None]
    assert works[1].cited.doi == "10.1000/abc"
    assert [m.of(document.text) for m in works[1].mentions] == ["1"]


def test_a_text_without_references_has_none() -> None:
    assert find_references(from_text("Tea helps sleep. In May 2020 the team met in Norway.")) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["what"])
def test_each_kind_of_work_is_known_and_not_mistaken(kind: dict[str, Any]) -> None:
    assert kind["source"]
    for text in kind["fires"]:
        assert kind_of(text, None) == kind["what"]
    for text in kind["near_miss"]:
        assert kind_of(text, None) is None


@pytest.mark.parametrize("table", sorted(MENTIONS))
def test_names_of_people_and_journals_are_told_from_others(table: str) -> None:
    for text in MENTIONS[table]["fires"]:
        assert list(named(text)), text
    for text in MENTIONS[table]["near_miss"]:
        assert not list(named(text)), text


def test_every_reference_is_the_text_at_its_place() -> None:
    document = from_text(f"# T\n\nTea helps (Lund et al., 2018), see PMID 99.\n{LIST}")
    works: list[Reference] = find_references(document)
    assert len(works) == 5
    assert all(document.text[w.start : w.end] == w.text for w in works)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea helps [Okoro 2019].", (("Okoro",), 2019, None)),
        ("Okoro and colleagues reported in The Lancet in 2019 that tea helps.",
         (("Okoro",), 2019, "The Lancet")),
        ("Okoro and co-workers tried tea.", (("Okoro",), None, None)),
        ("Sørensen and Kjær (2018) tried tea.", (("Sørensen", "Kjær"), 2018, None)),
        ("Tea helps (Łos & Đorđevic-Weiß, 2018).", (("Łos", "Đorđevic-Weiß"), 2018, None)),
        ("A study in JAMA Internal Medicine (2016) tried tea.",
         ((), 2016, "JAMA Internal Medicine")),
    ],
)  # fmt: skip
def test_works_are_named_in_other_ways_too(text: str, expected: tuple[Any, ...]) -> None:
    [work] = named(text)
    assert (work.authors, work.year, work.journal) == expected


def test_a_year_in_square_brackets_alone_names_no_work() -> None:
    assert list(named("Tea was drunk [May 2019] and later [in 2020].")) == []
