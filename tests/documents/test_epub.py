"""E-books: chapters in the order of reading, without tables of contents and protection."""

from __future__ import annotations

import pytest

from citecheck.documents import epub
from citecheck.errors import UnreadableDocument
from tests.site.files import epub as made_of
from tests.site.files import zipped
from tests.site.hostile import epub_bomb

CONTAINER = '<container><rootfiles><rootfile full-path="in/a.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title> Zinc And
 Colds </dc:title></metadata><manifest>
<item id="t" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="b%20c.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="../a.html" media-type="text/html"/>
<item id="p" href="p.png" media-type="image/png"/>
<item id="m" href="missing.xhtml" media-type="application/xhtml+xml"/>
</manifest><spine><itemref idref="t"/><itemref idref="b"/><itemref idref="p"/>
<itemref idref="m"/><itemref idref="unknown"/><itemref idref="a"/><itemref idref="b"/>
</spine></package>"""
PARTS: dict[str, str | bytes] = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "in/a.opf": PACKAGE,
    "in/toc.xhtml": "<html><body><p>Contents of it all</p></body></html>",
    "in/b c.xhtml": "<?xml version='1.0'?><html><body><h1>One</h1><p>Zinc works.</p></body></html>",
    "a.html": "<html><body><h2>Two</h2><ul><li>Honey does not.</li></ul></body></html>",
    "in/p.png": b"\x89PNG",
}


def with_parts(**parts: str | bytes) -> bytes:
    names = {"package": "in/a.opf", "container": "META-INF/container.xml", "chapter": "a.html",
             "protection": "META-INF/encryption.xml"}  # fmt: skip
    return zipped({**PARTS, **{names[key]: content for key, content in parts.items()}})


def test_chapters_come_in_the_order_of_reading_each_once() -> None:
    page = epub.extract(zipped(PARTS), "a.epub")
    assert page is not None
    assert page.title == "Zinc And Colds"
    assert page.text == "One\n\nZinc works.\n\nTwo\n\nHoney does not."
    assert [(block.kind, block.heading_level) for block in page.blocks] == [
        ("heading", 1), ("paragraph", 0), ("heading", 2), ("list-item", 0),
    ]  # fmt: skip


def test_a_chapter_under_two_names_is_read_once() -> None:
    again = PACKAGE.replace(
        "</manifest><spine>",
        '<item id="again" href="./x/../b%20c.xhtml" media-type="text/html"/></manifest><spine>'
        '<itemref idref="again"/>',
    )
    page = epub.extract(with_parts(package=again), "a.epub")
    assert page is not None
    assert page.text == "One\n\nZinc works.\n\nTwo\n\nHoney does not."


def test_a_book_of_many_chapters_is_one_text() -> None:
    chapters = [[f"Chapter {number}", f"Zinc works {number} times."] for number in range(30)]
    page = epub.extract(made_of(chapters, title="Zinc"), "a.epub")
    assert page is not None
    assert [block.of(page.text) for block in page.blocks if block.kind == "heading"] == [
        heading for heading, _ in chapters
    ]


def test_scrambled_fonts_are_no_protection() -> None:
    fonts = "<e><EncryptionMethod Algorithm='http://www.idpf.org/2008/embedding'/></e>"
    assert epub.extract(with_parts(protection=fonts), "a.epub") is not None


ENTITIES = f"<!DOCTYPE p [<!ENTITY a 'b'>]>{PACKAGE}"
MANY = PACKAGE.replace(
    "</manifest><spine>",
    "".join(f"<item id='x{n}' href='{n}' media-type='text/html'/>" for n in range(2_001))
    + "</manifest><spine>"
    + "".join(f"<itemref idref='x{n}'/>" for n in range(2_001)),
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (epub_bomb(), "too big: it unpacks to more than"),
        (with_parts(chapter=b" " * 5_000_000), "bytes of a chapter"),
        (with_parts(package=b" " * 30_000_000), "its text unpacks to more than"),
        (with_parts(package=b"<a>" + b"<b/>" * 1_500_000 + b"</a>"), "damaged"),
        (with_parts(package=MANY), "chapters, and at most 2,000"),
        (with_parts(chapter="<p>a" * 50_001), "more than 50,000 paragraphs"),
        (with_parts(package=ENTITIES), "damaged"),
        (with_parts(package="<package>"), "damaged"),
        (with_parts(container="<container/>"), "damaged"),
        (with_parts(protection="<e><EncryptionMethod Algorithm='aes'/></e>"), "protected (DRM)"),
        (with_parts(protection="<e>"), "damaged"),
        (zipped({"mimetype": "application/epub+zip"}), "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
    ],
)
def test_hostile_books_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableDocument) as error:
        epub.extract(data, "a.epub")
    assert str(error.value).startswith("a.epub ")
    assert said in str(error.value)
    assert str(error.value).endswith(".")


def test_no_entity_of_a_chapter_is_expanded() -> None:
    chapter = "<!DOCTYPE html [<!ENTITY a 'lol'>]><html><body><p>Zinc &a; works.</p></body></html>"
    page = epub.extract(with_parts(chapter=chapter), "a.epub")
    assert page is not None
    assert "lol" not in page.text


def test_a_book_without_words_has_no_text() -> None:
    parts = dict.fromkeys(("in/toc.xhtml", "in/b c.xhtml", "a.html"), "<html><body/></html>")
    assert epub.extract(zipped({**PARTS, **parts}), "a.epub") is None
