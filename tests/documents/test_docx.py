"""Word documents: all that a reader sees, changes accepted, and nothing twice."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from citecheck.documents import docx
from citecheck.documents.layout import Page
from citecheck.errors import UnreadableDocument
from tests.site.files import docx as made_of
from tests.site.files import zipped
from tests.site.hostile import docx_bomb


def extract(word: python_docx.document.Document) -> Page:
    out = io.BytesIO()
    word.save(out)
    page = docx.extract(out.getvalue(), "a.docx")
    assert page is not None
    return page


def rows(page: Page) -> list[tuple[str, int, str]]:
    return [(block.kind, block.heading_level, block.of(page.text)) for block in page.blocks]


def add(word: python_docx.document.Document, inner: str) -> None:
    """A paragraph of raw WordprocessingML."""
    word.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))


def test_headings_paragraphs_items_and_rows_are_told_by_their_styles() -> None:
    word = python_docx.Document()
    word.add_heading("Zinc And Colds", level=0)
    word.add_heading("What we know", level=1)
    word.add_paragraph("Zinc shortens the common cold. Honey does not.")
    word.add_paragraph("Sleep", style="List Bullet")
    word.add_paragraph("Rest", style="List Number")
    word.add_paragraph("It helped me at once, she says.", style="Quote")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Drug", "Days", "Zinc", "One"), strict=True):
        cell.text = text
    word.add_paragraph("Figure 1: A spoon.", style="Caption")
    page = extract(word)
    assert page.title == "Zinc And Colds"
    assert rows(page) == [
        ("heading", 1, "Zinc And Colds"),
        ("heading", 1, "What we know"),
        ("paragraph", 0, "Zinc shortens the common cold. Honey does not."),
        ("list-item", 0, "Sleep"),
        ("list-item", 0, "Rest"),
        ("quote", 0, "It helped me at once, she says."),
        ("table", 0, "Drug | Days"),
        ("table", 0, "Zinc | One"),
        ("boilerplate", 0, "Figure 1: A spoon."),
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:r><w:t>Zinc</w:t><w:tab/><w:t>works.</w:t></w:r>", "Zinc works."),
        ("<w:r><w:t>Zinc</w:t><w:br/><w:t>works.</w:t></w:r>", "Zinc works."),
        (
            "<w:r><w:t xml:space='preserve'>Zinc </w:t></w:r><w:ins w:id='1'><w:r><w:t>really"
            "</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>never</w:delText></w:r></w:del>"
            "<w:moveFrom w:id='3'><w:r><w:t>Honey too.</w:t></w:r></w:moveFrom>"
            "<w:del w:id='4'><w:r><w:t>hardly</w:t></w:r></w:del>"
            "<w:r><w:t xml:space='preserve'> works.</w:t></w:r>",
            "Zinc really works.",
        ),
        ("<w:hyperlink><w:r><w:t>Zinc works.</w:t></w:r></w:hyperlink>", "Zinc works."),
        (
            "<w:sdt><w:sdtContent><w:r><w:t>Zinc works.</w:t></w:r></w:sdtContent></w:sdt>",
            "Zinc works.",
        ),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>", "well-known"),
        (
            "<w:r><w:t>Zinc works.</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r>"
            "</w:p></w:txbxContent></w:r>",
            "Zinc works.",
        ),
    ],
    ids=["tab", "break", "changes", "link", "control", "hyphen", "box"],
)  # fmt: skip
def test_a_paragraph_says_what_its_reader_sees(inner: str, text: str) -> None:
    word = python_docx.Document()
    add(word, inner)
    assert extract(word).text == text


def test_a_paragraph_in_a_content_control_is_read_once() -> None:
    word = python_docx.Document()
    block = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>Zinc works.</w:t></w:r></w:p>"
    word.element.body.insert(0, parse_xml(f"{block}</w:sdtContent></w:sdt>"))
    word.add_paragraph("Honey does not.")
    assert extract(word).text == "Zinc works.\n\nHoney does not."


def test_a_list_is_told_by_its_numbering_too() -> None:
    word = python_docx.Document()
    add(word, "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Sleep</w:t></w:r>")
    assert rows(extract(word)) == [("list-item", 0, "Sleep")]


def test_the_title_of_the_properties_is_taken_where_no_paragraph_is_one() -> None:
    word = python_docx.Document()
    word.core_properties.title = "Zinc And Colds"
    word.add_paragraph("Zinc shortens the common cold.")
    assert extract(word).title == "Zinc And Colds"


def test_an_empty_document_has_no_text() -> None:
    out = io.BytesIO()
    python_docx.Document().save(out)
    assert docx.extract(out.getvalue(), "a.docx") is None


def with_part(name: str, content: bytes) -> bytes:
    """A sound document of which one part is another."""
    from citecheck.documents.archive import Archive

    archive = Archive(made_of(["Zinc", "Zinc works."]), "x")
    return zipped({**{part: archive.read(part) for part in sorted(archive.names)}, name: content})


MANY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    + b"<w:p/>" * 50_001
    + b"</w:body></w:document>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx_bomb(), "too big: it unpacks to more than"),
        (with_part("word/document.xml", b" " * 30_000_000), "its text unpacks to more than"),
        (with_part("word/styles.xml", b" " * 30_000_000), "its text unpacks to more than"),
        (with_part("word/document.xml", b"<w:p/>" * 1_500_001), "XML tags"),
        (with_part("word/document.xml", MANY), "more than 50,000 paragraphs"),
        (with_part("word/document.xml", b"<w:document>"), "damaged"),
        (with_part("[Content_Types].xml", b"<Types/>"), "damaged"),
        (zipped({"a.txt": b"x"}), "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
    ],
)
def test_hostile_documents_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument) as error:
        docx.extract(data, "a.docx")
    assert str(error.value).startswith("a.docx ")
    assert said in str(error.value)
    assert str(error.value).endswith(".")


def test_a_part_of_another_name_is_bounded_too() -> None:
    """What holds the text is said by its relation, which can name a picture."""
    from citecheck.documents.archive import Archive

    data = with_part("word/more.jpg", b"<a/>" * 1_500_001)
    sound = Archive(data, "x")
    parts = {name: sound.read(name) for name in sorted(sound.names)}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/more.jpg")
    with pytest.raises(UnreadableDocument, match="XML tags"):
        docx.extract(zipped(parts), "a.docx")


def test_a_table_in_a_cell_is_said_once() -> None:
    word = python_docx.Document()
    outer = word.add_table(1, 2)
    outer.cell(0, 1).text = "Honey"
    inner = outer.cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Zinc", "works"
    assert extract(word).text == "Zinc works | Honey"


def test_no_entity_is_expanded() -> None:
    bomb = (
        b'<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>Zinc works. &b;</w:t></w:r></w:p></w:body></w:document>"
    )
    page = docx.extract(with_part("word/document.xml", bomb), "a.docx")
    assert page is not None
    assert "lol" not in page.text
