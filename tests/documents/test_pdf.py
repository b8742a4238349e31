"""PDF files: read in a process that is stopped before it costs too much."""

from __future__ import annotations

import io
import subprocess
from typing import Any

import pypdf
import pytest

from citecheck.documents import pdf, pdf_worker
from citecheck.documents.read import read
from citecheck.errors import UnreadableDocument
from citecheck.model.document import Document
from citecheck.model.settings import Settings
from tests.site.files import pdf as made_of
from tests.site.files import pdf_of_streams
from tests.site.hostile import pdf_bomb

TEXT = "Zinc shortens the common cold. Nobody knows for certain why this should be so."
HEAD = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
TAIL = b"trailer\n<< /Size 9 /Root 1 0 R >>\n%%EOF"


def encrypted(password: str, algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(made_of(["Zinc", TEXT])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as error:
        pdf.extract(data, "a.pdf")
    said = str(error.value)
    assert said.startswith("a.pdf ")
    assert said.endswith(".")
    assert said.count(". ") == 0
    return said


def test_a_file_is_read_with_title_headings_and_paragraphs() -> None:
    found = pdf.extract(made_of(["Zinc And Colds", TEXT, "Honey does not. " * 20]), "a.pdf")
    assert found.partial is None
    assert found.page.title == "Zinc And Colds"
    assert [block.kind for block in found.page.blocks] == ["heading", "paragraph", "paragraph"]
    assert found.page.blocks[1].of(found.page.text) == TEXT


def test_the_text_is_one_with_true_offsets() -> None:
    made = read("-", stdin=made_of(["Zinc And Colds", TEXT]), settings=Settings())
    assert isinstance(made, Document)
    assert (made.kind, made.has_lines, made.title) == ("pdf", False, "Zinc And Colds")
    assert [s.of(made.text) for s in made.sentences][1] == "Zinc shortens the common cold."


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("What Zinc Does", "What Zinc Does"),
        ("untitled", "Zinc"),
        ("Microsoft Word - zinc.docx", "Zinc"),
        ("zinc_final_v2.pdf", "Zinc"),
        ("  ", "Zinc"),
        ("2026", "Zinc"),
    ],
)
def test_a_title_is_one_that_somebody_chose(stated: str, title: str) -> None:
    stream = f"BT /F2 20 Tf 60 780 Td (Zinc) Tj /F1 11 Tf 0 -30 Td ({TEXT}) Tj ET".encode()
    assert pdf.extract(pdf_of_streams([stream], title=stated), "a.pdf").page.title == title


def test_a_file_that_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    assert TEXT in pdf.extract(encrypted("", "RC4-128"), "a.pdf").page.text


def test_a_file_with_a_password_is_refused() -> None:
    assert "encrypted with a password" in refusal(encrypted("secret", "RC4-128"))


def test_pictures_of_pages_hold_no_text() -> None:
    assert "a scan, pictures of pages" in refusal(pdf_of_streams([b"0 0 100 100 re f"] * 3))


LOOP = HEAD + b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [2 0 R] >>\nendobj\n" + TAIL
WIDE = (
    HEAD
    + b"2 0 obj\n<< /Type /Pages /Count 99999999 /Kids ["
    + b"3 0 R " * 500_000
    + b"] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n"
    + TAIL
)
DEEP = b"%PDF-1.7\n1 0 obj\n<< /Pages " + b"[" * 200_000 + b" >>\nendobj\n" + TAIL


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "a damaged PDF file"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 500, "a damaged PDF file"),
        (LOOP, "a damaged PDF file"),
        (WIDE, "a damaged PDF file"),
        (DEEP, "a damaged PDF file"),
        (pdf_bomb(), "unpacks to more than is read"),
        (pdf_of_streams([b" " * 70_000_000]), "unpacks to more than is read"),
        (pdf_of_streams([b"BT /F1 9 Tf " + b"(a) Tj " * 350_000 + b"ET"]), "unpacks to more"),
    ],
    ids=["header", "noise", "loop", "wide", "deep", "bomb twice packed", "bomb", "operators"],
)
def test_hostile_files_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_one_page_that_cannot_be_read_leaves_the_others() -> None:
    good = f"BT /F1 11 Tf 60 780 Td ({TEXT}) Tj ET".encode()
    found = pdf.extract(pdf_of_streams([good, b" " * 70_000_000]), "a.pdf")
    assert found.page.text == TEXT
    assert found.partial == "Of the 2 pages of a.pdf only 1 could be read."


def lines(data: bytes) -> list[dict[str, Any]]:
    return list(pdf_worker._lines(data))


STREAMS = [f"BT /F1 11 Tf 60 780 Td (Page {name}.) Tj ET".encode() for name in ("one", "two")]


@pytest.mark.parametrize(
    ("limit", "most", "ended", "pages"),
    [
        ("MOST_PAGES", 1, "too-long", 1),
        ("MOST_CHARACTERS", 15, "too-long", 1),
        ("MOST_CPU_S", 0, "too-slow", 0),
        ("MOST_PAGES", 2, "whole", 2),
    ],
)
def test_the_worker_stops_at_its_limits_with_the_pages_that_it_has(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int, ended: str, pages: int
) -> None:
    monkeypatch.setattr(pdf_worker, limit, most)
    told = lines(pdf_of_streams(STREAMS))
    assert told[0]["pages"] == 2
    assert told[-1] == {"ended": ended}
    assert len(told) == pages + 2


def test_pages_that_came_before_a_stop_are_kept_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = pdf._run(pdf_of_streams(STREAMS))
    cut = b"\n".join(whole.splitlines()[:2]) + b'\n{"page": [["Pa'
    monkeypatch.setattr(pdf, "_run", lambda data: cut)
    found = pdf.extract(b"", "a.pdf")
    assert found.page.text == "Page one."
    assert found.partial == (
        "a.pdf takes too long to read: only the first 1 of its 2 pages were read."
    )


def test_a_worker_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **given: object) -> None:
        assert given["timeout"] == pdf.MOST_SECONDS
        raise subprocess.TimeoutExpired("python", pdf.MOST_SECONDS, output=None)

    monkeypatch.setattr(subprocess, "run", never)
    assert "takes too long to read" in refusal(b"")


def test_what_the_system_does_not_let_a_process_have_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_run", lambda data: b'{"ended": "too-big"}\n')
    assert "unpacks to more than is read" in refusal(b"")


def test_lines_of_several_fonts_are_one_line() -> None:
    stream = b"BT /F1 11 Tf 60 780 Td (Zinc ) Tj /F2 11 Tf (really) Tj /F1 11 Tf ( works.) Tj ET"
    [first, page, _] = lines(pdf_of_streams([stream]))
    assert first["pages"] == 1
    [[text, x, y, size, bold]] = page["page"]
    assert " ".join(text.split()) == "Zinc really works."
    assert (x, y, size, bold) == (60.0, 780.0, 11.0, False)


def test_the_size_of_letters_is_the_one_that_is_seen() -> None:
    stream = b"q 2 0 0 2 0 0 cm BT /F2 1 Tf 9 0 0 9 30 390 Tm (Zinc works.) Tj ET Q"
    [_, page, _] = lines(pdf_of_streams([stream]))
    assert page["page"] == [["Zinc works.", 60.0, 780.0, 18.0, True]]
