"""Whatever a file holds: studies, or one sentence that says why not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.errors import BadSource, MalformedRecord
from citecheck.model.study import Study
from citecheck.pubmed.medline import parse_medline
from citecheck.pubmed.parse import parse_articles
from citecheck.sources.files import read_file
from citecheck.sources.index import StudyIndex
from citecheck.sources.jsonl import read_jsonl

from .trees import FakeTree

REPLIES = Path(__file__).parent.parent / "replies"
FIELDS = (
    "pmid pmcid doi id title abstract journal year publication_types mesh standing notices "
    "participants species language demonstration extra"
)

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
good = st.sampled_from(("1", "PMC1", "10.1000/x", "retracted", "human", "Ketamine", 2001))
values = st.recursive(
    scalars | good,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("name", "ui", "text", "section", "kind", "pmid")), inner, max_size=3
        )
    ),
    max_leaves=6,
)
rows = st.dictionaries(st.sampled_from(FIELDS.split()), values | good, max_size=8)


def outcome(read: Callable[[], list[Study]]) -> list[Study]:
    """The studies, or none where the file was refused in one sentence."""
    try:
        return read()
    except (BadSource, MalformedRecord) as error:
        assert str(error) and "\n" not in str(error)
        return []


@settings(deadline=None)
@given(rows)
def test_any_json_line_is_a_study_or_a_sentence(row: dict[str, Any]) -> None:
    line = json.dumps(row).encode()
    found = outcome(lambda: list(read_jsonl(io.BytesIO(line), "x.jsonl")))
    assert all(study.key for study in found)
    StudyIndex(found, FakeTree())


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_as_jsonl_are_studies_or_a_sentence(data: bytes) -> None:
    outcome(lambda: list(read_jsonl(io.BytesIO(data), "x.jsonl")))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 100_000), st.binary(min_size=1, max_size=3)), max_size=4))
def test_any_damage_to_xml_gives_studies_or_a_sentence(damage: list[tuple[int, bytes]]) -> None:
    data = bytearray((REPLIES / "retracted.xml").read_bytes())
    for place, junk in damage:
        start = place % len(data)
        data[start : start + len(junk)] = junk
    outcome(lambda: list(parse_articles(bytes(data))))


LINES = ("PMID- 1", "PMID- x", "AB  - A", "      b", "", " ", "MH  - /*", "RN  - (", "DP  - 20")


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES)))
def test_any_medline_lines_give_studies_or_a_sentence(lines: list[str]) -> None:
    found = outcome(lambda: list(parse_medline(line + "\n" for line in lines)))
    assert all(study.pmid == "1" for study in found)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(("x.jsonl", "x.xml", "x.txt", "x.nbib.gz", "x")),
    st.sampled_from((b"", b"<", b"{", b"PMID- ", b"\x1f\x8b", b"\x1f\x8b\x08", b"\xef\xbb\xbf")),
    st.binary(max_size=60),
)
def test_any_file_is_read_or_refused(tmp_path: Path, name: str, start: bytes, rest: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(start + rest)
    outcome(lambda: [unit.study for unit in read_file(path, name) if hasattr(unit, "study")])


@pytest.mark.parametrize("size", [10_000_001, 30_000_000])
def test_a_text_of_megabytes_is_refused(size: int) -> None:
    data = (
        b"<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>"
        + b"x" * size
        + b"</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
    )
    with pytest.raises(MalformedRecord):
        list(parse_articles(data))
