"""Kinds of files: what is read, and what is refused by name or by its first bytes."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from citecheck.documents.kinds import (
    by_content_type,
    kind_by_content,
    kind_by_name,
    looks_html,
    looks_markdown,
    refused_by_content,
    refused_by_name,
)
from citecheck.errors import UnsupportedFormat
from tests.site.files import docx, epub, pdf, zipped

KINDS = tomllib.loads(files("citecheck.documents").joinpath("kinds.toml").read_text("utf-8"))[
    "kinds"
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["what"])
def test_a_kind_is_known_by_every_name_and_beginning(kind: dict[str, Any]) -> None:
    assert kind["source"]
    for extension in kind["extensions"]:
        assert refused_by_name(f"Article{extension.upper()}") == kind["what"]
    for start in kind["starts"]:
        assert refused_by_content(bytes.fromhex(start) + b"\0 and more") == kind["what"]


def test_no_name_is_refused_twice_or_refused_and_read() -> None:
    names = [extension for kind in KINDS for extension in kind["extensions"]]
    assert len(set(names)) == len(names)
    assert not any(kind_by_name(f"x{name}") for name in names)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a", "notes.v2", ".hidden"])
def test_other_names_are_not_refused(name: str) -> None:
    assert refused_by_name(name) is None


@pytest.mark.parametrize(
    "data", [b"BMI is a measure.", b"ID3 is a gene.", b"MZ twins were studied."]
)
def test_a_text_that_begins_like_a_picture_is_text(data: bytes) -> None:
    assert refused_by_content(data) is None


def test_other_binaries_are_refused_without_a_name() -> None:
    assert refused_by_content(b"x\0\1\2" * 10) == "a binary file and no text"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<!DOCTYPE html><p>", True),
        (b"\xef\xbb\xbf\n <HTML>", True),
        (b'<?xml version="1.0"?>\n<html>', True),
        (b"<!-- a --><!-- b -->\n<!doctype html>", True),
        (b"<!-- a -->\n<div>", True),
        (b"<p>Tea helps sleep.", False),
        (b"<!-- a -->\n<!-- b --> Tea helps sleep.", False),
        (b"<!-- a " * 9_000, False),
        (b"The tag <html> is old.", False),
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes, expected: bool) -> None:
    assert looks_html(data) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("# One\ntext", True), ("text\n\n## Two", True), ("```\nx", True),
     ("#1 of five\n- item", False), ("* one\n\n1. two", False)],
)  # fmt: skip
def test_markdown_is_known_by_its_headings(text: str, expected: bool) -> None:
    assert looks_markdown(text) is expected


PACKED_FILES = [
    (pdf(["Zinc", "Zinc works."]), "pdf"),
    (docx(["Zinc", "Zinc works."]), "docx"),
    (epub([["Zinc", "Zinc works."]]), "epub"),
]


@pytest.mark.parametrize(("data", "kind"), PACKED_FILES, ids=[k for _, k in PACKED_FILES])
def test_a_packed_file_is_known_by_what_it_holds(data: bytes, kind: str) -> None:
    assert kind_by_content(data) == kind
    assert kind_by_name(f"Leaflet.{kind.upper()}") == kind


@pytest.mark.parametrize(
    "data", [b"", b"PDF", b"PK\x03\x04", zipped({"word/other.xml": "x"}), b"<html>%PDF-1.7</html>"]
)
def test_other_bytes_are_no_packed_file(data: bytes) -> None:
    assert kind_by_content(data) is None


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("text/html; charset=utf-8", "html", "utf-8"),
        ('TEXT/Plain;format=flowed; Charset="windows-1252"', "text", "windows-1252"),
        ("application/pdf", "pdf", None),
        ("application/octet-stream", None, None),
        ("", None, None),
    ],
)
def test_a_server_says_what_it_sends(header: str, kind: str | None, charset: str | None) -> None:
    assert by_content_type(header, "x") == (kind, charset)


@pytest.mark.parametrize("header", ["image/png", "application/json", "video/mp4; x=y"])
def test_a_type_that_is_not_read_is_named(header: str) -> None:
    with pytest.raises(UnsupportedFormat, match=header.partition(";")[0]):
        by_content_type(header, "https://news.example/a")
