from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from citecheck.errors import BadSource
from citecheck.model.query import Mesh, Words
from citecheck.model.search import StudySource
from citecheck.model.settings import Settings
from citecheck.sources.open import open_source

from .trees import CLUSTER_HEADACHE, HEADACHE_DISORDERS, FakeTree


def opened(path: Path) -> StudySource:
    return open_source(str(path), Settings(), FakeTree())


def write(path: Path, *rows: dict[str, object]) -> Path:
    text = "\n".join(json.dumps(row) for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def test_a_file_of_studies_is_searched_and_fetched(tmp_path: Path) -> None:
    source = opened(
        write(
            tmp_path / "s.jsonl",
            {"pmid": "1", "title": "Oxygen in cluster headache"},
            {"pmid": "2", "title": "Oxygen in pneumonia"},
        )
    )
    found = source.search(Words(text="cluster headache"), limit=5)
    assert (found.count, found.keys) == (1, ("1",))
    fetched = source.fetch(["2", "9", "1"])
    assert [study.pmid for study in fetched.studies] == ["2", "1"]
    assert fetched.missing == ("9",)
    assert source.info.kind == "file" and source.info.records == 2
    assert isinstance(source, StudySource)
    source.close()


def test_a_folder_is_read_in_the_order_of_paths_and_the_later_record_wins(tmp_path: Path) -> None:
    write(tmp_path / "b" / "late.jsonl.gz", {"pmid": "1", "title": "Late"})
    write(tmp_path / "a.jsonl", {"pmid": "1", "title": "Early"}, {"pmid": "2", "title": "Other"})
    (tmp_path / "README.md").write_text("no studies here")
    (tmp_path / ".hidden.jsonl").write_text("not even JSON")
    source = opened(tmp_path)
    assert source.info.kind == "folder" and source.info.records == 2
    assert source.fetch(["1"]).studies[0].title == "Late"


def test_a_heading_without_a_ui_gets_it_from_its_exact_name(tmp_path: Path) -> None:
    source = opened(write(tmp_path / "s.jsonl", {"pmid": "1", "mesh": ["Cluster Headache"]}))
    [study] = source.fetch(["1"]).studies
    assert study.mesh[0].ui == CLUSTER_HEADACHE
    broad = Mesh(ui=HEADACHE_DISORDERS, name="Headache Disorders")
    assert source.search(broad, limit=0).count == 1


def test_an_ambiguous_heading_name_stays_without_a_ui(tmp_path: Path) -> None:
    source = opened(write(tmp_path / "s.jsonl", {"pmid": "1", "mesh": ["Cold", "Flu"]}))
    [study] = source.fetch(["1"]).studies
    assert [heading.ui for heading in study.mesh] == [None, "D000001"]


def test_one_digest_marks_the_source_as_demonstration(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"pmid": "1"}, {"pmid": "2", "demonstration": True}]
    assert opened(write(tmp_path / "s.jsonl", *rows)).info.demonstration
    assert not opened(write(tmp_path / "t.jsonl", rows[0])).info.demonstration


def test_what_is_no_source_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.md").write_text("nothing")
    (tmp_path / "bad.jsonl.gz").write_bytes(b"\x1f\x8b not gzip")
    cases = {
        str(tmp_path / "missing.jsonl"): "does not exist",
        str(tmp_path / "empty.jsonl"): "holds no studies",
        str(tmp_path / "folder"): "holds no studies",
        str(tmp_path / "bad.jsonl.gz"): "damaged gzip",
        "entrez": "not available",
        "mirror:/somewhere": "not available",
        "https://cluster.example": "not available",
    }
    for spec, words in cases.items():
        with pytest.raises(BadSource, match=words) as caught:
            open_source(spec, Settings(), FakeTree())
        assert "\n" not in str(caught.value)
