"""Lists and strings made to be slow: time grows with length, and nothing is lost."""

from __future__ import annotations

import pytest

from citecheck.documents.read import from_text
from citecheck.references import files
from citecheck.references.entry import read_entry
from citecheck.references.find import find_references
from tests.growth import is_linear

PIECES = [
    "(", "[", "A. ", "Smith, ", "Smith et al., ", "10.1000/", "https://", "'", "2013 ", "[1,",
    "A 2013 study in The ", "of the ", "\n1. ", "\nReferences\n", "Ab-", "¹", "PMID ", "doi ", "{",
    "Ada, ", "Okoro, Ada, and ", "Accessed ", " Mar-", "[Okoro 2013", " et al reported in The ",
    " ,", "A.B", "Vol. 3 ", "2021, 27, ",
]  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("opening", ["T\n\nReferences\n\n", "T\n\nBody "])
def test_no_repetition_is_slow(piece: str, opening: str) -> None:
    documents = {n: from_text(opening + piece * n) for n in (5_000, 20_000)}

    def work(n: int) -> None:
        find_references(documents[n])
        read_entry(documents[n].text)

    assert is_linear(work, 20_000)


def test_ten_thousand_entries_are_all_found() -> None:
    entries = [
        f"{n}. Okoro A, Diaz B. Work number {n} on tea. Sleep. 2019;{n}:2-9."
        for n in range(1, 10_001)
    ]
    documents = {
        n: from_text("T\n\nReferences\n\n" + "\n".join(entries[:n])) for n in (1_000, 4_000, 10_000)
    }
    found = find_references(documents[10_000])
    assert [r.label for r in found] == [str(n) for n in range(1, 10_001)]
    assert is_linear(lambda n: find_references(documents[n]), 4_000)


@pytest.mark.parametrize("text", ["@article{" * 5_000, "@article{k," + "{" * 50_000, "@" * 50_000])
def test_broken_braces_are_read_to_the_end_in_time(text: str) -> None:
    assert is_linear(lambda n: files.read(text[:n], "bibtex"), len(text))
    found = files.read(text, "bibtex")
    assert all(reference.cited.malformed for reference in found)
