from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from citecheck.errors import MirrorError
from citecheck.mirror.bring import bring
from citecheck.mirror.library import Library
from citecheck.mirror.manifest import Manifest
from citecheck.mirror.selection import Selection
from citecheck.mirror.status import status
from citecheck.mirror.work import Work, processes

from .bulk import Article, BulkFile, in_order, name, story
from .mirrors import WORK, brought_up, held
from .nlm import Nlm

FILES = story()


@pytest.fixture
def bulk(tmp_path: Path) -> Path:
    """All files of the story in a folder, as someone would have them."""
    folder = tmp_path / "bulk"
    folder.mkdir()
    for number, file in FILES.items():
        (folder / name(number)).write_bytes(file.gz())
    return folder


def brought(mirror: Path, *paths: Path, work: Work = WORK, **options: object) -> Manifest:
    selection = options.get("selection")
    assert selection is None or isinstance(selection, Selection)
    return bring(Library(mirror), paths, work, selection=selection)


def test_a_folder_is_read_in_the_order_of_nlms_numbers(bulk: Path, tmp_path: Path) -> None:
    assert brought(tmp_path / "m", bulk).missing == ()
    assert held(tmp_path / "m") == in_order(FILES)


def test_files_parsed_by_several_processes_give_the_same_mirror(bulk: Path, tmp_path: Path) -> None:
    many = {8: BulkFile(tuple(Article(p, f"Of many {p}") for p in range(1000, 6000)), (5, 6))}
    (bulk / name(8)).write_bytes(many[8].gz())
    with processes(2) as work:
        brought(tmp_path / "m", bulk, work=work)
    assert held(tmp_path / "m") == in_order(FILES | many)


def test_a_file_that_is_in_already_is_passed_over(bulk: Path, tmp_path: Path) -> None:
    first = brought(tmp_path / "m", bulk)
    assert brought(tmp_path / "m", bulk) == first


def test_files_that_come_out_of_order_end_as_if_they_had_come_in_order(
    bulk: Path, tmp_path: Path
) -> None:
    mirror = tmp_path / "m"
    brought(mirror, *(bulk / name(n) for n in (1, 2, 3, 4, 6, 7)))
    late = brought(mirror, bulk / name(5))
    assert late.missing == (name(6), name(7))
    assert "to be read again" in status(mirror).lines()[-1]
    assert brought(mirror, bulk).missing == ()
    assert held(mirror) == in_order(FILES)


def test_a_file_with_other_content_under_the_same_name_is_read_again(
    bulk: Path, tmp_path: Path
) -> None:
    brought(tmp_path / "m", bulk)
    files = FILES | {6: BulkFile((Article(61, "Put right"),))}
    (bulk / name(6)).write_bytes(files[6].gz())
    brought(tmp_path / "m", bulk)
    expected = in_order(files)
    # What only the withdrawn file had said of a record, no file takes back.
    only_there = {60, *range(35, 38), 122}
    assert {p: t for p, t in held(tmp_path / "m").items() if p not in only_there} == {
        p: t for p, t in expected.items() if p not in only_there
    }


def test_a_gap_is_reported_and_filled(bulk: Path, tmp_path: Path) -> None:
    gone = (bulk / name(2)).read_bytes()
    (bulk / name(2)).unlink()
    assert brought(tmp_path / "m", bulk).missing == (name(2),)
    (bulk / name(2)).write_bytes(gone)
    assert brought(tmp_path / "m", bulk).missing == ()
    assert held(tmp_path / "m") == in_order(FILES)


def test_a_file_is_checked_against_the_md5_beside_it(bulk: Path, tmp_path: Path) -> None:
    for number in FILES:
        right = hashlib.md5((bulk / name(number)).read_bytes(), usedforsecurity=False).hexdigest()
        told = right if number != 3 else "0" * 32
        (bulk / (name(number) + ".md5")).write_text(f"MD5({name(number)})= {told}\n")
    manifest = brought(tmp_path / "m", bulk)
    assert manifest.missing == (name(3),)
    assert "does not match" in manifest.troubles[0].reason


def test_other_forms_of_studies_are_taken_in_too(tmp_path: Path) -> None:
    row = {"pmid": "77", "title": "By line", "mesh": ["Migraine Disorders"]}
    (tmp_path / "s.jsonl").write_text(json.dumps(row))
    (tmp_path / "s.nbib").write_text("PMID- 78\nTI  - By tag\n\n")
    (tmp_path / "efetch.xml").write_bytes(BulkFile((Article(79, "By element"),)).xml())
    paths = [tmp_path / file for file in ("s.jsonl", "s.nbib", "efetch.xml")]
    brought(tmp_path / "m", *paths)
    assert held(tmp_path / "m") == {77: "By line", 78: "By tag", 79: "By element"}


