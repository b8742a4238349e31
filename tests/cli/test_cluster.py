"""A cluster as a user loads and asks it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_check import Run, one_sentence, run
from tests.cluster.conftest import server, spec
from tests.mirror.bulk import Article, BulkFile, name

__all__ = ["run", "server", "spec"]

TEXT = "Trials found that ketamine relieves obsessive-compulsive disorder within hours.\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A bulk file about the text's claim."""
    drug, illness = ("D007649", "Ketamine"), ("D009771", "Obsessive-Compulsive Disorder")
    trial = Article(
        11,
        "Ketamine for obsessive-compulsive disorder: a randomized crossover trial",
        headings=(drug, illness),
        types=("Randomized Controlled Trial",),
        abstract="Symptoms of obsessive-compulsive disorder fell within hours of ketamine, and "
        "more than after placebo (P = .004).",
    )
    other = Article(12, "Ketamine and the weight of snails", headings=(drug,))
    folder = tmp_path / "bulk"
    folder.mkdir()
    (folder / name(1)).write_bytes(BulkFile((trial, other)).gz())
    return folder


def test_the_same_text_gives_the_same_report_from_a_mirror_and_a_cluster(
    run: Run, files: Path, spec: str, tmp_path: Path
) -> None:
    mirror = str(tmp_path / "mirror")
    assert run("mirror", "import", str(files), "--path", mirror, "--quiet").code == 0
    loaded = run("mirror", "import", str(files), "--cluster", spec, "--replicas", "0", "--quiet")
    assert loaded.code == 0, loaded.err
    (tmp_path / "page.txt").write_text(TEXT, "utf-8")
    claims = []
    for source in (f"mirror:{mirror}", spec):
        ran = run("check", "page.txt", "--source", source, "--format", "json", "--fail-on", "never")
        assert ran.code == 0, ran.err
        report = json.loads(ran.out)
        [claim] = report["documents"][0]["claims"]
        for search in claim["searches"]:
            for changing in ("source", "searched_at"):
                del search[changing]
        claims.append(claim)
    assert claims[0] == claims[1]
    assert [study["pmid"] for study in claims[0]["evidence"]] == ["11"]


def test_a_cluster_that_cannot_be_used_is_one_sentence(run: Run, spec: str, files: Path) -> None:
    absent = run("check", "--claim", "Zinc shortens colds.", "--source", spec)
    assert absent.code == 2
    one_sentence(absent)
    nowhere = run("mirror", "import", str(files), "--cluster", "opensearch+http://127.0.0.1:9/x")
    assert nowhere.code == 3
    one_sentence(nowhere)
