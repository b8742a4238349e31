"""What the user named, fit for a sentence."""

from __future__ import annotations

import pytest

from citecheck.web.labels import label


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("https://news.example/a.html", "https://news.example/a.html"),
        ("https://me:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/@me:x@y", "https://news.example/@me:x@y"),
        ("a\x1b[31m\nb\u202ec.txt", "a?[31m?b?c.txt"),
        ("a\udc80.txt", "a?.txt"),
    ],
)
def test_a_label_shows_no_password_and_steers_no_terminal(origin: str, shown: str) -> None:
    assert label(origin) == shown


def test_a_label_is_short() -> None:
    assert label("x" * 10_000) == "x" * 199 + "…"
