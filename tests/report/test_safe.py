from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.report.safe import inert, visible, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("a \n\t b\u00a0c\x85d", "a b c d"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("\x9b2J", "\ufffd2J"),
        ("abc\u202edcba", "abc\ufffddcba"),
        ("\u2066x\u2069", "\ufffdx\ufffd"),
        ("soft\u00adhyphen \ufeffmark zero\u200bwidth", "softhyphen mark zerowidth"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
        ("half \ud83d", "half \ufffd"),
        ("ا", "ا"),
    ],
)
def test_nothing_that_steers_is_left(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_one_line_without_controls(text: str) -> None:
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown)
    assert visible(shown) == shown


def test_inert_text_keeps_its_lines_and_steers_nothing() -> None:
    assert inert("a\n\n  b\tc\u202ed\u200b\x1b[2J\ud800") == "a\n\n  b\tc\ufffdd\ufffd[2J\ufffd"


@pytest.mark.parametrize(
    "url",
    [
        "https://pubmed.ncbi.nlm.nih.gov/?term=a+b%5Btiab%5D",
        "http://127.0.0.1:8080/esearch.fcgi",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_an_address_of_the_web_may_become_a_link(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://x.example/",
        "\x01javascript:alert(1)",
        " https://x.example/",
        "https://x.example/\n",
        "https://x.example/\u202e",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.example/",
        "https://",
        "https://?q=1",
        "https://user:secret@x.example/",
        "https://x.example:99999/",
        "https://[::1/",
        "https://x.example/" + "a" * 9_000,
    ],
)
def test_nothing_else_does(url: str | None) -> None:
    assert web_address(url) is None
