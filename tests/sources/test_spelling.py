"""What `--source` names, by the way it is spelt."""

from __future__ import annotations

import pytest

from citecheck.sources.spelling import Kind, kind_of


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("entrez", "entrez"),
        ("Entrez", "path"),
        ("mirror", "mirror"),
        ("mirror:/srv/pubmed", "mirror"),
        ("mirrors", "path"),
        ("opensearch+https://host/index", "cluster"),
        ("opensearch+ftp://host", "cluster"),
        ("opensearch.jsonl", "path"),
        ("https://host/studies.jsonl", "unknown"),
        ("file:///studies.jsonl", "unknown"),
        ("", "path"),
    ],
)
def test_a_source_is_what_its_spelling_says(spec: str, kind: Kind) -> None:
    assert kind_of(spec) == kind
