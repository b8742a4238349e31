"""`citecheck refs`, and references in `check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citecheck.cli.main import main
from tests.conftest import ROOT

STUDIES = str(ROOT / "examples" / "studies.jsonl")
ARTICLE = """# Ketamine at home

Ketamine relieves obsessive-compulsive disorder [1]. Ketamine eases migraine [2].

## References

1. Rodriguez CI, et al. Randomized controlled crossover trial of ketamine in obsessive-compulsive disorder: proof-of-concept. Neuropsychopharmacology. 2013.
2. Varga D. Ketamine gum for migraine in shift workers: a trial. Headache. 2021;1:2-9.
"""  # noqa: E501


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.md"
    path.write_text(ARTICLE)
    return str(path)


def test_refs_gives_findings_and_the_claims_that_cite(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["refs", article, "--source", STUDIES, "--format", "json", "--quiet"])
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert code == 1
    assert [r["finding"] for r in document["references"]] == ["resolved", "not-found"]
    assert [r["claims"] for r in document["references"]] == [["c1"], ["c2"]]
    assert document["references"][0]["record"]["doi"] == "10.1038/npp.2013.150"


@pytest.mark.parametrize("format_name", ["terminal", "markdown", "jsonl"])
def test_every_format_of_refs_names_what_was_not_found(
    format_name: str, article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--source", STUDIES, "--format", format_name, "--fail-on", "never"]
    assert main(["refs", article, *options]) == 0
    out = capsys.readouterr().out
    assert "not-found" in out or "not found" in out
    assert "Ketamine gum for migraine" in out


def test_check_fails_on_references_only_where_asked(
    article: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [article, "--source", STUDIES, "--quiet", "--format", "markdown"]
    assert main(["check", *options, "--fail-on", "reference"]) == 1
    assert main(["check", *options, "--fail-on", "never"]) == 0
    assert "2 references: 1 resolved, 1 not found" in capsys.readouterr().out


def test_a_text_without_references_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Tea helps people to sleep, as everybody knows by now.\n")
    assert main(["refs", str(tmp_path / "a.txt"), "--source", STUDIES]) == 0
    assert "No reference was found" in capsys.readouterr().out
