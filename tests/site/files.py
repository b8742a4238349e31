"""A PDF, a DOCX and an EPUB of given paragraphs; each the smallest that readers accept."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape

_LINE = 80
_LINES_A_PAGE = 48


def pdf(paragraphs: Sequence[str]) -> bytes:
    """A PDF with the first paragraph in large print, broken to lines and pages."""
    lines: list[tuple[str, int]] = []
    for number, paragraph in enumerate(paragraphs):
        size = 18 if number == 0 else 11
        lines += [(line, size) for line in _broken(paragraph)] + [("", size)]
    pages = [lines[i : i + _LINES_A_PAGE] for i in range(0, len(lines), _LINES_A_PAGE)]
    return pdf_of_streams([_drawn(page) for page in pages], title=paragraphs[0])


def pdf_of_streams(
    streams: Sequence[bytes], *, title: str | None = None, packed: bool = True
) -> bytes:
    """A PDF with a page for each content stream; fonts F1 and F2 are Helvetica and its bold."""
    kids = " ".join(f"{5 + 2 * i} 0 R" for i in range(len(streams)))
    fonts = "".join(
        f"/F{n} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >> "
        for n, name in ((1, "Helvetica"), (2, "Helvetica-Bold"))
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(streams)} /Kids [{kids}] >>".encode(),
        f"<< /Font << {fonts}>> >>".encode(),
        f"<< /Title ({_escaped(title)}) >>".encode("latin-1") if title else b"<< >>",
    ]
    for number, stream in enumerate(streams):
        body = zlib.compress(stream) if packed else stream
        kind = b"/Filter /FlateDecode " if packed else b""
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 3 0 R "
            b"/Contents %d 0 R >>" % (6 + 2 * number)
        )
        objects.append(
            b"<< " + kind + b"/Length %d >>\nstream\n" % len(body) + body + b"\nendstream"
        )
    return _joined(objects)


def docx(paragraphs: Sequence[str]) -> bytes:
    """A Word document: the first paragraph is its title, the others are text."""
    from docx import Document

    made = Document()
    made.core_properties.title = paragraphs[0]
    made.add_heading(paragraphs[0], level=0)
    for paragraph in paragraphs[1:]:
        made.add_paragraph(paragraph)
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def epub(chapters: Sequence[Sequence[str]], *, title: str = "Health Notes") -> bytes:
    """An e-book of chapters, each a heading and paragraphs."""
    names = [f"chapter{number}.xhtml" for number in range(1, len(chapters) + 1)]
    manifest = "".join(
        f'<item id="c{i}" href="{name}" media-type="application/xhtml+xml"/>'
        for i, name in enumerate(names)
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(names)))
    package = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>en</dc:language></metadata>"
        f"<manifest>{manifest}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<?xml version="1.0"?>'
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
        '<rootfiles><rootfile full-path="OEBPS/content.opf" '
        'media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "OEBPS/content.opf": package,
    }
    for name, (heading, *rest) in zip(names, chapters, strict=True):
        body = f"<h1>{escape(heading)}</h1>" + "".join(f"<p>{escape(p)}</p>" for p in rest)
        parts[f"OEBPS/{name}"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml">'
            f"<head><title>{escape(heading)}</title></head><body>{body}</body></html>"
        )
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts; the first one is stored, as EPUB wants it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, (name, content) in enumerate(parts.items()):
            kind = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, kind)
    return out.getvalue()


def _drawn(lines: Iterable[tuple[str, int]]) -> bytes:
    parts = ["BT 60 780 Td"]
    for line, size in lines:
        font = "F2" if size > 12 else "F1"
        parts.append(f"/{font} {size} Tf ({_escaped(line)}) Tj 0 -15 Td")
    return (" ".join(parts) + " ET").encode("cp1252")


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _broken(paragraph: str) -> list[str]:
    lines = [""]
    for word in paragraph.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _joined(objects: Sequence[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)
