"""Files that a glob names, and the lines of lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from citecheck.audit.dashboard.build import build
from citecheck.audit.ledger.open import open_ledger
from citecheck.report import html
from citecheck.watch.files import lines, load, matching
from citecheck.watch.source import Entry, SourceFailed
from tests.sample_report import sample_report


def names(pattern: str, folder: Path, most: int = 100) -> list[str]:
    return [entry.origin for entry in matching(pattern, str(folder), most)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.md", "a.md", "in/c.md", "in/.hidden.md", ".git/d.md", "in/deep/e.txt", "x.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Zinc shortens the common cold.")
    return tmp_path


def test_what_citecheck_wrote_itself_is_no_page_to_watch(folder: Path) -> None:
    (folder / "report.html").write_text(html.render(sample_report()), "utf-8")
    about = '<html><head><meta name="generator" content="Hugo"></head>citecheck</html>'
    (folder / "about.html").write_text(about, "utf-8")
    with open_ledger(str(folder / "desk.sqlite")) as ledger:
        build(ledger, folder / "public", now="2026-03-01T12:00:00Z")
    assert names("**/*.html", folder) == ["about.html"]
    with pytest.raises(SourceFailed, match="no file matches it"):
        names("public/**/*.html", folder)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("*.md", ["a.md", "b.md"]),
        ("**/*.md", ["a.md", "b.md", "in/c.md"]),
        ("**/*", ["a.md", "b.md", "in/c.md", "in/deep/e.txt"]),
        ("in/c.md", ["in/c.md"]),
    ],
)
def test_files_come_by_name_without_hidden_ones_and_pictures(
    folder: Path, pattern: str, found: list[str]
) -> None:
    assert names(pattern, folder) == found


def test_a_whole_path_stays_whole(folder: Path) -> None:
    assert names(f"{folder}/*.md", Path("elsewhere")) == [f"{folder}/a.md", f"{folder}/b.md"]


def test_a_link_back_up_is_not_followed_for_ever(folder: Path) -> None:
    (folder / "in" / "up").symlink_to(folder)
    assert names("**/*.md", folder) == ["a.md", "b.md", "in/c.md"]


@pytest.mark.parametrize("pattern", ["*.epub", "nowhere/*.md", "a\0b", ""])
def test_a_pattern_that_names_nothing_is_told(folder: Path, pattern: str) -> None:
    with pytest.raises(SourceFailed, match=r"could not be used: .*\.$"):
        names(pattern, folder)


def test_a_pattern_of_brackets_without_end_is_refused(folder: Path) -> None:
    with pytest.raises(SourceFailed, match="longer than the path of any file"):
        names("**/[a-c]?" + "[a" * 100_000, folder)


def test_a_list_has_an_origin_a_line() -> None:
    text = "\ufeff# ours\nhttps://news.example/a\r\n\n  drafts/b.md  \n#c.md\n".encode()
    assert list(lines(text)) == [Entry("https://news.example/a"), Entry("drafts/b.md")]


@pytest.mark.parametrize("name", ["nowhere.txt", "in"])
def test_a_list_that_cannot_be_read_is_told(folder: Path, name: str) -> None:
    with pytest.raises(SourceFailed, match="no such file"):
        load(folder / name, name)


def test_a_list_has_a_bound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.watch.files.MOST_LIST_BYTES", 10)
    with pytest.raises(SourceFailed, match="more than 10 bytes"):
        load(folder / "a.md", "a.md")
