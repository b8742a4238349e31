"""Every part of `python -m benchmarks` runs, and the page has the parts that the command has."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.articles import article, claims, web_page, with_references, write_studies
from benchmarks.growing import KINDS
from benchmarks.measure import exponent
from benchmarks.page import BEGIN, END, PAGE, parts_of, with_parts
from benchmarks.parts import PARTS
from benchmarks.parts.growth import PICTURES
from benchmarks.picture import Curve, picture
from citecheck.checker import Checker
from citecheck.claims.extract import extract
from citecheck.concepts.lexicon import Lexicon
from citecheck.documents.read import from_text


@pytest.mark.parametrize("name", PARTS)
def test_each_part_gives_a_table_with_figures(
    name: str, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name == "pages":  # it checks real articles against real records
        data = request.getfixturevalue("shared_data")
        monkeypatch.setenv("CITECHECK_TEST_DATA", str(data))
    if name == "cluster":
        pytest.importorskip("osmem_server", reason="osmem-server is not installed")
    lines = list(PARTS[name].lines(tmp_path, True))
    heads = [at for at, line in enumerate(lines) if line.startswith("| ---") and at]
    assert heads
    for at in heads:
        cells = lines[at + 1].split("|")
        assert len(cells) == len(lines[at - 1].split("|"))
        assert any(re.search(r"\d", cell) for cell in cells[2:])


def test_the_page_has_the_parts_and_pictures_that_the_command_has() -> None:
    page = PAGE.read_text("utf-8")
    assert list(parts_of(page)) == list(PARTS)
    for drawn in PICTURES:
        assert f"](assets/{drawn.file})" in page
        told = (PAGE.parent / "assets" / drawn.file).read_text("utf-8")
        assert all(kind.name in told for kind in KINDS.values())


def test_a_part_measured_again_takes_the_place_of_the_old_one_alone() -> None:
    order = {"start": "Start", "judge": "Judging"}
    first = with_parts("# Page\n\nText.\n", {"judge": "old", "start": "kept"}, order)
    page = first + "\n## After\n"
    again = with_parts(page, {"judge": r"new \1"}, order)
    assert parts_of(again) == {"start": "kept", "judge": r"new \1"}
    assert again.replace(r"new \1", "old") == page
    assert again.index(BEGIN) < again.index(END) < again.index("## After")


def test_the_exponent_is_that_of_the_power_law() -> None:
    assert exponent([(10, 3.0), (100, 300.0), (1000, 30_000.0)]) == pytest.approx(2)


def test_a_picture_tells_its_figures_in_words_and_is_the_same_each_time() -> None:
    curves = [Curve("a & b", [(1, 0.01), (10, 0.2), (100, 3)]), Curve("c", [(1, 0.02), (100, 3)])]
    made = picture("Time <s>", "seconds", curves)
    assert made == picture("Time <s>", "seconds", curves)
    root = ElementTree.fromstring(made)
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == "Time <s>"
    assert "a & b: 0.01 at x1, 0.2 at x10, 3 at x100" in (root.findtext(f"{space}desc") or "")
    assert "prefers-color-scheme: dark" in made
    names = [float(t.attrib["y"]) for t in root.iter(f"{space}text") if t.text in ("a & b", "c")]
    assert abs(names[0] - names[1]) >= 18


def test_what_is_made_up_is_of_the_size_asked_and_of_use(tmp_path: Path, lexicon: Lexicon) -> None:
    document = from_text(article(60))
    assert abs(len(document.sentences) - 60) < 10
    assert len(extract(document, lexicon)) > 15
    assert web_page(60).count("<p>") == 10
    assert len(set(claims(50))) > 45
    studies = write_studies(tmp_path / "studies.jsonl", 400)
    with Checker(sources=[str(studies)]) as checker:
        found = checker.check_references(from_text(with_references(8, 400))).references
    assert [each.finding for each in found] == ["resolved"] * 8
