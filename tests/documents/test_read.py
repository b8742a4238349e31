"""Reading: true offsets for all that is read, one clear sentence for all that is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.documents.read import from_text, is_url, read
from citecheck.model.document import Document, Unreadable
from citecheck.model.settings import Settings
from tests.growth import is_linear

TEXT = "Ketamine eases the pain of some people with migraine. It wears off within a week."
GERMAN = (
    "Ketamin lindert die Beschwerden von einigen Menschen mit Migräne, denen andere Mittel nicht "
    "geholfen haben. Es wirkt nach einer Stunde, und die Wirkung ist nach einer Woche vorbei. "
    "Ob es auf die Dauer nützt, wird noch geprüft."
)


def document(path: Path | str, **settings: object) -> Document:
    found = read(str(path), settings=Settings.model_validate(settings))
    assert isinstance(found, Document), found
    return found


def reason(path: Path | str, stdin: bytes | None = None, **settings: object) -> str:
    found = read(str(path), stdin=stdin, settings=Settings.model_validate(settings))
    assert isinstance(found, Unreadable), found.text[:100]
    assert found.reason.endswith(".")
    assert found.reason.count(". ") == 0
    assert "\n" not in found.reason
    return found.reason


def sentences(found: Document) -> list[str]:
    return [sentence.of(found.text) for sentence in found.sentences]


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}\r\n\r\nNext Steps\r\n{TEXT}\r\n",
        f"\ufeff{TEXT}\n",
        f"\ufeffRapid Relief\n\n{TEXT}",
        f"It’s\u00a0a “pain”\u2009—\u00a0they say.\r{TEXT}",
        f"\u200fKetamine\u200e works. {TEXT}",
        f"Pain\x07 fell \x1b[31mfast\x1b[0m. {TEXT}",
        f"About 50{{{'ab' * 32}}} got well. {TEXT}",
    ],
    ids=["crlf", "mark", "mark before heading", "spaces", "direction", "controls", "mangled"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
def test_a_text_is_kept_as_it_is_and_its_sentences_lie_in_it(
    tmp_path: Path, text: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    found = document(path)
    assert found.text == text
    assert found.has_lines
    assert found.origin == str(path)
    assert "Ketamine eases the pain of some people with migraine." in sentences(found)
    assert all(
        sentence.of(text) == sentence.of(text).strip("\ufeff \r\n\u200f")
        for sentence in found.blocks
    )


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_other_encodings_give_the_same_sentences(tmp_path: Path, encoding: str) -> None:
    text = f"It’s a naïve “cure” — they say. {TEXT}"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert sentences(document(path)) == sentences(from_text(text))


def test_standard_input_is_read_and_known_as_such() -> None:
    found = read("-", stdin=f"# Tea\n\n{TEXT}".encode(), settings=Settings())
    assert isinstance(found, Document)
    assert found.title == "Tea"
    assert found.origin == "-"
    assert found.has_lines


def test_a_page_on_standard_input_is_read_as_one() -> None:
    page = f"<!doctype html><html><body><h1>Tea</h1><p>{TEXT}</p></body></html>"
    found = read("-", stdin=page.encode(), settings=Settings())
    assert isinstance(found, Document)
    assert found.text == f"Tea\n\n{TEXT}"
    assert not found.has_lines


def test_an_html_file_has_offsets_of_its_extracted_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(
        f'<html><head><meta charset="cp1252"></head><h1>Tea’s time</h1><p>{TEXT}'.encode("cp1252")
    )
    found = document(path)
    assert sentences(found) == ["Tea’s time", *sentences(from_text(TEXT))]


def test_a_text_with_tags_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"<html><p>{TEXT}</p></html>")
    assert document(path).text == f"<html><p>{TEXT}</p></html>"


def test_the_id_is_the_same_on_every_run_and_differs_between_files(tmp_path: Path) -> None:
    ids = []
    for folder in ("x", "y"):
        path = tmp_path / folder / "Tea & Sleep.txt"
        path.parent.mkdir()
        path.write_text(TEXT)
        ids.append(document(path).id)
        assert document(path).id == ids[-1]
        assert ids[-1].startswith("tea-sleep-")
    assert ids[0] != ids[1]


def test_a_file_cut_inside_a_character_is_read_as_a_part(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(f"{TEXT} It’s".encode()[:-3])
    found = document(path)
    assert found.partial is not None
    assert "middle of a character" in found.partial


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    assert "no file" in reason(tmp_path / name)


def test_a_folder(tmp_path: Path) -> None:
    assert "folder" in reason(tmp_path)


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\ufeff\u00a0\n".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_empty_file(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert "is empty" in reason(path)


def test_empty_standard_input() -> None:
    assert reason("-", stdin=b"") == "Standard input is empty."
    assert reason("-", stdin=None) == "Standard input is empty."


def test_a_page_without_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><script>x()</script></html>")
    assert "without a text" in reason(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.4 and so on", "damaged"),
        (b"PK\x03\x04" + b"\0" * 40, "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        (b"\x1f\x8b\x08\0\0", "compressed"),
        (b"text\0and more", "binary"),
    ],
)
def test_a_binary_is_named_whatever_it_is_called(tmp_path: Path, content: bytes, what: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(content)
    assert what in reason(path)
    assert what in reason("-", stdin=content)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.pdf", "PDF"),
        ("a.docx", "Word"),
        ("A.DOC", "word processor"),
        ("a.mobi", "e-book of a kind"),
        ("a.epub", "no e-book"),
        ("a.json", "data"),
    ],
)
def test_a_kind_that_is_not_read_is_named(tmp_path: Path, name: str, what: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT)
    assert what in reason(path)


def test_a_file_larger_than_memory_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1_000_000_000_000)
    assert "1,000,000,000,000" in reason(path)


def test_a_file_that_grows_or_has_no_size_is_refused_at_the_bound(tmp_path: Path) -> None:
    assert "too big" in reason("/dev/zero", max_document_bytes=5_000)
    assert "too big" in reason("-", stdin=b"tea " * 2_000, max_document_bytes=5_000)


def test_a_page_that_would_take_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html>" + "<p>tea</p>" * 450_000)
    assert "bytes of HTML" in reason(path)


def test_german_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "artikel.txt"
    path.write_text(GERMAN)
    assert "is in German" in reason(path)
    assert "is in German" in reason("-", stdin=GERMAN.encode("cp1252"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    assert "may not be read" in reason(path)


def test_a_permission_error_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in reason(path)


@pytest.mark.parametrize("origin", ["a\0b", "x" * 5_000, "", "\udc80.txt", "a\nb.txt", "a.txt/b"])
def test_a_name_that_no_file_can_have(tmp_path: Path, origin: str) -> None:
    os.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT)
    assert len(reason(origin)) < 300


@pytest.mark.parametrize("origin", ["ftp://x.example/a", "file:///etc/hostname", "JAVASCRIPT://x"])
def test_only_http_is_fetched(origin: str) -> None:
    assert is_url(origin)
    assert "no http or https address" in reason(origin)


@pytest.mark.parametrize("origin", ["a.txt", "-", "c:\\x\\a.txt", "mailto:a", "/http://x"])
def test_a_path_is_no_address(origin: str) -> None:
    assert not is_url(origin)


def test_half_characters_are_replaced_one_to_one() -> None:
    found = from_text("A \ud800 b. It works.")
    assert found.text == "A \ufffd b. It works."


def test_from_text_takes_anything() -> None:
    assert from_text("").sentences == ()
    assert from_text(GERMAN, id="g", origin="o").id == "g"
    assert from_text("x").origin == "text"


ANY_TEXT = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            ["\r\n", "\n\n", "# ", "- ", TEXT, "Rapid Relief\n", "\ufeff", "\u2028", "```\n"]
        ),
    ),
    max_size=20,
).map("".join)


@given(ANY_TEXT)
def test_blocks_and_sentences_of_any_text_hold_together(text: str) -> None:
    found = from_text(text)
    assert len(found.text) == len(text)
    last = 0
    for block in found.blocks:
        assert last <= block.start < block.end <= len(text)
        last = block.end
    for sentence in found.sentences:
        block = found.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
        assert sentence.of(found.text).strip()
    for number, block in enumerate(found.blocks):
        own = "".join(s.of(found.text) for s in found.sentences if s.block == number)
        assert "".join(own.split()) == "".join(block.of(found.text).split())


@settings(deadline=None)  # bytes that begin as a PDF file start a process
@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    found = read("-", stdin=data, settings=Settings())
    assert isinstance(found, Document | Unreadable)


@pytest.mark.parametrize(
    "text",
    ["x" * 10_000, "pain " * 200_000, "(" * 100_000, "\n" * 200_000, "A.\n" * 60_000,
     "- a\n" * 40_000, "> " * 100_000, "{" * 100_000, "share " * 70, "a|" * 100_000,
     "\t" * 100_000 + "x", "“" * 50_000],
)  # fmt: skip
def test_odd_text_takes_linear_time(text: str) -> None:
    assert is_linear(lambda n: from_text(text[:n]), len(text))


def test_reading_a_text_loads_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    code = (
        "import sys; from citecheck.documents.read import read; "
        "from citecheck.model.settings import Settings; "
        f"read({str(path)!r}, settings=Settings()); "
        "print([m for m in ('trafilatura', 'lxml', 'httpx', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "cited",
    ["\n(PMID 12345678).", " (PMID\n12345678).", "\n[12].", "\n(Smith 2019).", "\nPMID: 12345678."],
)
def test_a_citation_on_the_next_line_is_of_the_sentence_before_it(
    cited: str, suffix: str, tmp_path: Path
) -> None:
    sentences = [f"In two trials, zinc has been found to shorten colds{cited}", "Honey does not."]
    file = tmp_path / f"colds{suffix}"
    file.write_text(" ".join(sentences), encoding="utf-8")
    found = read(str(file), settings=Settings())
    assert isinstance(found, Document)
    assert [block.kind for block in found.blocks] == ["paragraph"]
    assert [found.text[s.start : s.end] for s in found.sentences] == sentences
