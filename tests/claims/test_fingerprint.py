"""A claim's short name."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from citecheck.claims.fingerprint import fingerprint


def test_case_quotes_bullets_and_spaces_do_not_count() -> None:
    plain = fingerprint("Zinc shortens colds by 'a day'.", "efficacy")
    assert fingerprint("- ZINC  shortens\ncolds by “a day”", "efficacy") == plain


def test_another_word_number_or_kind_counts() -> None:
    names = {
        fingerprint("Zinc shortens colds by 1 day", "efficacy"),
        fingerprint("Zinc shortens colds by 2 days", "efficacy"),
        fingerprint("Iron shortens colds by 1 day", "efficacy"),
        fingerprint("Zinc shortens colds by 1 day", "harm"),
    }
    assert len(names) == 4


@given(st.text())
def test_it_is_sixteen_hex_digits(text: str) -> None:
    name = fingerprint(text, "efficacy")
    assert len(name) == 16
    assert set(name) <= set("0123456789abcdef")