def test_an_update_goes_on_from_imported_files(bulk: Path, tmp_path: Path) -> None:
    for number in (4, 5, 6, 7):
        (bulk / name(number)).unlink()
    brought(tmp_path / "m", bulk)
    with Nlm({n: FILES[n] for n in (1, 2, 3)}, {n: FILES[n] for n in (4, 5, 6, 7)}) as nlm:
        brought_up(tmp_path / "m", nlm)
        assert nlm.asked(name(1)) == 0
    assert held(tmp_path / "m") == in_order(FILES)


def test_xml_that_cannot_be_cut_after_records_is_read_as_one(tmp_path: Path) -> None:
    articles = "".join(Article(p, f"Snow {p}").xml() for p in range(1, 3000))
    comment = "<!-- </PubmedArticle><PubmedArticle> -->" * 3
    doctype = '<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY x "y">]>'
    for number, text in enumerate(
        (
            f"{doctype}\n<PubmedArticleSet>{articles}</PubmedArticleSet>",
            f"<PubmedArticleSet>{articles}{comment}{articles}</PubmedArticleSet>",
        )
    ):
        path = tmp_path / f"odd{number}.xml.gz"
        path.write_bytes(gzip.compress(text.encode()))
        brought(tmp_path / f"m{number}", path)
        assert len(held(tmp_path / f"m{number}")) == 2999


def test_a_record_without_a_pmid_is_counted_and_the_others_kept(tmp_path: Path) -> None:
    text = BulkFile((Article(1, "One"), Article(2, "Two"))).xml().replace(b">2</PMID>", b"></PMID>")
    (tmp_path / "s.xml").write_bytes(text)
    manifest = brought(tmp_path / "m", tmp_path / "s.xml")
    assert (manifest.files[0].records, manifest.files[0].unreadable) == (1, 1)
    assert "1 records could not be read" in "\n".join(status(tmp_path / "m").lines())


def test_what_cannot_be_imported_is_one_sentence(bulk: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    other = tmp_path / name(1, 27)
    other.write_bytes(FILES[1].gz())
    with pytest.raises(MirrorError, match="no file"):
        brought(tmp_path / "m", tmp_path / "empty")
    with pytest.raises(MirrorError, match="several years"):
        brought(tmp_path / "m", bulk, other)
    brought(tmp_path / "m", bulk)
    with pytest.raises(MirrorError, match="a mirror of its own"):
        brought(tmp_path / "m", other)
    with pytest.raises(MirrorError, match="another folder"):
        brought(tmp_path / "m", bulk, selection=Selection(since=2000))


def test_a_broken_file_is_a_trouble_and_no_record_of_it_stays(bulk: Path, tmp_path: Path) -> None:
    text = gzip.decompress((bulk / name(3)).read_bytes()).replace(b"</MedlineCitation>", b"", 1)
    (bulk / name(3)).write_bytes(gzip.compress(text))
    manifest = brought(tmp_path / "m", bulk)
    assert manifest.missing == (name(3),)
    assert "Broken XML" in manifest.troubles[0].reason
    assert held(tmp_path / "m") == in_order(FILES, (1, 2, 4, 5, 6, 7))


def test_a_file_that_the_system_does_not_give_is_a_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.xml").symlink_to(tmp_path / "nowhere.xml")
    (tmp_path / "b.xml").write_bytes(BulkFile((Article(1, "One"),)).xml())
    manifest = brought(tmp_path / "m", tmp_path)
    assert manifest.missing == ("a.xml",)
    assert manifest.troubles[0].reason.startswith("The file a.xml cannot be read: No such file")
    assert held(tmp_path / "m") == {1: "One"}


def test_of_two_files_of_one_name_those_that_differ_are_refused(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "studies.xml").write_bytes(BulkFile((Article(1, "One"),)).xml())
    assert len(brought(tmp_path / "m", tmp_path / "a", tmp_path / "b").files) == 1
    (tmp_path / "b" / "studies.xml").write_bytes(BulkFile((Article(2, "Two"),)).xml())
    with pytest.raises(MirrorError, match=r"a/studies.xml' and .*b/studies.xml' differ"):
        brought(tmp_path / "m", tmp_path / "a", tmp_path / "b")
