"""`citecheck audit dashboard` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_audit import watched
from tests.cli.test_check import Run, one_sentence, run

__all__ = ["run", "watched"]


def test_a_folder_or_a_file_is_written_and_named(watched: Run, tmp_path: Path) -> None:
    watched("audit", "run", "--quiet")
    ran = watched("audit", "dashboard", "--output", "public")
    assert (ran.code, ran.out) == (0, "")
    assert "public/index.html: 1 claims and 1 pages, in 4 files" in ran.err
    assert "MMR vaccine causes autism" in (tmp_path / "public" / "claims-1.html").read_text("utf-8")
    quiet = watched("audit", "dashboard", "--output", "desk.html", "--quiet", "--most", "5")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert "MMR vaccine causes autism" in (tmp_path / "desk.html").read_text("utf-8")


def test_without_a_ledger_or_over_somebody_elses_page_nothing_is_written(
    watched: Run, tmp_path: Path
) -> None:
    ran = watched("audit", "dashboard", "--output", "public")
    assert (ran.code, (tmp_path / "public").exists()) == (2, False)
    assert "no ledger" in one_sentence(ran)
    watched("audit", "run", "--quiet")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text("ours", "utf-8")
    ran = watched("audit", "dashboard", "--output", "public")
    assert ran.code == 2
    assert "no dashboard" in one_sentence(ran)
    assert watched("audit", "dashboard").code == 2
