from __future__ import annotations

import pytest

from citecheck.pubmed.identifiers import clean_doi, clean_mesh_ui, clean_pmcid, clean_pmid


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (" 00123\n", "123"),
        ("1234567890", None),
        ("12a", None),
        ("", None),
        (None, None),
        ("0", None),
    ],
)
def test_a_pmid_is_a_plain_number(text: str | None, cleaned: str | None) -> None:
    assert clean_pmid(text) == cleaned


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("10.1000/AbC(1)<2>", "10.1000/AbC(1)<2>"),
        (" https://doi.org/10.1000/x ", "10.1000/x"),
        ("http://dx.doi.org/10.1000/x", "10.1000/x"),
        ("doi: 10.1000/x", "10.1000/x"),
        ("10.1000/x y", None),
        ("10.1/x", None),
        (None, None),
    ],
)
def test_a_doi_loses_its_resolver_and_keeps_its_case(text: str | None, cleaned: str | None) -> None:
    assert clean_doi(text) == cleaned


def test_other_identifiers_keep_to_their_form() -> None:
    assert clean_pmcid("pmc12") == "PMC12"
    assert clean_pmcid("12") is None
    assert clean_mesh_ui("D000078182") == "D000078182"
    assert clean_mesh_ui("") is None
