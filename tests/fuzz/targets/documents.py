"""Documents of strangers: every format, and bytes in every encoding."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from citecheck.errors import DocumentError
from citecheck.model.document import Document, DocumentKind
from tests.fuzz.target import Target
from tests.fuzz.targets.texts import ARTICLE, HTML, MARKDOWN, PARAGRAPHS, REFERENCES

_CHARSETS: Final = (
    None, "utf-8", "utf-16", "utf-7", "utf-32", "latin-1", "cp1252", "shift_jis", "big5", "hz",
    "iso2022_jp", "gb18030", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "rot13",
    "hex", "base64", "zlib", "bz2", "uu", "quopri", "undefined", "mbcs", "utf_8_sig", "charmap",
    "none", "", "x" * 40, "utf-16-le", "koi8-r", "euc-jp", "mac_roman", "unicode", "string",
)  # fmt: skip
_MARKUP: Final = (
    b"<p>", b"</p>", b"<div>", b"<table>", b"<tr>", b"<td>", b"<li>", b"<ul>", b"<a href='",
    b"'>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</script>", b"<style>",
    b"<svg>", b"<pre>", b"<h1>", b"</h1>", b"<sup>", b"<br>", b"&nbsp;", b"&#0;", b"&#xD800;",
    b"&lt;", b"<math>", b"<!DOCTYPE html>", b"<article>", b"<template>", b"<iframe>",
    b"<textarea>", b"<noscript>",
)  # fmt: skip
_MARKS: Final = (
    b"# ", b"## ", b"- ", b"* ", b"1. ", b"> ", b"```", b"~~~", b"[a](b)", b"[^1]", b"[^1]: ",
    b"| ", b"---", b"===", b"**", b"_", b"`", b"<!-- citecheck", b"et al.", b"e.g.", b"Dr. ",
    b"...", b"?!", b"\r\n", b"\n\n", b"\t", "“".encode(), "—".encode(), b"(2019)",
    b"doi:10.1000/", b"PMID: ", b"https://", b"References\n", b"citecheck: accept ", b"\xc2\xad",
    b"-\n",
)  # fmt: skip
_OOXML: Final = (
    b"<w:p>", b"</w:p>", b"<w:r>", b"<w:t>", b"</w:t>", b"<w:tbl>", b"<w:tr>", b"<w:tc>",
    b"<w:del>", b'<w:pStyle w:val="Heading1"/>', b"<w:numPr>", b"<w:txbxContent>", b"<w:tab/>",
    b"<!DOCTYPE a ", b'[<!ENTITY a "b">]', b"&a;", b'TargetMode="External"',
    b'Target="../../../etc/passwd"', b'Target="file:///etc/passwd"', b'r:id="rId1"',
    b"ContentType=", b"<dc:title>", b"xml:space=",
)  # fmt: skip
_BOOK: Final = (
    *_MARKUP, b"<item ", b"<itemref ", b'idref="', b'href="', b'media-type="text/html"', b"../",
    b'full-path="', b"<spine>", b"<EncryptionMethod ", b'properties="nav"', b"<!ENTITY a 'b'>",
)  # fmt: skip
_PDF: Final = (
    b" 0 R", b"<<", b">>", b"/Type /Page", b"/Kids [", b"/Count -1", b"/Length 99999999",
    b"/Filter /FlateDecode ", b"/Filter [/ASCIIHexDecode /LZWDecode] ", b"/Contents ",
    b"/Parent ", b"BT ", b" ET", b"(a) Tj", b" Tf", b" Tm", b" Td", b"/Encrypt 1 0 R",
    b"stream\n", b"endstream", b"endobj", b"xref\n", b"trailer\n", b"/ObjStm", b"/W [1 2 2]",
    b"/ToUnicode ", b"Do ", b"/Prev 0", b"1e38 ", b"-99999999999 ", b"startxref\n0\n", b"%%EOF",
    b"/Resources ", b"/CIDToGIDMap",
)  # fmt: skip


def _read(data: bytes, kind: DocumentKind | None, charset: str | None = None) -> Document:
    from citecheck.documents.parse import Raw, document_of

    found = document_of(Raw(data, "a file", kind, charset), "a file")
    _whole(found)
    return found


def _whole(document: Document) -> None:
    """Spans stand in the text in order, and the text can be written."""
    size, text = len(document.text), document.text
    text.encode("utf-8")
    at = 0
    for sentence in document.sentences:
        assert at <= sentence.start <= sentence.end <= size
        at = sentence.end
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end <= size
        at = block.end


def _plain(data: bytes) -> Document:
    return _read(data, "text")


def _markdown(data: bytes) -> Document:
    return _read(data, "markdown")


def _html(data: bytes) -> Document:
    return _read(data, "html")


def _encoded(data: bytes) -> Document:
    """The first byte says which charset a server names, the second which kind the name says."""
    charset = _CHARSETS[data[0] % len(_CHARSETS)] if data else None
    kinds: tuple[DocumentKind | None, ...] = (None, "text", "html", "csl-json")
    kind = kinds[data[1] % len(kinds)] if data[1:] else None
    return _read(data[2:], kind, charset)


def _word(data: bytes) -> Document:
    return _read(data, "docx")


def _book(data: bytes) -> Document:
    return _read(data, "epub")


def _pdf(data: bytes) -> Document:
    return _read(data, "pdf")


def _pdf_told(data: bytes) -> object:
    """What the process that reads a PDF file may tell of it: texts at any places and sizes."""
    from citecheck.documents.layout import lay_out
    from citecheck.documents.pdf_lines import Line, pieces

    pages: list[list[Line]] = [[]]
    for row in data.decode("utf-8", "replace").split("\n"):
        if row == "\x0c":
            pages.append([])
            continue
        head, _, text = row.partition("|")
        x, y, size = (_number(part) for part in f"{head} 0 0 0".split(" ")[:3])
        pages[-1].append(Line(text, x, y, size, head.endswith("b")))
    found = pieces(pages)
    return lay_out(None, found)


def _number(said: str) -> float:
    """A number as the process gives them: finite, and rounded."""
    try:
        value = float(said)
    except ValueError:
        return 0.0
    return round(value, 1) if abs(value) < 1e30 else 0.0


def _plain_seeds() -> Iterator[bytes]:
    yield ARTICLE.encode()
    yield f"{ARTICLE}\n\n{REFERENCES}".encode()


def _markdown_seeds() -> Iterator[bytes]:
    yield MARKDOWN.encode()
    yield MARKDOWN.replace("\n", "\r\n").encode()


def _html_seeds() -> Iterator[bytes]:
    yield HTML.encode()
    yield HTML.replace("utf-8", "windows-1252").encode("cp1252", "replace")


def _encoded_seeds() -> Iterator[bytes]:
    for number, encoding in enumerate(("utf-8", "utf-16", "utf-32", "cp1252", "utf-16-be")):
        yield bytes((number, 0)) + ARTICLE.encode(encoding, "replace")
    yield b"\x00\x02" + HTML.encode()
    for number in range(len(_CHARSETS)):
        yield bytes((number, number % 4)) + b"Zinc shortens the common cold, trials say." * 3


def _word_seeds() -> Iterator[bytes]:
    from docx import Document as Word

    from tests.site.files import docx, zipped

    yield docx(PARAGRAPHS)
    word = Word()
    word.add_heading("Zinc", level=1)
    word.add_paragraph(PARAGRAPHS[1], style="List Bullet")
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "zinc"
    out = io.BytesIO()
    word.save(out)
    yield out.getvalue()
    body = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    yield zipped({"word/document.xml": f"{body}<w:body><w:p/></w:body></w:document>"})


def _book_seeds() -> Iterator[bytes]:
    from tests.site.files import epub

    yield epub([PARAGRAPHS, ("Two", "Honey does not.")])


def _pdf_seeds() -> Iterator[bytes]:
    from tests.site.files import pdf, pdf_of_streams

    yield pdf(PARAGRAPHS)
    yield pdf_of_streams([b"BT /F1 12 Tf 50 700 Td (Zinc shortens colds.) Tj ET"], packed=False)


def _pdf_told_seeds() -> Iterator[bytes]:
    lines = [f"50 {700 - 14 * i} 11|{text}" for i, text in enumerate(PARAGRAPHS * 3)]
    yield "\n".join([*lines, "\x0c", "50 20 9|Page 2 of 3", *lines]).encode()
    yield b"50 700 18b|Zinc and colds\n50 680 11|A com-\n50 666 11|mon cold is short-\n50 6 9|1"


TARGETS: Final = (
    Target("document-text", _plain, _plain_seeds, (DocumentError,), _MARKS),
    Target("document-markdown", _markdown, _markdown_seeds, (DocumentError,), _MARKS),
    Target(
        "document-html",
        _html,
        _html_seeds,
        (DocumentError,),
        _MARKUP,
        weight=4,
        instrumented=("trafilatura", "justext", "htmldate"),
        seconds=4.0,
    ),
    Target("document-encoded", _encoded, _encoded_seeds, (DocumentError,), _MARKS),
    Target(
        "document-docx",
        _word,
        _word_seeds,
        (DocumentError,),
        _OOXML,
        packed="zip",
        weight=3,
        most_bytes=60_000,
        instrumented=("docx",),
        repeats=False,
        seconds=6.0,
    ),
    Target(
        "document-epub",
        _book,
        _book_seeds,
        (DocumentError,),
        _BOOK,
        packed="zip",
        weight=2,
        most_bytes=30_000,
        repeats=False,
        seconds=6.0,
    ),
    Target(
        "document-pdf",
        _pdf,
        _pdf_seeds,
        (DocumentError,),
        _PDF,
        weight=3,
        most_bytes=20_000,
        repeats=False,
    ),
    Target(
        "document-pdf-lines",
        _pdf_told,
        _pdf_told_seeds,
        (),
        (b"|", b"\x0c", b"1e29 ", b"- "),
        weight=1,
    ),
)
