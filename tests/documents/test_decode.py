"""Decoding: the right letters, and not one byte changed beyond that."""

from __future__ import annotations

import codecs
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.documents.decode import decode, looks_binary
from tests.growth import is_linear

TEXT = "It’s a “test” — 5 µg of naïve café.\r\nNext line.\n"
LETTERS = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\ufffe\x00"), min_size=1)


@given(LETTERS)
def test_utf8_comes_back_as_it_went(text: str) -> None:
    assert decode(b"x" + text.encode()) == ("x" + text, False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_byte_order_mark_tells_the_encoding_and_stays_as_one_character(encoding: str) -> None:
    assert decode(("\ufeff" + TEXT).encode(encoding)).text == "\ufeff" + TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_without_a_mark(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT
    assert not looks_binary(TEXT.encode(encoding))


def test_windows_1252_is_known_by_its_typography() -> None:
    assert decode(TEXT.encode("cp1252")).text == TEXT


def test_mac_roman_is_known_by_its_typography() -> None:
    text = "It’s a “test”, isn’t it? Don’t."
    assert decode(text.encode("mac_roman")).text == text


def test_a_declared_encoding_is_believed() -> None:
    assert decode("Кетамин".encode("koi8-r"), "koi8-r").text == "Кетамин"


@pytest.mark.parametrize("declared", ["no-such-code", "", None])
def test_an_unknown_declared_encoding_is_ignored(declared: str | None) -> None:
    assert decode(TEXT.encode(), declared).text == TEXT


@pytest.mark.parametrize("declared", ["zlib", "bz2", "hex", "base64", "rot13", "uu", "quopri"])
def test_a_packing_that_python_calls_an_encoding_is_none(declared: str) -> None:
    encoder: Any = codecs.lookup(declared).encode
    packed = TEXT.encode() if declared == "rot13" else encoder(TEXT.encode())[0]
    assert decode(packed, declared) == decode(packed)


@pytest.mark.parametrize("declared", ["idna", "punycode", "unicode_escape", "undefined"])
def test_encodings_of_programs_are_none_of_pages(declared: str) -> None:
    assert decode(TEXT.encode() + rb"A", declared) == decode(TEXT.encode() + rb"A")


def test_a_wrongly_declared_encoding_gives_way_to_utf8() -> None:
    assert decode("naïve".encode(), "ascii").text == "naïve"


def test_one_bad_byte_in_utf8_does_not_spoil_the_rest() -> None:
    data = ("Ménière’s naïve " * 20).encode() + b"\xff" + b" end"
    decoded = decode(data)
    assert decoded.text.endswith(" \ufffd end")
    assert decoded.text.startswith("Ménière’s")


def test_a_text_cut_inside_a_character_says_so() -> None:
    data = "A pain that lasts — and more".encode()
    cut = data[: data.index("—".encode()) + 2]
    assert decode(cut) == ("A pain that lasts \ufffd", True)
    assert decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c") == ("\ufeffab\ufffd", True)


def test_bytes_that_cp1252_does_not_know_become_the_mark_for_unknown() -> None:
    assert decode(b"It\x92s \x81 fine").text == "It’s \ufffd fine"


@given(st.binary())
def test_any_bytes_give_a_text_that_can_be_encoded(data: bytes) -> None:
    decode(data).text.encode("utf-8")


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(1, 9)) * 20, b"\x00" * 50])
def test_nuls_and_control_characters_are_binary(data: bytes) -> None:
    assert looks_binary(data)


@pytest.mark.parametrize(
    "data", [b"", b"abc", b"a\tb\r\nc\x0c", b"\x1b[31mred\x1b[0m", b"\xff\xfea\0"]
)
def test_text_is_not_binary(data: bytes) -> None:
    assert not looks_binary(data)


def test_a_megabyte_of_an_old_encoding_is_decoded_in_linear_time() -> None:
    data = TEXT.encode("cp1252") * 40_000
    assert len(decode(data).text) == len(data)
    assert is_linear(lambda n: (decode(data[:n]), looks_binary(data[:n])), len(data))
