"""Which claims a citation stands for."""

from __future__ import annotations

import pytest

from citecheck.documents.read import from_text
from citecheck.model.document import Document
from citecheck.references.attach import claims_citing
from citecheck.references.find import find_references
from tests.make import claim

LIST = (
    "\n## References\n\n1. Okoro A. Tea and sleep: a trial. Sleep. 2019;1:2-9.\n"
    "2. Diaz B. Milk and sleep: a trial. Sleep. 2020;1:2-9.\n"
)


def citing(sentence: str, *claims: str) -> dict[str, list[str]]:
    """The words of the claims that cite each label."""
    document: Document = from_text(f"# T\n\n{sentence} Nothing more is said here.\n{LIST}")
    made = [
        claim(id=f"c{n}", text=words, start=(at := document.text.index(words)), end=at + len(words))
        for n, words in enumerate(claims)
    ]
    works = find_references(document)
    found = claims_citing(document, made, works)
    labels = {work.id: work.label or "" for work in works}
    return {labels[work]: [claims[int(c[1:])] for c in ids] for work, ids in found.items()}


@pytest.mark.parametrize(
    ("sentence", "claims", "expected"),
    [
        ("Tea helps sleep [1].", ["Tea helps sleep"], {"1": ["Tea helps sleep"]}),
        ("Tea helps sleep.[1]", ["Tea helps sleep"], {"1": ["Tea helps sleep"]}),
        (
            "Tea helps sleep [1] and milk eases pain [2].",
            ["Tea helps sleep", "milk eases pain"],
            {"1": ["Tea helps sleep"], "2": ["milk eases pain"]},
        ),
        (
            "Tea helps sleep and milk eases pain [1], [2].",
            ["Tea helps sleep", "milk eases pain"],
            {n: ["Tea helps sleep", "milk eases pain"] for n in "12"},
        ),
        (
            "Okoro (2019) showed that tea helps sleep.",
            ["tea helps sleep"],
            {"1": ["tea helps sleep"]},
        ),
        ("Tea helps sleep. Milk is white [2].", ["Tea helps sleep"], {}),
    ],
)
def test_a_citation_stands_for_the_claims_before_it(
    sentence: str, claims: list[str], expected: dict[str, list[str]]
) -> None:
    assert citing(sentence, *claims) == expected
