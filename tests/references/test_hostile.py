"""Lists and strings made to be slow: time grows with length, and nothing is lost."""

from __future__ import annotations

import time

import pytest

from citecheck.documents.read import from_text
from citecheck.references import files
from citecheck.references.entry import read_entry
from citecheck.references.find import find_references

PIECES = [
    "(", "[", "A. ", "Smith, ", "Smith et al., ", "10.1000/", "https://", "'", "2013 ", "[1,",
    "A 2013 study in The ", "of the ", "\n1. ", "\nReferences\n", "Ab-", "¹", "PMID ", "doi ", "{",
    "Ada, ", "Okoro, Ada, and ", "Accessed ", " Mar-", "[Okoro 2013", " et al reported in The ",
    " ,", "A.B", "Vol. 3 ", "2021, 27, ",
]  # fmt: skip


def seconds(text: str) -> float:
    document = from_text(text)
    start = time.process_time()
    find_references(document)
    read_entry(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("opening", ["T\n\nReferences\n\n", "T\n\nBody "])
def test_no_repetition_is_slow(piece: str, opening: str) -> None:
    assert seconds(opening + piece * 20_000) < 3.0


@pytest.mark.usefixtures("untraced")
def test_ten_thousand_entries_are_all_found() -> None:
    entries = "\n".join(
        f"{n}. Okoro A, Diaz B. Work number {n} on tea. Sleep. 2019;{n}:2-9."
        for n in range(1, 10_001)
    )
    start = time.process_time()
    found = find_references(from_text(f"T\n\nReferences\n\n{entries}"))
    assert time.process_time() - start < 15
    assert [r.label for r in found] == [str(n) for n in range(1, 10_001)]


@pytest.mark.parametrize("text", ["@article{" * 5_000, "@article{k," + "{" * 50_000, "@" * 50_000])
@pytest.mark.usefixtures("untraced")
def test_broken_braces_are_read_to_the_end_in_time(text: str) -> None:
    start = time.process_time()
    found = files.read(text, "bibtex")
    assert time.process_time() - start < 5
    assert all(reference.cited.malformed for reference in found)
