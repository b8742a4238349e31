from __future__ import annotations

import gc
import gzip
import json
import os
from pathlib import Path

import pytest

from citecheck.errors import BadSource
from citecheck.model.query import Mesh, Words
from citecheck.model.search import StudySource
from citecheck.sources.open import open_source

from .trees import CLUSTER_HEADACHE, HEADACHE_DISORDERS, FakeTree

REPLIES = Path(__file__).parent.parent / "replies"


def opened(path: Path) -> StudySource:
    return open_source(str(path), FakeTree())


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
    source = opened(write(tmp_path / "s.jsonl", {"pmid": "1", "mesh": ["Cold", "Flu", "Twin"]}))
    [study] = source.fetch(["1"]).studies
    assert [heading.ui for heading in study.mesh] == [None, "D000001", None]


def test_one_digest_marks_the_source_as_demonstration(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{"pmid": "1"}, {"pmid": "2", "demonstration": True}]
    assert opened(write(tmp_path / "s.jsonl", *rows)).info.demonstration
    assert not opened(write(tmp_path / "t.jsonl", rows[0])).info.demonstration


def test_pubmed_xml_and_medline_text_are_sources_packed_or_not(tmp_path: Path) -> None:
    packed = tmp_path / "set.xml.gz"
    packed.write_bytes(gzip.compress((REPLIES / "retracted.xml").read_bytes()))
    assert opened(packed).info.records == 3
    assert opened(REPLIES / "retracted.xml").fetch(["99000001"]).studies[0].standing == "retracted"
    text = opened(REPLIES / "medline.txt")
    assert text.info.records == 3
    assert text.search(Words(text="fennel tea", field="title"), limit=5).keys == (
        "99000202",
        "99000201",
    )


def test_a_file_is_known_by_its_content_where_the_name_says_nothing(tmp_path: Path) -> None:
    for name in ("retracted.xml", "medline.txt"):
        plain = tmp_path / name.replace(".", "-")
        plain.write_bytes((REPLIES / name).read_bytes())
        assert opened(plain).info.records == 3
    assert opened(write(tmp_path / "studies", {"id": "a"})).info.records == 1


def test_a_folder_may_hold_every_form_among_other_files(tmp_path: Path) -> None:
    for name in ("retracted.xml", "medline.txt", "book.xml"):
        target = tmp_path / name[0] / name
        target.parent.mkdir()
        target.write_bytes((REPLIES / name).read_bytes())
    write(tmp_path / "own.jsonl", {"id": "own"})
    (tmp_path / "pom.xml").write_text("<project/>")
    (tmp_path / "notes.txt").write_text("Nothing of note.")
    (tmp_path / "empty.xml").touch()
    assert opened(tmp_path).info.records == 3 + 3 + 2 + 1


def test_across_files_versions_and_deletions_count_as_in_the_bulk_distribution(
    tmp_path: Path,
) -> None:
    def article(pmid: int, version: int, title: str) -> str:
        return (
            f'<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID><Article>'
            f"<ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        )

    def save(name: str, *parts: str) -> None:
        (tmp_path / name).write_text(f"<PubmedArticleSet>{''.join(parts)}</PubmedArticleSet>")

    def delete(pmid: int) -> str:
        return f'<DeleteCitation><PMID Version="1">{pmid}</PMID></DeleteCitation>'

    save("1.xml", *(article(pmid, 1, "base") for pmid in (1, 2, 3, 5)), article(4, 2, "higher"))
    save("2.xml", article(1, 1, "revised"), article(4, 1, "lower"), delete(2), delete(5))
    save("3.xml", article(3, 2, "second version"), article(5, 1, "back again"), delete(9))
    source = opened(tmp_path)
    titles = {study.pmid: study.title for study in source.fetch(list("12345")).studies}
    assert titles == {
        "1": "revised", "3": "second version", "4": "higher", "5": "back again",
    }  # fmt: skip
    assert source.info.records == 4


def test_a_broken_file_among_good_ones_is_named(tmp_path: Path) -> None:
    write(tmp_path / "good.jsonl", {"id": "a"})
    (tmp_path / "cut.xml").write_bytes((REPLIES / "retracted.xml").read_bytes()[:-200])
    with pytest.raises(BadSource, match=r"cut\.xml: Broken XML after PMID 99000002"):
        opened(tmp_path)


def test_a_folder_below_that_cannot_be_listed_is_no_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "good.jsonl", {"id": "a"})
    (tmp_path / "locked").mkdir()
    listing = os.scandir

    def refusing(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(BadSource, match="cannot be read: Permission denied"):
        opened(tmp_path)


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    assert gc.isenabled()
    with pytest.raises(BadSource):
        opened(write(tmp_path / "s.jsonl", {"title": "no id"}))
    assert gc.isenabled()


def test_what_is_no_source_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.md").write_text("nothing")
    (tmp_path / "bad.jsonl.gz").write_bytes(b"\x1f\x8b not gzip")
    (tmp_path / "cut.xml").write_text("<PubmedArticleSet><PubmedArticle>")
    (tmp_path / "reply.xml").write_text("<eFetchResult><ERROR>no id</ERROR></eFetchResult>")
    (tmp_path / "half.xml").write_text('<?xml version="1.0"?>')
    (tmp_path / "latin.txt").write_bytes(b"PMID- 1\nTI  - caf\xe9\n")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    cases = {
        str(tmp_path / "missing.jsonl"): "does not exist",
        str(tmp_path / "empty.jsonl"): "holds no studies",
        str(tmp_path / "folder"): "holds no studies",
        str(tmp_path / "bad.jsonl.gz"): "damaged gzip",
        str(tmp_path / "cut.xml"): "Broken XML",
        str(tmp_path / "reply.xml"): "is not study JSONL, PubMed XML or MEDLINE text",
        str(tmp_path / "half.xml"): "is not study JSONL",
        str(tmp_path / "latin.txt"): "line 2: not UTF-8 text",
        str(tmp_path / "image.txt"): "is not study JSONL",
        "x" * 5000: "cannot be read: File name too long",
        "": "does not exist",
        "entrez": "no file or folder",
        "pubmed": r"is no file or folder; besides those there are entrez \(PubMed itself\), mirror",
        "https://cluster.example": "no file or folder",
    }
    for spec, words in cases.items():
        with pytest.raises(BadSource, match=words) as caught:
            open_source(spec, FakeTree())
        assert "\n" not in str(caught.value)


def test_a_pipe_in_a_folder_is_no_file_of_studies(tmp_path: Path) -> None:
    write(tmp_path / "studies.jsonl", {"pmid": "1", "title": "Tea"})
    os.mkfifo(tmp_path / "pipe.xml")
    (tmp_path / "endless.xml").symlink_to("/dev/zero")
    assert opened(tmp_path).info.records == 1
    (tmp_path / "gone.xml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(BadSource, match=r"gone.xml' cannot be read: No such file"):
        opened(tmp_path)
